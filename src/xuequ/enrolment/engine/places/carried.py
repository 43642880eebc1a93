"""Carry out the stages of rules on applications, school by school and slot by slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Int64, Uint64, UnsettledError
from xuequ.methods.allocation.stages import Composed, Stage, compose

from .applied import FILE, Applied
from .order import Way, ranks_of
from .rules import Rules
from .schools import Schools
from .slots import Slots, slots_of
from .staged import Made, stages_of


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """All that an allocation is made of, understood.

    Args:
        travel: metres by place of living and number of the school.
        seed: empty where there is no draw.
    """

    rules: Rules
    schools: Schools
    units: Applied
    travel: dict[tuple[str, int], int]
    seed: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """What came of it: the stages as they were made ready, and their results over slots."""

    case: Case
    slots: Slots
    made: tuple[Made, ...]
    composed: Composed

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(each.stage for each in self.made)


def carried_out(case: Case) -> Carried:
    """The allocation.

    Raises:
        Problems: two children stand equal and the rules do not settle who enters.
    """
    found = _carried(case, "forward")
    if not case.rules.draw:
        other = _carried(case, "backward")
        differ = _differ(found.composed, other.composed)
        if differ.size:
            raise _unsettled(case, found, differ)
    return found


def _carried(case: Case, way: Way) -> Carried:
    ranks = ranks_of(case.units, case.rules, case.seed, way)
    return _with(case, ranks)


def _with(case: Case, ranks: Uint64) -> Carried:
    slots = slots_of(case.schools, case.rules)
    made = stages_of(case, slots, ranks)
    composed = compose([each.stage for each in made], slots.seats, case.units.heads)
    return Carried(case, slots, made, composed)


def _differ(one: Composed, other: Composed) -> Int64:
    """Units whose place, stage or choice differ."""
    same = (one.placed == other.placed) & (one.stage == other.stage) & (one.rank == other.rank)
    return np.flatnonzero(~same)


def _unsettled(case: Case, one: Carried, differ: Int64) -> Problems:
    """Two children that stand equal, told at both lines with what to do about it."""
    units, school = case.units, ""
    try:
        _with(case, np.zeros(len(units.ids), np.uint64))
        pair = (int(differ[0]), int(differ[-1]))
    except UnsettledError as error:
        pair = error.units
        if error.school >= 0:
            school = case.schools.all[one.slots.school[error.school]].name
    where = (f"在“{school}”", f" at {school}") if school else ("", "")
    told = []
    for at, with_whom in (pair, pair[::-1]):
        text = Text(
            f"与“{units.ids[with_whom]}”{where[0]}条件完全相同，规则未规定先后；请增加同分条件或抽签",
            f"equal to {units.ids[with_whom]}{where[1]}, and the rules do not settle who comes "
            "first: add a condition for ties, or a draw",
        )
        told.append(Problem(FILE, units.lines[at], "number", text))
    return Problems(sorted(told, key=lambda each: each.line))
