"""Deferred acceptance: a seat is held until all have asked (Gale and Shapley, 1962).

The child asks from its first choice down; a school holds the best who asked so far.  The result is
the best for children among those in which nobody is passed over by a lesser claim, and no family
gains by untrue choices.  With one ticket per child it is known as single tie-breaking, with one
for each choice as multiple.

Bundles are not placed by it: with them a result without envy may not exist.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Outcome, Uint64, UnsettledError
from .cutoffs import tally_of


class _Held(NamedTuple):
    """What the schools hold: of each a stretch, once full a heap with the last on top."""

    first: Int64  # m + 1, where each school's stretch begins
    taken: Int64  # m, seats taken
    key: Uint64  # a claim and the leading digits of a ticket, smaller is better
    unit: Int32
    rank: Int8  # n, choice at which each unit is or asks next
    trouble: Int64  # two units that stand equal, and the school


class _Packing(NamedTuple):
    """How a claim and a ticket go into one number."""

    top: np.int64  # the greatest claim
    bits: np.uint64  # of the lowest claim counted from there


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
    n, m = a.prefs.shape[0], a.seats.size
    first = np.zeros(m + 1, np.int64)
    first[1:] = np.cumsum(np.minimum(a.seats, n))
    held = _Held(
        first,
        np.zeros(m, np.int64),
        np.empty(first[-1], np.uint64),
        np.empty(first[-1], np.int32),
        np.zeros(n, np.int8),
        np.full(3, -1, np.int64),
    )
    _run(a, held, packing(a))
    if held.trouble[0] >= 0:
        one, other, school = (int(each) for each in held.trouble)
        raise UnsettledError((one, other), school)
    rank = held.rank
    placed = a.prefs[np.arange(n), np.maximum(rank, 0)] if a.prefs.size else np.full(n, -1)
    placed = np.where(rank < 0, -1, placed).astype(np.int32)
    return Outcome(placed, rank, tally_of(a, placed, rank))


def packing(a: Applications) -> _Packing:
    """So many bits as the claims need; the ticket has the others."""
    if not a.claims.size:
        return _Packing(np.int64(0), np.uint64(1))
    top, low = int(a.claims.max()), int(a.claims.min())
    return _Packing(np.int64(top), np.uint64(max(1, (top - low).bit_length())))


@compiled
def _run(a: Applications, held: _Held, packed: _Packing) -> None:
    n, k = a.prefs.shape
    by_choice = a.tickets.shape[1] > 1
    for start in range(n):
        i = start
        while i >= 0:
            j = held.rank[i]
            while j < k and a.prefs[i, j] < 0:
                j += 1
            held.rank[i] = j if j < k else -1
            if j >= k:
                break
            s = a.prefs[i, j]
            claim = np.uint64(packed.top - a.claims[i, j])
            ticket = a.tickets[i, j if by_choice else 0]
            key = (claim << (np.uint64(64) - packed.bits)) | (ticket >> packed.bits)
            i = _ask(a, held, (i, s), key)
            if i >= 0:
                held.rank[i] += 1


@compiled
def _ask(a: Applications, held: _Held, who: tuple[int, int], key: np.uint64) -> int:
    """A unit asks a school; returns who has to ask elsewhere, -1 for nobody."""
    i, s = who
    low, taken = held.first[s], held.taken[s]
    room = held.first[s + 1] - low
    if taken < room:
        held.key[low + taken], held.unit[low + taken] = key, i
        held.taken[s] = taken + 1
        if taken + 1 == room:
            for top in range(room // 2 - 1, -1, -1):
                _sink(a, held, (s, top), held.key[low + top], held.unit[low + top])
        return -1
    if room == 0:
        return i
    out_key, out = held.key[low], held.unit[low]
    if _before(a, held, (key, i), (out_key, out)):
        _sink(a, held, (s, 0), key, i)
    else:
        out_key, out = key, np.int32(i)
    _refuse(a, held, s, (out_key, out))
    return out


@compiled
def _sink(a: Applications, held: _Held, where: tuple[int, int], key: np.uint64, unit: int) -> None:
    """Put an entry in the place of the one on top of a part of the heap."""
    s, top = where
    low, count = held.first[s], held.taken[s]
    keys, units = held.key[low : low + count], held.unit[low : low + count]
    while True:
        child = 2 * top + 1
        if child >= count:
            break
        if child + 1 < count and _before(
            a, held, (keys[child], units[child]), (keys[child + 1], units[child + 1])
        ):
            child += 1
        if not _before(a, held, (key, unit), (keys[child], units[child])):
            break
        keys[top], units[top] = keys[child], units[child]
        top = child
    keys[top], units[top] = key, unit


@compiled
def _before(
    a: Applications,
    held: _Held,
    one: tuple[np.uint64, int],
    other: tuple[np.uint64, int],
) -> np.bool_:
    """Does one entry stand before the other?  Whole tickets are looked at only at need."""
    if one[0] != other[0]:
        return one[0] < other[0]
    return _ticket(a, held, one[1]) < _ticket(a, held, other[1])


@compiled
def _ticket(a: Applications, held: _Held, i: int) -> np.uint64:
    if a.tickets.shape[1] == 1:
        return a.tickets[i, 0]
    return a.tickets[i, held.rank[i]]


@compiled
def _refuse(a: Applications, held: _Held, s: int, out: tuple[np.uint64, int]) -> None:
    """Note it when the one refused and the last one kept stand equal."""
    kept = held.unit[held.first[s]]
    equal_keys = out[0] == held.key[held.first[s]]
    if equal_keys and _ticket(a, held, out[1]) == _ticket(a, held, kept):
        held.trouble[0], held.trouble[1], held.trouble[2] = out[1], kept, s
