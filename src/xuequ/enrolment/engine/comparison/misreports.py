"""How many families could have gained by stating another list, all else unchanged.

All else: the lists of the others, the claims, the draw.  A family gains if a school that its own
list names comes out before the one it got.  The mechanisms themselves are run again for each list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from xuequ.methods.allocation.arrays import Applications, Bool, Int32, Int64, Uint64
from xuequ.methods.allocation.stages import Assign, Stage, compose

from ..package.allocations import Read
from ..places.applied import Applied
from ..places.carried import Carried
from ..places.order import claims_of, stand_each
from ..places.rules import Step
from ..places.staged import asked_of
from .lists import positions
from .ways import BY_LISTS

Line = tuple[Int32, Int32, Uint64]
MOST_RUNS = 20_000  # lists times families, up to which every list is tried


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """Other lists that families might state; all of them, or for each family some of its own.

    Args:
        all: lists by choices; none where they are too many.
    """

    all: Int32 | None

    def of(self, prefs: Int32) -> Int32:
        """The lists a family tries, whose own is `prefs`."""
        return _moved(prefs) if self.all is None else self.all


def tried(read: Read) -> Tried:
    """Every list the rules allow, where lists times families are not too many."""
    most = MOST_RUNS // max(1, len(read.units.ids))
    found: list[tuple[int, ...]] = []
    for each in _lists(read):
        if len(found) == most:
            return Tried(None)
        found.append(each)
    return Tried(np.array(found, np.int32).reshape(len(found), read.units.prefs.shape[1]))


def _lists(read: Read) -> Iterator[tuple[int, ...]]:
    """All lists of one school or more, without gaps, each school where its rank allows it."""
    choices = read.rules.choices
    inside = sorted(read.schools.number[each] for each in read.rules.catchment)
    where = [range(len(read.schools.all)) if each == "any" else inside for each in choices]
    for length in range(1, len(choices) + 1):
        for each in _longer((), where[:length]):
            yield each + (-1,) * (len(choices) - length)


def _longer(named: tuple[int, ...], rest: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    if not rest:
        yield named
        return
    for school in rest[0]:
        if school not in named:
            yield from _longer((*named, school), rest[1:])


def _moved(prefs: Int32) -> Int32:
    """Each school but the first moved to the front, the others as they were; then without it."""
    named = prefs[prefs >= 0]
    lists = [
        np.concatenate([named[at : at + 1], np.delete(named, at)]) for at in range(1, named.size)
    ]
    if named.size > 1:
        lists.append(named[1:])
    table = np.full((len(lists), prefs.size), -1, np.int32)
    for row, each in zip(table, lists, strict=True):
        row[: each.size] = each
    return table


def gained(held: Carried, last: int, families: Sequence[int] | Int64, lists: Tried) -> Bool:
    """Could each of these families have gained?

    Args:
        held: what came of the true lists.
        last: the last stage that goes by lists; places given after it do not count.
        families: numbers of units.
    """
    trial = _Trial(held, last)
    return np.array([trial.gains(int(each), lists) for each in families], bool)


class _Lists(NamedTuple):
    """A stage that goes by lists."""

    step: Step
    held: Applications  # a copy, in which one family's line is changed
    each: Uint64 | None  # where each school draws: u by schools

    def put(self, unit: int, line: Line) -> None:
        """Change the line of a family."""
        self.held.prefs[unit], self.held.claims[unit], self.held.tickets[unit] = line

    def line(self, unit: int) -> Line:
        """The line of a family, to be kept."""
        a = self.held
        return a.prefs[unit].copy(), a.claims[unit].copy(), a.tickets[unit].copy()


class _Trial:
    """The stages of an allocation, in which the list of one family can be changed."""

    def __init__(self, held: Carried, last: int) -> None:
        self.held = held
        self.stages: list[Stage] = []
        self.lists: list[_Lists] = []
        for made in held.made[: last + 1]:
            stage = made.stage
            if isinstance(stage, Assign) and made.step.method in BY_LISTS:
                lists = _lists_of(held, made.step, stage.applications)
                self.lists.append(lists)
                stage = replace(stage, applications=lists.held)
            self.stages.append(stage)
        placed = np.where(held.composed.stage > last, -1, held.composed.placed)
        self.at = positions(held.case.units.prefs, self._schools(placed))

    def gains(self, unit: int, lists: Tried) -> bool:
        """Does one of the lists bring a school that the family named before its own?"""
        prefs = self.held.case.units.prefs[unit]
        better = set(prefs[: self.at[unit]].tolist()) - {-1}
        if not better:
            return False
        table = lists.of(prefs)
        rows = [self._rows(each, unit, table) for each in self.lists]
        true = [each.line(unit) for each in self.lists]
        try:
            return any(self._brings(unit, rows, row) in better for row in range(len(table)))
        finally:
            for each, line in zip(self.lists, true, strict=True):
                each.put(unit, line)

    def _brings(self, unit: int, rows: list[Applications], row: int) -> int:
        """The school at which the family is with a list."""
        for each, a in zip(self.lists, rows, strict=True):
            each.put(unit, (a.prefs[row], a.claims[row], a.tickets[row]))
        found = compose(self.stages, self.held.slots.seats, self.held.case.units.heads)
        return int(self._schools(found.placed[unit : unit + 1])[0])

    def _rows(self, stage: _Lists, unit: int, table: Int32) -> Applications:
        """The applications of one family in a stage, a line for each list."""
        case = self.held.case
        units = _alike(case.units, unit, table)
        drawn = np.repeat(stage.held.tickets[unit, :1], len(table))
        if stage.each is not None:
            drawn = np.where(table < 0, np.uint64(0), stage.each[unit, np.maximum(table, 0)])
        case, claims = replace(case, units=units), claims_of(units, stage.step)
        return asked_of(case, self.held.slots, stage.step, claims, drawn).used

    def _schools(self, placed: Int32) -> Int32:
        found: Int32 = np.where(placed < 0, -1, self.held.slots.school[placed]).astype(np.int32)
        return found


def _lists_of(held: Carried, step: Step, a: Applications) -> _Lists:
    """A copy of a stage; where each school draws, with what tells equal claims apart among all."""
    each, tickets = _drawn_each(held, step), a.tickets.copy()
    if each is not None:
        unit, choice = np.nonzero(a.prefs >= 0)
        tickets[unit, choice] = each[unit, held.slots.school[a.prefs[unit, choice]]]
    mine = a._replace(prefs=a.prefs.copy(), claims=a.claims.copy(), tickets=tickets)
    return _Lists(step, mine, each)


def _drawn_each(held: Carried, step: Step) -> Uint64 | None:
    """What tells equal claims apart at each school, u by schools, if each school draws."""
    if step.draws == "one":
        return None
    case, names = held.case, [each.name for each in held.case.schools.all]
    every = np.tile(np.arange(len(names), dtype=np.int32), (len(case.units.ids), 1))
    units = replace(case.units, prefs=every)
    return stand_each(units, step, case.rules, case.seed, names)


def _alike(units: Applied, unit: int, table: Int32) -> Applied:
    """So many units that differ from one only in their lists."""
    times = len(table)

    def again(values: Int32) -> Int32:
        return np.repeat(values[unit : unit + 1], times, axis=0)

    return replace(
        units,
        ids=(units.ids[unit],) * times,
        heads=again(units.heads),
        prefs=table,
        own=again(units.own),
        classes=again(units.classes),
        points=again(units.points),
        kinds=np.repeat(units.kinds[unit : unit + 1], times, axis=0),
    )
