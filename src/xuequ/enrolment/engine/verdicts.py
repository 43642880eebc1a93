"""The sentences of `reasons`, one for each thing that can have decided, in both languages.

Each takes the facts, the school, my points and the line (empty where claims are no points), and
who was ahead.  The order is that of the numbers in `methods.allocation.standing`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from xuequ.kernel.text import Text

if TYPE_CHECKING:
    from .reasons import Facts

Sentence = Callable[["Facts", str, str, str, str], str]


def _zh_head(f: Facts, school: str) -> str:
    return f"第{f.rank}志愿“{school}”：学位{f.seats}个，报名{f.asked}人"


def _zh_points(mine: str, line: str) -> str:
    return f"；您的积分{mine}，录取线{line}" if mine else "；按顺位录取"


def _en_head(f: Facts, school: str) -> str:
    return f"Choice {f.rank}, {school}: places {f.seats}, asked {f.asked}"


def _en_points(mine: str, line: str) -> str:
    return f"; your points {mine}, the line {line}" if mine else "; by class of claim"


ZH: tuple[Sentence, ...] = (
    lambda f, school, mine, line, ahead: f"第{f.rank}志愿：未填报。",
    lambda f, school, mine, line, ahead: (
        f"第{f.rank}志愿“{school}”：已被前面的志愿录取，不再参加。"
    ),
    lambda f, school, mine, line, ahead: _zh_head(f, school) + "，学位足够，全部录取；您被录取。",
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}；您排第{f.place}，{ahead}；您被录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}，同等条件按抽签号，您的号{f.ticket}，"
        f"末位录取的号{f.last}；您排第{f.place}，{ahead}；您被录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}；您排第{f.place}，{ahead}；未录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}，同等条件按抽签号，您的号{f.ticket}，"
        f"末位录取的号{f.last}，号小者先；您排第{f.place}，{ahead}；未录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"第{f.rank}志愿“{school}”：本轮开始时已无学位（报名{f.asked}人）；未录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}；您排第{f.place}，{ahead}，"
        "余下的学位不够同一捆绑的儿童一起入学；未录取。"
    ),
    lambda f, school, mine, line, ahead: (
        f"{_zh_head(f, school)}{_zh_points(mine, line)}；您排第{f.place}，{ahead}，"
        "前面的捆绑因学位不足使本轮录取停止；未录取。"
    ),
)
EN: tuple[Sentence, ...] = (
    lambda f, school, mine, line, ahead: f"Choice {f.rank}: none was named.",
    lambda f, school, mine, line, ahead: (
        f"Choice {f.rank}, {school}: not asked, for a better choice was given."
    ),
    lambda f, school, mine, line, ahead: (
        _en_head(f, school) + ", places for all: all entered, and so did you."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; you stood at {f.place}, {ahead}. "
        "You have a place."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; among equals the draw decided, your "
        f"number {f.ticket}, the last that entered {f.last}; you stood at {f.place}, {ahead}. "
        "You have a place."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; you stood at {f.place}, {ahead}. No place."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; among equals the draw decided, smaller "
        f"first: your number {f.ticket}, the last that entered {f.last}; you stood at {f.place}, "
        f"{ahead}. No place."
    ),
    lambda f, school, mine, line, ahead: (
        f"Choice {f.rank}, {school}: no place was left when the round began "
        f"({f.asked} asked). No place."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; you stood at {f.place}, {ahead}; "
        "too few places were left for all children of the bundle. No place."
    ),
    lambda f, school, mine, line, ahead: (
        f"{_en_head(f, school)}{_en_points(mine, line)}; you stood at {f.place}, {ahead}; a "
        "bundle before you found too few places, which stopped the round. No place."
    ),
)


def coordinated(school: Text | None, order: int, metres: int | None) -> Text:
    """Of a child that no choice admitted: where the authority placed it, and by what order.

    Args:
        school: none if no seat was left where it may go.
        order: its place in the list by points, from 1.
        metres: its way; none where travel does not count.
    """
    if school is None:
        return Text(
            f"各志愿均未录取，纳入统筹调剂，排第{order}；可去的学校已无学位。",
            f"No choice admitted you; in coordinated placement you stood at {order}, and no "
            "place was left where you may go.",
        )
    zh = "" if metres is None else f"，路程{metres}米；在排位在前者均有学位的前提下，总路程最短"
    en = "" if metres is None else f", {metres} m away; the travel of all placed is the least"
    return Text(
        f"各志愿均未录取，纳入统筹调剂，排第{order}；安排到“{school.zh}”{zh}。",
        f"No choice admitted you; in coordinated placement you stood at {order} and were "
        f"placed at {school.en}{en}.",
    )
