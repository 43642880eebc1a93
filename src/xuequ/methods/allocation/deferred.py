"""Deferred acceptance: a seat is held until all have asked (Gale and Shapley, 1962).

The child asks from its first choice down; a school holds the best who asked so far.  The result is
the best for children among those in which nobody is passed over by a lesser claim, and no family
gains by untrue choices.  With one ticket per child it is known as single tie-breaking, with one
for each choice as multiple.

In which order they ask changes nothing.  So while many ask they do it all at once, in the order of
their numbers, and a school sends away those over its seats together; the last few ask one by one.

Bundles are not placed by it: with them a result without envy may not exist.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Outcome, Uint32, UnsettledError
from .asking import EVERYBODY, NOBODY
from .cutoffs import places_of, tally_of
from .heaps import Place, behind, heap, sink
from .keys import Scale, cut_off, key, scale_of

FEW = 32  # one in so many ask one by one
MARGIN = 16


class _Held(NamedTuple):
    """What the schools hold: of each a stretch, with room for some who will be sent away."""

    first: Int64  # m + 1, where each school's stretch begins; empty where all can enter
    taken: Int64  # m, how many are in it
    keys: Uint32
    units: Int32
    line: Int64  # m; greater keys are sent away at once
    is_heap: Int8  # m; has the stretch the last on top?
    rank: Int8  # n, choice at which each unit is or asks next
    asks: Int8  # n; does it ask when all do?
    out: Int32  # n; those sent away, in its front
    sent: Int64  # 1; how many they are
    spare: Uint32  # as long as the longest stretch, to work with
    trouble: Int64  # two units that stand equal, and the school; -1 for none


def deferred_acceptance(a: Applications) -> Outcome:
    """Place each unit, all of one child, by deferred acceptance.

    Returns:
        The outcome, with a tally of one round.  O(n·k·log of seats).

    Raises:
        ValueError: there are bundles.
        UnsettledError: two units equal in claim and ticket, of which a school would take one.
    """
    if a.heads.size:
        raise ValueError("deferred acceptance cannot place bundles together")
    held = _nobody_held(a)
    scale = scale_of(a)
    _together(a, held, scale, len(held.rank) // FEW)
    _one_by_one(a, held, scale)
    if held.trouble[0] >= 0:
        one, other, school = (int(each) for each in held.trouble)
        raise UnsettledError((one, other), school)
    placed = places_of(a, held.rank)
    return Outcome(placed, held.rank, tally_of(a, placed, held.rank))


def _nobody_held(a: Applications) -> _Held:
    n, m = a.prefs.shape[0], a.seats.size
    room = _chosen(a)
    open_to_all = room <= a.seats
    room[open_to_all | (a.seats == 0)] = 0
    np.minimum(room, 2 * a.seats + MARGIN, out=room)
    first = np.zeros(m + 1, np.int64)
    np.cumsum(room, out=first[1:])
    return _Held(
        first,
        np.zeros(m, np.int64),
        np.empty(first[-1], np.uint32),
        np.empty(first[-1], np.int32),
        np.where(a.seats == 0, NOBODY, EVERYBODY).astype(np.int64),
        np.zeros(m, np.int8),
        np.zeros(n, np.int8),
        np.ones(n, np.int8),
        np.arange(n, dtype=np.int32),
        np.full(1, n),
        np.empty(room.max(initial=0), np.uint32),
        np.full(3, -1, np.int64),
    )


@compiled
def _chosen(a: Applications) -> Int64:
    """How often each school is chosen."""
    found = np.zeros(a.seats.size, np.int64)
    for i in range(a.prefs.shape[0]):
        for j in range(a.prefs.shape[1]):
            if a.prefs[i, j] >= 0:
                found[a.prefs[i, j]] += 1
    return found


@compiled
def _together(a: Applications, held: _Held, scale: Scale, few: int) -> None:
    """All who seek ask at once, again and again, until only few are left, in `out`."""
    counts = np.empty(256, np.int64)
    while held.sent[0] > few:
        held.sent[0] = 0
        for i in range(held.asks.size):
            if held.asks[i]:
                held.asks[i] = 0
                s = _enter(a, held, scale, i)
                if s >= 0 and held.taken[s] == held.first[s + 1] - held.first[s]:
                    _send_away(a, held, s, counts)
        for s in range(a.seats.size):
            if held.taken[s] > a.seats[s]:
                _send_away(a, held, s, counts)
        for i in held.out[: held.sent[0]]:
            held.asks[i] = 1


@compiled
def _enter(a: Applications, held: _Held, scale: Scale, i: np.int64 | int) -> int:
    """A unit asks at the next school that may hold it; returns which, -1 when nothing is to do."""
    for j in range(held.rank[i], a.prefs.shape[1]):
        s = a.prefs[i, j]
        if s < 0:
            continue
        found = key(scale, a.claims[i, j], a.tickets[i, j if a.tickets.shape[1] > 1 else 0])
        if found > held.line[s]:
            continue
        held.rank[i] = j
        low = held.first[s]
        if held.first[s + 1] == low:
            return -1
        held.keys[low + held.taken[s]], held.units[low + held.taken[s]] = found, i
        held.taken[s] += 1
        return s
    held.rank[i] = -1
    return -1


@compiled
def _send_away(a: Applications, held: _Held, s: int, counts: Int64) -> None:
    """A school that holds more keeps as many as it has seats for."""
    low, high, wanted = held.first[s], held.first[s] + held.taken[s], a.seats[s]
    spare = held.spare[: high - low]
    for at in range(high - low):
        spare[at] = held.keys[low + at]
    limit, share = cut_off(spare, wanted, counts)
    more = _part(held, low, high, limit) - share
    held.taken[s], held.line[s], last = wanted, limit, low + wanted
    for at in range(last, last + more):  # their keys are equal, so all are compared in whole
        held.keys[last], held.units[last] = held.keys[at], held.units[at]
        held.taken[s] = wanted + 1
        held.out[held.sent[0]] = _put_out(a, held, s)
        held.sent[0] += 1
    held.is_heap[s] = 0  # others will be added


@compiled
def _part(held: _Held, low: int, high: int, limit: np.uint32) -> int:
    """Units with greater keys are sent away; after the others come, and are counted, equal ones."""
    keys, units, spare = held.keys[low:high], held.units[low:high], held.spare
    kept, edge, count = 0, 0, held.sent[0]
    for at in range(keys.size):
        found, unit = keys[at], units[at]
        keys[kept], units[kept] = found, unit
        spare[edge] = unit
        if found > limit:
            held.out[count] = unit
            held.rank[unit] += 1
            count += 1
        kept += found < limit
        edge += found == limit
    for at in range(edge):
        keys[kept + at], units[kept + at] = limit, spare[at]
    held.sent[0] = count
    return edge


@compiled
def _note(a: Applications, held: _Held, s: int, one: Place, other: Place) -> None:
    """Nothing tells two apart, of whom one is sent away; what follows rests on the first pair."""
    equal = not behind(a, held.rank, one, other) and not behind(a, held.rank, other, one)
    if equal and held.trouble[0] < 0:
        held.trouble[0], held.trouble[1], held.trouble[2] = one[1], other[1], s


@compiled
def _one_by_one(a: Applications, held: _Held, scale: Scale) -> None:
    """Each of `out` asks, then whom it puts out, until somebody puts out nobody."""
    for place in range(held.sent[0]):
        i: np.int64 | int = np.int64(held.out[place])
        while i >= 0:
            s = _enter(a, held, scale, i)
            i = _put_out(a, held, s) if s >= 0 else -1


@compiled
def _put_out(a: Applications, held: _Held, s: int) -> np.int64 | int:
    """Who has to leave a school for the one that came last, perhaps itself; -1 for nobody."""
    low, seats = held.first[s], a.seats[s]
    if held.taken[s] <= seats:
        return -1
    keys, units = held.keys[low : low + seats], held.units[low : low + seats]
    if not held.is_heap[s]:
        heap(a, held.rank, keys, units)
        held.is_heap[s] = 1
    came, found = held.units[low + seats], held.keys[low + seats]
    gone, out = keys[0], units[0]
    if behind(a, held.rank, (found, came), (gone, out)):
        gone, out = found, came
    else:
        sink(a, held.rank, keys, units, 0, (found, came))
    _note(a, held, s, (gone, out), (keys[0], units[0]))
    held.taken[s], held.line[s] = seats, keys[0]
    held.rank[out] += 1
    return np.int64(out)
