"""Who may apply (招生对象): which ground holds, or what has not been shown of each.

What is missing is «not shown» and never taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

from .asked import GRADE, LIVES, PARENTS, Need, needs
from .policy.shapes import Eligibility, Ground

State = Literal["eligible", "not_shown", "not_stated"]
STATES: dict[State, Text] = {
    "eligible": Text("是", "yes"),
    "not_shown": Text("否", "no"),
    "not_stated": Text("未规定", "not stated"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a family has shown.

    Args:
        stage: applied for.
        values: by code of the head (`asked.heads`): yes or no, full months, the grade; none or
            absent where nothing was shown.
    """

    stage: str
    values: Mapping[str, bool | int | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a child may apply.

    Args:
        state: `not_stated` where the locality states no conditions for the stage.
        ground: the first of those that hold; none if none does, or none is asked.
        missing: what has not been shown, or is not so; empty if the child may apply.
    """

    state: State
    ground: Ground | None = None
    missing: tuple[Text, ...] = ()


def judged(eligibility: Sequence[Eligibility], shown: Shown) -> Finding:
    """Whether what was shown makes a child eligible."""
    group = next((each for each in eligibility if shown.stage in each.stages), None)
    if group is None:
        return Finding("not_stated")
    missing = tuple(_general(group, shown))
    ground = next((each for each in group.any_of if _holds(each, shown)), None)
    if ground is None:
        missing += tuple(_lacking(each, shown) for each in group.any_of)
    if missing:
        return Finding("not_shown", ground, missing)
    return Finding("eligible", ground)


def _general(group: Eligibility, shown: Shown) -> Iterator[Text]:
    """What is asked of every child."""
    grade = shown.values.get(GRADE.code)
    if grade is None:
        yield _not_shown(GRADE.name)
    elif grade != group.grade:
        yield Text(
            f"就读{grade}年级，须为{group.grade}年级",
            f"attends grade {grade}, grade {group.grade} is needed",
        )
    if group.lives_in_area and (unmet := _unmet(Need(LIVES), shown)):
        yield unmet


def _holds(ground: Ground, shown: Shown) -> bool:
    """Do as many as must meet all a ground asks, one and the same all of it?"""
    meeting = sum(not any(_unmet(each, shown) for each in asked) for asked in needs(ground))
    return meeting >= (1 if ground.parents is None else ground.parents)


def _lacking(ground: Ground, shown: Shown) -> Text:
    """What a ground that does not hold still wants."""
    told = [asked for asked in needs(ground) if _is_told(asked, shown)]
    if not told:
        return Text(f"“{ground.zh}”：未提供", f"«{ground.en}»: not shown")
    if ground.parents == PARENTS:
        told = list(needs(ground))  # nobody can be left out
    every = [unmet for asked in told for each in asked if (unmet := _unmet(each, shown))]
    if ground.parents is None and len(every) == 1 and ground.fact is None:
        return every[0]  # the ground in its own words
    zh, en = "，".join(each.zh for each in every), ", ".join(each.en for each in every)
    return Text(f"“{ground.zh}”：{zh}", f"«{ground.en}»: {en}")


def _is_told(asked: Sequence[Need], shown: Shown) -> bool:
    """Has anything been shown of the child or parent that is asked?"""
    return any(shown.values.get(each.head.code) is not None for each in asked)


def _unmet(need: Need, shown: Shown) -> Text | None:
    """What is not shown or not so; none if the need is met."""
    value, name = shown.values.get(need.head.code), need.head.name
    if value is None:
        return _not_shown(name)
    if need.months is None:
        return None if value is True else Text(f"{name.zh}：否", f"{name.en}: no")
    if value >= need.months:
        return None
    return Text(
        f"{name.zh}{value}个月，须满{need.months}个月",
        f"{name.en} {value} months, {need.months} are needed",
    )


def _not_shown(name: Text) -> Text:
    return Text(f"未提供{name.zh}", f"{name.en} not shown")
