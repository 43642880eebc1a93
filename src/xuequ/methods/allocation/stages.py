"""Mechanisms one after another: a pool is cut, places are given, what is left over goes on.

Each stage sees only the units without a seat so far and the seats left.  A cut narrows who takes
part in the stages after it, until one that is `for_all`: its losers come in again there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .arrays import (
    Applications,
    Int8,
    Int32,
    Int64,
    LastSeat,
    Outcome,
    Tally,
    Uint64,
    UnsettledError,
    applications,
)
from .coordinated import coordinated
from .deferred import deferred_acceptance
from .rounds import preference_rounds
from .serial import by_points, serial_dictatorship
from .trading import top_trading_cycles

Method = Literal[
    "preference_rounds", "deferred_acceptance", "serial_dictatorship", "top_trading_cycles"
]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Only the first `places` children by claim, then ticket, take part from here on."""

    code: str
    claims: Int32  # n
    tickets: Uint64  # n
    places: int


@dataclass(frozen=True, slots=True, eq=False)
class Assign:
    """A mechanism by choices.  Its seats are those left; `applications.seats` is not looked at."""

    code: str
    applications: Applications  # of all n units
    method: Method = "preference_rounds"
    last_seat: LastSeat = "pass_over"
    spare: Int64 | None = None  # m seats for `widen`
    for_all: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Coordinate:
    """Placement by the authority, in order of claim and ticket, at least total travel."""

    code: str
    claims: Int32  # n
    tickets: Uint64  # n
    cost: Int64  # n by m
    for_all: bool = True


Stage = Cut | Assign | Coordinate


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What one stage did.

    Args:
        units: numbers of the units that took part; the lines of `outcome` are theirs.
        outcome: of a cut, a place in the pool instead of a school; of a coordinated placement
            without choices, and its tally is empty.
    """

    code: str
    units: Int64
    seats: Int64  # m, free before
    outcome: Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """The end of all stages."""

    placed: Int32  # n
    stage: Int8  # n, number of the stage that placed each unit, -1 for none
    rank: Int8  # n, its choice; -1 where none was asked for
    left: Int64  # m seats
    reports: tuple[Report, ...] = field(default=())


def compose(stages: Sequence[Stage], seats: Int64, heads: Int32) -> Composed:
    """Carry out stages in their order.

    Args:
        seats: m, before the first stage.
        heads: n, children in each unit.

    Raises:
        UnsettledError: as the mechanism that raised it; its units are numbers among all.
    """
    n = heads.size
    placed = np.full(n, -1, np.int32)
    stage, rank = np.full(n, -1, np.int8), np.full(n, -1, np.int8)
    left, pool = np.array(seats, np.int64), np.ones(n, bool)
    reports = []
    for number, each in enumerate(stages):
        part = (placed < 0) & (pool | (not isinstance(each, Cut) and each.for_all))
        units = np.flatnonzero(part)
        outcome = _carried_out(each, units, left, heads)
        reports.append(Report(each.code, units, left.copy(), outcome))
        if isinstance(each, Cut):
            pool = np.zeros(n, bool)
            pool[units[outcome.placed >= 0]] = True
            continue
        placed[units], rank[units] = outcome.placed, outcome.rank
        inside = units[outcome.placed >= 0]
        stage[inside] = number
        left -= np.bincount(placed[inside], weights=heads[inside], minlength=left.size).astype(int)
        np.maximum(left, 0, out=left)  # seats of `spare` are none that were left
    return Composed(placed, stage, rank, left, tuple(reports))


def subset(a: Applications, units: Int64, seats: Int64, heads: Int32) -> Applications:
    """The applications of some units for the seats left."""
    return applications(a.prefs[units], a.claims[units], a.tickets[units], seats, heads[units])


def _carried_out(each: Stage, units: Int64, left: Int64, heads: Int32) -> Outcome:
    try:
        if isinstance(each, Coordinate):
            return _coordinated(each, units, left, heads)
        return _assigned(each, units, left, heads)
    except UnsettledError as error:
        one, other = (int(units[at]) for at in error.units)
        school = -1 if isinstance(each, Cut) else error.school
        raise UnsettledError((one, other), school) from None


def _assigned(each: Cut | Assign, units: Int64, left: Int64, heads: Int32) -> Outcome:
    if isinstance(each, Cut):
        zeros = np.zeros((units.size, 1), np.int32)
        pool = applications(
            zeros, each.claims[units], each.tickets[units], [each.places], heads[units]
        )
        return preference_rounds(pool)
    a = subset(each.applications, units, left, heads)
    if each.method == "preference_rounds":
        return preference_rounds(a, last_seat=each.last_seat, spare=each.spare)
    return OTHERS[each.method](a)


def _serial(a: Applications) -> Outcome:
    return serial_dictatorship(a, by_points(a.claims[:, 0], a.tickets[:, 0]))


OTHERS: dict[str, Callable[[Applications], Outcome]] = {
    "deferred_acceptance": deferred_acceptance,
    "serial_dictatorship": _serial,
    "top_trading_cycles": lambda a: top_trading_cycles(a).outcome,
}


def _coordinated(each: Coordinate, units: Int64, left: Int64, heads: Int32) -> Outcome:
    order = by_points(each.claims[units], each.tickets[units])
    placed = coordinated(order, each.cost[units], left, heads[units])
    whole, thin = np.zeros((0, left.size), np.int64), np.zeros((0, left.size), np.int32)
    tally = Tally(whole, whole, whole, thin, np.zeros((0, left.size), np.uint64))
    return Outcome(placed, np.full(units.size, -1, np.int8), tally)
