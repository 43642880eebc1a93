"""What a locality's table and conditions ask of a family, as the columns of a file of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from xuequ.kernel.text import Text

from .policy.names import WORDS
from .policy.points import PointsTable
from .policy.shapes import Eligibility, Ground

Kind = Literal["number", "type", "stage", "grade", "yes", "months"]
PARENTS = 2  # or others who have custody


@dataclass(frozen=True, slots=True)
class Head:
    """One column.

    Args:
        code: its head for programs; `name` that for people, in either language.
        kind: what a cell holds; `months` is full months, or the day they began.
        needed: an empty cell is a mistake.  Otherwise it means: not shown.
    """

    code: str
    name: Text
    kind: Kind
    needed: bool = False


NUMBER = Head("number", Text("编号", "number"), "number", needed=True)
TYPE = Head("type", Text("类型", "type"), "type")
STAGE = Head("stage", Text("学段", "stage"), "stage", needed=True)
GRADE = Head("grade", Text("就读年级", "grade attended"), "grade")
LIVES = Head("lives_in_area", Text("居住在本区", "lives in the area"), "yes")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a ground asks of a child or a parent: a yes, or `months` at least."""

    head: Head
    months: int | None = None


def heads(table: PointsTable, eligibility: Sequence[Eligibility]) -> tuple[Head, ...]:
    """Every column a file may have, none twice."""
    found = {each.code: each for each in _heads(table, eligibility)}
    return tuple(found.values())


def is_told_by_facts(table: PointsTable) -> bool:
    """Can the type be told from facts, so that a file need not state it?"""
    return any(each.when for each in table.types)


def stage_of(eligibility: Sequence[Eligibility]) -> str:
    """The stage all children of a file apply for; empty where each line has to say."""
    stages = {stage for each in eligibility for stage in each.stages}
    return stages.pop() if len(stages) == 1 else ""


@cache
def needs(ground: Ground) -> tuple[tuple[Need, ...], ...]:
    """What a ground asks, once of the child, or once of each parent."""
    if ground.parents is None:
        return (tuple(_needs(ground, "", Text("", ""))),)
    return tuple(
        tuple(_needs(ground, f"parent{n}_", Text(f"家长{n}", f"parent {n} ")))
        for n in range(1, PARENTS + 1)
    )


def _heads(table: PointsTable, eligibility: Sequence[Eligibility]) -> Iterator[Head]:
    yield NUMBER
    yield TYPE
    for fact in table.facts:
        yield Head(fact.code, Text(fact.zh, fact.en), "yes")
    for each in table.additions:
        kind: Kind = "months" if each.per else "yes"
        yield Head(each.code, Text(each.zh, each.en), kind, needed=True)
    if eligibility:
        yield from (STAGE, GRADE, LIVES)
    for group in eligibility:
        for ground in group.any_of:
            for asked in needs(ground):
                yield from (each.head for each in asked)


def _needs(ground: Ground, code: str, name: Text) -> Iterator[Need]:
    fact = ground.fact or Text(ground.zh, ground.en)
    yield Need(Head(f"{code}{ground.code}", _joined(name, fact), "yes"))
    if ground.residence_months is not None:
        words = Text("居住时间", "residence")
        head = Head(f"{code}residence", _joined(name, words), "months")
        yield Need(head, ground.residence_months)
    for each in ground.insurances if ground.insurance_months is not None else ():
        words = WORDS[f"insurances.{each}"]
        words = Text(f"连续{words.zh}", f"{words.en} insurance without a break")
        head = Head(f"{code}{each}", _joined(name, words), "months")
        yield Need(head, ground.insurance_months)


def _joined(first: Text, then: Text) -> Text:
    return Text(first.zh + then.zh, first.en + then.en)
