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
from .cutoffs import tally_of


class Trades(NamedTuple):
    """A result and how it came about, so that each step can be checked."""

    outcome: Outcome
    cycle: Int32  # n, number of the cycle in which each unit got its seat, -1 for none


class _Walk(NamedTuple):
    left: Int64  # m seats
    first: Int64  # m + 1, where the list of each school begins
    line: Int32  # units, by school, best first
    at: Int64  # m, how far each school has come down its list
    rank: Int8  # n, choice each unit points to
    cycle: Int32  # n; -2 for those who went without a seat, -1 while they are there
    path: Int32  # n, units on the way that is walked


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
    n = a.prefs.shape[0]
    first, line = lines(a)
    walk = _Walk(
        a.seats.copy(),
        first,
        line,
        first[:-1].copy(),
        np.zeros(n, np.int8),
        np.full(n, -1, np.int32),
        np.empty(n + 1, np.int32),
    )
    _run(a, walk)
    rank = np.where(walk.cycle < 0, -1, walk.rank).astype(np.int8)
    placed = np.full(n, -1, np.int32)
    inside = np.flatnonzero(rank >= 0)
    placed[inside] = a.prefs[inside, rank[inside]]
    outcome = Outcome(placed, rank, tally_of(a, placed, rank))
    return Trades(outcome, np.maximum(walk.cycle, -1).astype(np.int32))


def lines(a: Applications) -> tuple[Int64, Int32]:
    """Of each school those who chose it, by claim and then ticket, one list after another.

    School, claim and place of the ticket go into one number of 64 bits where they fit.

    Raises:
        UnsettledError: two units equal in claim and ticket at a school.
    """
    n, k = a.prefs.shape
    order = np.argsort(a.tickets[:, 0]).astype(np.int32)
    ranks = np.empty(n, np.uint32)
    drawn = a.tickets[order, 0]
    ranks[order] = np.cumsum(np.append(False, drawn[1:] != drawn[:-1])) if n else 0
    top, low = (int(a.claims.max()), int(a.claims.min())) if a.claims.size else (0, 0)
    widths = np.array([max(1, n - 1).bit_length(), max(1, top - low).bit_length()], np.uint64)
    places = np.zeros(a.seats.size + 1, np.int64)
    if widths.sum() + max(1, a.seats.size).bit_length() > 64:
        return _by_columns(a, ranks, places)
    keys = np.empty(n * k, np.uint64)
    count = _pack(a, ranks, keys, places, (np.int64(top), widths[0], widths[1]))
    keys = keys[:count]
    keys.sort()
    if n and ranks[order[-1]] != n - 1:  # tickets that are equal
        return _by_columns(a, ranks, np.zeros_like(places))
    line = np.empty(count, np.int32)
    _unpack(keys, order, widths[0], line)
    return places, line


def _by_columns(a: Applications, ranks: Uint32, places: Int64) -> tuple[Int64, Int32]:
    """The same by a slower sort, which also finds out who stands equal."""
    unit, choice = np.nonzero(a.prefs >= 0)
    school, claim = a.prefs[unit, choice], a.claims[unit, choice]
    order = np.lexsort((ranks[unit], -claim.astype(np.int64), school))
    keys = np.stack([school[order], claim[order], ranks[unit[order]]])
    same = np.flatnonzero((keys[:, 1:] == keys[:, :-1]).all(axis=0))
    if same.size:
        one, other = (int(unit[order[same[0] + step]]) for step in (0, 1))
        raise UnsettledError((one, other), int(school[order[same[0]]]))
    places[1:] = np.cumsum(np.bincount(school, minlength=a.seats.size))
    return places, unit[order].astype(np.int32)


@compiled
def _pack(
    a: Applications,
    ranks: Uint32,
    keys: Uint64,
    places: Int64,
    form: tuple[np.int64, np.uint64, np.uint64],
) -> int:
    top, ticket_bits, claim_bits = form
    count = 0
    for i in range(a.prefs.shape[0]):
        for j in range(a.prefs.shape[1]):
            s = a.prefs[i, j]
            if s >= 0:
                places[s + 1] += 1
                claim = np.uint64(top - a.claims[i, j])
                key = (np.uint64(s) << claim_bits) | claim
                keys[count] = (key << ticket_bits) | np.uint64(ranks[i])
                count += 1
    for s in range(1, places.size):
        places[s] += places[s - 1]
    return count


@compiled
def _unpack(keys: Uint64, order: Int32, ticket_bits: np.uint64, line: Int32) -> None:
    mask = (np.uint64(1) << ticket_bits) - np.uint64(1)
    for at in range(keys.size):
        line[at] = order[np.int64(keys[at] & mask)]


@compiled
def _run(a: Applications, walk: _Walk) -> None:
    """Walk from unit to choice to the unit that school points to, until the way closes.

    Only units on the way are remembered, so a seat given shortens it to where the cycle began.
    """
    n = a.prefs.shape[0]
    on_way = np.zeros(n, np.int8)
    number = 0
    for start in range(n):
        if walk.cycle[start] != -1:
            continue
        walk.path[0], length = start, 1
        on_way[start] = 1
        while length:
            unit = walk.path[length - 1]
            s = _best(a, walk, unit)
            if s < 0:  # no choice is left: the unit goes, and those who pointed to it look again
                walk.cycle[unit] = -2
                on_way[unit] = 0
                length -= 1
                continue
            pointed = _points_to(walk, s)
            if on_way[pointed] == 0:
                walk.path[length] = pointed
                on_way[pointed] = 1
                length += 1
                continue
            length = _close(a, walk, (pointed, length, number), on_way)
            number += 1


@compiled
def _best(a: Applications, walk: _Walk, unit: int) -> int:
    j = walk.rank[unit]
    while j < a.prefs.shape[1]:
        s = a.prefs[unit, j]
        if s >= 0 and walk.left[s] > 0:
            walk.rank[unit] = j
            return s
        j += 1
    walk.rank[unit] = j
    return -1


@compiled
def _points_to(walk: _Walk, s: int) -> int:
    """The best unit still there on the list of a school; the one that asks is on it."""
    at = walk.at[s]
    while walk.cycle[walk.line[at]] != -1:
        at += 1
    walk.at[s] = at
    return walk.line[at]


@compiled
def _close(a: Applications, walk: _Walk, ring: tuple[int, int, int], on_way: Int8) -> int:
    """Give every unit from `pointed` to the end of the way the seat it points to."""
    pointed, length, number = ring
    while True:
        length -= 1
        unit = walk.path[length]
        walk.cycle[unit] = number
        on_way[unit] = 0
        walk.left[a.prefs[unit, walk.rank[unit]]] -= 1
        if unit == pointed:
            return length
