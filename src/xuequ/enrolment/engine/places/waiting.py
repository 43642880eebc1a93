"""Who waits for a seat at each school, in the order in which they would come in."""

from __future__ import annotations

import numpy as np

from xuequ.methods.allocation.arrays import Applications, Int32, Int64
from xuequ.methods.allocation.stages import Report, subset
from xuequ.methods.allocation.standing import waiting_lists

from .carried import Carried
from .rules import BY_ROUNDS
from .staged import Made

Waiting = tuple[int, int]  # a unit and its place


def waiting(held: Carried) -> list[list[Waiting]]:
    """Of each school the units that asked it in vain and have nothing better, first to last.

    Units that no draw tells apart share a place.
    """
    found: list[list[Waiting]] = [[] for _ in held.case.schools.all]
    before: dict[int, tuple[int, ...]] = {}
    there = np.where(held.composed.placed < 0, -1, held.slots.school[held.composed.placed])
    seen: set[tuple[int, int]] = set()
    for stage, (made, report) in enumerate(zip(held.made, held.composed.reports, strict=True)):
        if made.asked is None:
            continue
        for unit, school, round, claim in _in_vain(held, made.asked, (made, report), there):
            if (unit, school) in seen:
                continue
            seen.add((unit, school))
            alike = (stage, round, claim, *held.case.units.ties[unit].tolist())
            is_told_apart = held.case.rules.draw or before.get(school) != alike
            place = len(found[school]) + 1 if is_told_apart else found[school][-1][1]
            found[school].append((unit, place))
            before[school] = alike
    return found


def _in_vain(
    held: Carried, a: Applications, stage: tuple[Made, Report], there: Int32
) -> list[tuple[int, int, int, int]]:
    """Units, schools, rounds and claims of one stage, in the order of the lists."""
    made, report = stage
    by_rounds = made.step.method in BY_ROUNDS
    asking = subset(a, report.units, a.seats, held.case.units.heads)
    rank = np.where(report.outcome.rank < 0, -1, report.outcome.rank // held.slots.width)
    row, choice = waiting_lists(asking, rank.astype(np.int64), by_rounds=by_rounds)
    unit, school = report.units[row], asking.prefs[row, choice]
    stays = (choice < _had(held, made)[unit]) & (school != there[unit])
    rounds = choice if by_rounds else np.zeros_like(choice)
    columns = (unit, school, rounds, asking.claims[row, choice])
    return list(zip(*(each[stays].tolist() for each in columns), strict=True))


def _had(held: Carried, made: Made) -> Int64:
    """u: the choice of this stage's list by which a unit has its place in the end; else beyond.

    The list is the choices, or the own school and its overflow.
    """
    own = made.step.method == "catchment"
    same = np.array(
        [each.asked is not None and (each.step.method == "catchment") == own for each in held.made]
    )
    found = held.composed
    by_it = (found.stage >= 0) & same[found.stage] & (found.rank >= 0)
    return np.where(by_it, found.rank.astype(np.int64) // held.slots.width, 2**31)
