"""The tables that tell what came of an allocation: result.csv, schools.csv, waiting.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from xuequ.methods.allocation.arrays import Applications, Int32, Int64, Uint64
from xuequ.methods.allocation.reserves import OPEN
from xuequ.methods.allocation.stages import Cut, Report

from ..package.tables import written
from .carried import Carried
from .order import tickets_of
from .rules import BY_ROUNDS
from .staged import Made
from .tables import RESULT, SCHOOLS, WAITING
from .waiting import waiting

Row = Sequence[str]


def result_of(held: Carried) -> bytes:
    """A line for each child, in the order of the applications."""
    case, found, width = held.case, held.composed, held.slots.width
    tickets = [each.hex() for each in tickets_of(case.rules, case.units.ids, case.seed)]
    blank = ("", "", "", "")
    ends: list[tuple[str, ...]] = []
    names = [each.name for each in case.schools.all]
    kinds = [each.kind for each in case.rules.kinds]
    for slot, stage, rank in zip(
        found.placed.tolist(), found.stage.tolist(), found.rank.tolist(), strict=True
    ):
        if slot < 0:
            ends.append(blank)
            continue
        kind = int(held.slots.kind[slot])
        choice = "" if rank < 0 else str(rank // width + 1)
        kept = "" if kind == OPEN else kinds[kind]
        ends.append((str(stage + 1), choice, names[held.slots.school[slot]], kept))
    rows = (
        (number, tickets[unit] if tickets else "", *ends[unit])
        for number, unit in zip(case.units.numbers, case.units.unit.tolist(), strict=True)
    )
    return written(RESULT, rows)


def schools_of(held: Carried) -> bytes:
    """A line for each stage, round and slot that somebody asked."""
    rows: list[Row] = []
    for number, (made, report) in enumerate(zip(held.made, held.composed.reports, strict=True), 1):
        rows += _lines(held, number, made, report)
    return written(SCHOOLS, rows)


def waiting_of(held: Carried) -> bytes:
    """The waiting list of each school."""
    members: list[list[str]] = [[] for _ in held.case.units.ids]
    for number, unit in zip(held.case.units.numbers, held.case.units.unit.tolist(), strict=True):
        members[unit].append(number)
    rows = (
        (school.name, str(place), number)
        for school, units in zip(held.case.schools.all, waiting(held), strict=True)
        for unit, place in units
        for number in members[unit]
    )
    return written(WAITING, rows)


def _lines(held: Carried, number: int, made: Made, report: Report) -> Iterator[Row]:
    tally, slots = report.outcome.tally, held.slots
    if isinstance(made.stage, Cut):
        claims = made.stage.claims[report.units]
        entered = np.zeros(len(report.units), np.int32) + (report.outcome.placed >= 0) - 1
        last = _last(entered, claims, made.stage.tickets[report.units])
        counts = (made.stage.places, int(tally.asked.sum()), int(tally.entered.sum()))
        yield _row(held, (number, 1, -1), counts, report.units, last.get(0))
        return
    if made.over is None:
        return
    rounds = tally.asked.shape[0]
    lasts = _lasts(made.over, report, slots.seats.size, rounds > 1)
    by_rounds = made.step.method in BY_ROUNDS
    for r, slot in _asked_lines(tally.asked, slots.width, by_rounds=by_rounds):
        counts = (int(tally.seats[r, slot]), int(tally.asked[r, slot]), int(tally.entered[r, slot]))
        choice = r // slots.width + 1 if by_rounds else 1
        yield _row(held, (number, choice, slot), counts, report.units, lasts.get((r, slot)))


def _asked_lines(asked: Int64, width: int, *, by_rounds: bool) -> list[tuple[int, int]]:
    """Rounds and slots that somebody asked, by choice and then slot."""
    found = [(int(r), int(slot)) for r, slot in zip(*np.nonzero(asked), strict=True)]
    return sorted(found, key=lambda at: (at[0] // width if by_rounds else 0, at[1]))


def _row(
    held: Carried,
    at: tuple[int, int, int],
    counts: tuple[int, int, int],
    units: Int64,
    last: int | None,
) -> Row:
    number, choice, slot = at
    seats, asked, entered = counts
    school = kept = ""
    if slot >= 0:
        school = held.case.schools.all[held.slots.school[slot]].name
        kind = int(held.slots.kind[slot])
        kept = "" if kind == OPEN else held.case.rules.kinds[kind].kind
    told = "" if last is None or asked == entered else held.case.units.ids[units[last]]
    return str(number), str(choice), school, kept, str(seats), str(asked), str(entered), told


def _lasts(
    a: Applications, report: Report, slots: int, by_rounds: bool
) -> dict[tuple[int, int], int]:
    """Of each round and slot, who of those that entered stands last; numbers in the report."""
    inside = np.flatnonzero(report.outcome.placed >= 0)
    rank = report.outcome.rank[inside].astype(np.int64)
    units = report.units[inside]
    rounds = rank if by_rounds else np.zeros_like(rank)
    queue = (rounds * slots + report.outcome.placed[inside]).astype(np.int32)
    drawn = a.tickets[units, rank if a.tickets.shape[1] > 1 else 0]
    found = _last(queue, a.claims[units, rank], drawn)
    return {divmod(line, slots): int(inside[at]) for line, at in found.items()}


def _last(queue: Int32, claims: Int32, drawn: Uint64) -> dict[int, int]:
    """Of each queue from 0 the entry that stands last."""
    order = np.lexsort((drawn, -claims.astype(np.int64), queue))
    ordered = queue[order]
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)])
    return {int(ordered[at]): int(order[at]) for at in ends if ordered[at] >= 0}
