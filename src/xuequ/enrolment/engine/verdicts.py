"""The sentences of `reasons`, one for each thing that can have decided, in both languages.

Each takes the facts, the school, my points and the line (empty where claims are no points), and
who was ahead.  The order is that of the numbers in `methods.allocation.standing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from xuequ.kernel.text import Text

if TYPE_CHECKING:
    from .reasons import Facts

NOT_OWN_ZH, NOT_OWN_EN = re.compile("（非本地段[0-9]+人）"), re.compile(r" \([0-9]+ of others\)")
MINE_ZH, MINE_EN = re.compile("您的积分[0-9.]+"), re.compile("your points [0-9.]+")
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


def coordinated(
    school: Text | None, order: int, metres: int | None, *, heads: int = 1, after: int = 0
) -> Text:
    """Of a child that no choice admitted: where the authority placed it, and by what order.

    Args:
        school: none if no seat was left where it may go.
        order: its place in the list, from 1.
        metres: its way; none where it was placed inside the zone and travel did not count.
        heads: children that are placed together with it, itself among them.
        after: bundles that take part; they come before all single children.
    """
    far = metres is not None
    zh = "各志愿均未录取，" + ("纳入统筹调剂" if far else "在片区内有空余学位的学校中安排")
    how = "coordinated placement" if far else "placement at schools of the zone with seats left"
    en = f"No choice admitted you; in {how} you stood at {order} and "
    zh += f"，排第{order}；"
    if after:
        zh += "须一同安排的孩子在前；"
        en += "children who are placed together came first; you "
    if school is None:
        enough = "足够的" if heads > 1 else ""
        return Text(
            f"{zh}可去的学校已无{enough}学位。", f"{en}found no place left where you may go."
        )
    if not far:
        return Text(f"{zh}安排到“{school.zh}”。", f"{en}were placed at {school.en}.")
    if heads > 1:
        return Text(
            f"{zh}安排到“{school.zh}”，路程{metres}米，是能一同容纳的最近学校。",
            f"{en}were placed at {school.en}, {metres} m away, the nearest with places for all.",
        )
    return Text(
        f"{zh}安排到“{school.zh}”，路程{metres}米；在排位在前者均有学位的前提下，总路程最短。",
        f"{en}were placed at {school.en}, {metres} m away; the travel of all placed is the least.",
    )


def of_catchment(told: Text, rank: int) -> Text:
    """A sentence of a choice as one of the own school, or of those that take its overflow."""
    zh = "本地段学校" if rank == 1 else f"第{rank - 1}调剂学校"
    en = "Own school" if rank == 1 else f"Overflow school {rank - 1}"
    return Text(
        told.zh.replace(f"第{rank}志愿", zh, 1).replace("前面的志愿", "前面的学校"),
        told.en.replace(f"Choice {rank}", en, 1).replace("better choice", "school before it"),
    )


def pooled(places: int, asked: int, place: int, *, is_in: bool) -> Text:
    """Whether a child came into the pool: children who took part, and its place among units."""
    zh, en = ("；您入围", "; you are in it.") if is_in else ("；您未入围", "; you are not in it.")
    return Text(
        f"入围名额{places}人，参加{asked}人，您排第{place}{zh}。",
        f"The pool has {places} places for {asked} children; you stood at {place}{en}",
    )


def by_draw(told: Text) -> Text:
    """A sentence of a stage in which nobody has a greater claim, and the draw alone decides."""
    return Text(
        told.zh.replace("；按顺位录取，同等条件按抽签号", "；按抽签号", 1),
        told.en.replace("; by class of claim; among equals the draw", "; the draw", 1),
    )


def among_equals(told: Text, ties: Text) -> Text:
    """A sentence in which conditions decide among equals, before the draw or without one."""
    zh = told.zh.replace("同等条件按抽签号，您的号", f"同等条件依次按{ties.zh}排序，您的序号")
    en = told.en.replace("among equals the draw decided", f"among equals {ties.en} decided")
    return Text(zh.replace("末位录取的号", "末位录取的序号"), en)


def with_bonus(told: Text, points: str) -> Text:
    """A sentence with points, of which some were added for the school of the own catchment."""
    return Text(
        MINE_ZH.sub(rf"\g<0>（含原地段加分{points}分）", told.zh),
        MINE_EN.sub(rf"\g<0> ({points} of them for the own catchment)", told.en),
    )


def of_nobody_s_own(told: Text) -> Text:
    """A sentence without who was of the own catchment, where no child is told to have one."""
    return Text(NOT_OWN_ZH.sub("", told.zh), NOT_OWN_EN.sub("", told.en))
