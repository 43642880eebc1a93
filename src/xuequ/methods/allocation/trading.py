"""Top trading cycles: a child may give its claim on one school for a seat at another.

Schools point only to children who chose them, by claim and then ticket; a school that nobody left
has chosen points to nobody.  No two children would gain by changing places afterwards, and no
family that names every school gains by untrue choices; one that does not may gain by naming a
school where it stands first and does not want to be.  A child may see a lesser claim enter before
it (envy), for the claim was traded.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Outcome, Uint32, Uint64, UnsettledError
from .cutoffs import places_of, tally_of
from .order import in_order


class Trades(NamedTuple):
    """A result and how it came about, so that each step can be checked."""

    outcome: Outcome
    cycle: Int32  # n, number of the cycle in which each unit got its seat, -1 for none


class _Lists(NamedTuple):
    """Of each school those who chose it, best first, one list after another.

    A unit goes by its place in the draw: units that are looked at together lie together then.
    """

    first: Int64  # m + 1, where the list of each school begins
    line: Uint32  # places
    prefs: Int32  # n by k, by place


class _Walk(NamedTuple):
    """Schools point to the school that the best of their list wants, so ways lead over schools."""

    left: Int64  # m seats
    at: Int64  # m, how far each school has come down its list
    unit: Int32  # m, the best still there on its list, as last looked up; -1 at first
    wants: Int32  # m, the school that unit wants
    on_way: Int8  # m, is the school on the way that is walked?
    way: Int32  # m + 1, that way
    rank: Int8  # n, choice that each unit, by its place, has got; -1 while it has no seat
    cycle: Int32  # n; -1 while it has no seat


def top_trading_cycles(a: Applications) -> Trades:
    """Place each unit, all of one child, by top trading cycles.

    Returns:
        The outcome with a tally of one round, and the number of each unit's cycle.  O(n·k) after
        the order of each school is sorted.

    Raises:
        ValueError: there are bundles, or each school has a draw of its own.
        UnsettledError: two units equal in claim and ticket at a school.
    """
    if a.heads.size:
        raise ValueError("top trading cycles cannot place bundles together")
    if a.tickets.shape[1] > 1:
        raise ValueError("top trading cycles take one draw for all schools")
    n, m = a.prefs.shape[0], a.seats.size
    order, equal = in_order(np.zeros(1, np.uint64), a.tickets[:, 0])
    lists = _lists(a, order)
    if equal.size:
        _check_settled(a, order, lists)
    walk = _Walk(
        a.seats.copy(),
        lists.first[:-1].copy(),
        np.full(m, -1, np.int32),
        np.zeros(m, np.int32),
        np.zeros(m, np.int8),
        np.empty(m + 1, np.int32),
        np.full(n, -1, np.int8),
        np.full(n, -1, np.int32),
    )
    _run(lists, walk)
    rank, cycle = np.empty(n, np.int8), np.empty(n, np.int32)
    _told(walk, order, rank, cycle)
    placed = places_of(a, rank)
    return Trades(Outcome(placed, rank, tally_of(a, placed, rank)), cycle)


def _lists(a: Applications, order: Int32) -> _Lists:
    """The lists; school, claim and place go into one number of 64 bits where they fit."""
    (n, k), m = a.prefs.shape, a.seats.size
    places, prefs = np.empty(n, np.uint32), np.empty((n, k), np.int32)
    places[order] = np.arange(n, dtype=np.uint32)
    top, low = (int(a.claims.max()), int(a.claims.min())) if a.claims.size else (0, 0)
    place_bits, claim_bits = max(1, n - 1).bit_length(), max(1, top - low).bit_length()
    first, line = np.zeros(m + 1, np.int64), np.empty(n * k, np.uint64)
    form = (np.int64(top), np.uint64(place_bits), np.uint64(claim_bits))
    line = line[: _pack(a, places, prefs, line, first, form)]
    if place_bits + claim_bits + max(1, m).bit_length() <= 64:
        line.sort()
    else:
        unit, choice = np.nonzero(a.prefs >= 0)
        claim, place = a.claims[unit, choice].astype(np.int64), places[unit]
        line = place[np.lexsort((place, -claim, a.prefs[unit, choice]))].astype(np.uint64)
    places = line.view(np.uint32)[: line.size]
    _unpack(line, places, np.uint64(2**place_bits - 1))
    return _Lists(first, places, prefs)


@compiled
def _pack(
    a: Applications,
    places: Uint32,
    prefs: Int32,
    line: Uint64,
    first: Int64,
    form: tuple[np.int64, np.uint64, np.uint64],
) -> int:
    top, place_bits, claim_bits = form
    count = 0
    for i in range(a.prefs.shape[0]):
        place = np.int64(places[i])
        for j in range(a.prefs.shape[1]):
            s = a.prefs[i, j]
            prefs[place, j] = s
            if s >= 0:
                first[s + 1] += 1
                claim = np.uint64(top - a.claims[i, j])
                held = (np.uint64(s) << claim_bits) | claim
                line[count] = (held << place_bits) | np.uint64(place)
                count += 1
    for s in range(1, first.size):
        first[s] += first[s - 1]
    return count


@compiled
def _unpack(line: Uint64, places: Uint32, mask: np.uint64) -> None:
    """The places alone; `places` is the front half of the same memory."""
    for at in range(line.size):
        places[at] = np.uint32(line[at] & mask)


def _check_settled(a: Applications, order: Int32, lists: _Lists) -> None:
    """Of units with equal tickets those who chose the same school must differ in claim."""
    units = order[lists.line]
    school = np.repeat(np.arange(a.seats.size), np.diff(lists.first))
    claim = a.claims[units, np.argmax(a.prefs[units] == school[:, None], axis=1)]
    same = (school[1:] == school[:-1]) & (claim[1:] == claim[:-1])
    same &= a.tickets[units[1:], 0] == a.tickets[units[:-1], 0]
    if same.any():
        at = int(np.argmax(same))
        raise UnsettledError((int(units[at]), int(units[at + 1])), int(school[at]))


@compiled
def _run(lists: _Lists, walk: _Walk) -> None:
    """Walk from school to school until the way closes, then give the seats of that cycle.

    A school with seats left points to somebody as long as one of its list is there, for whoever
    wants a school is on its list.  A seat given shortens the way to where the cycle began.
    """
    number = 0
    for start in range(walk.left.size):
        walk.way[0], length = start, 1
        while length:
            s = walk.way[length - 1]
            if not _looks(lists, walk, s):
                walk.on_way[s] = 0
                length -= 1
                continue
            walk.on_way[s] = 1
            onward = walk.wants[s]
            if walk.on_way[onward]:
                length = max(1, _close(lists.prefs, walk, onward, length, number))
                number += 1
            else:
                walk.way[length] = onward
                length += 1


@compiled
def _looks(lists: _Lists, walk: _Walk, s: int) -> bool:
    """Whom a school points to, and what that unit wants; False where it points to nobody."""
    if walk.left[s] == 0:
        return False
    unit = walk.unit[s]
    if unit < 0 or walk.rank[unit] >= 0:
        at, end = walk.at[s], lists.first[s + 1]
        unit = -1
        while unit < 0 and at < end:
            unit = np.int64(lists.line[at])
            if walk.rank[unit] >= 0:
                unit = -1
                at += 1
        walk.at[s] = at
        if unit < 0:
            return False
        walk.unit[s] = unit
    elif walk.left[walk.wants[s]] > 0:
        return True
    walk.wants[s] = _best(lists.prefs, walk, unit)
    return True


@compiled
def _best(prefs: Int32, walk: _Walk, unit: int) -> int:
    """The best choice with seats left of a unit that has one."""
    j = 0
    while prefs[unit, j] < 0 or walk.left[prefs[unit, j]] == 0:
        j += 1
    return prefs[unit, j]


@compiled
def _close(prefs: Int32, walk: _Walk, onward: int, length: int, number: int) -> int:
    """The best of the list of each school from `onward` to the end of the way gets its seat."""
    while True:
        length -= 1
        s = walk.way[length]
        unit, wanted = walk.unit[s], walk.wants[s]
        j = 0
        while prefs[unit, j] != wanted:
            j += 1
        walk.rank[unit], walk.cycle[unit] = j, number
        walk.left[wanted] -= 1
        walk.on_way[s] = 0
        if s == onward:
            return length


@compiled
def _told(walk: _Walk, order: Int32, rank: Int8, cycle: Int32) -> None:
    """What each got, at its own number instead of its place."""
    for place in range(order.size):
        rank[order[place]] = walk.rank[place]
        cycle[order[place]] = walk.cycle[place]
