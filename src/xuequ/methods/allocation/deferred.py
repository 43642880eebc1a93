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
from .arrays import Applications, Int8, Int64, Outcome, Uint64, UnsettledError
from .cutoffs import tally_of


class _Held(NamedTuple):
    """What the schools hold: of each a stretch, once full a heap with the last on top."""

    first: Int64  # m + 1, where each school's stretch begins
    taken: Int64  # m, seats taken
    key: Uint64  # a claim and the leading digits of a ticket, smaller is better
    drawn: Int64  # place of the whole ticket among all; divided by tickets a unit it is the unit
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
        np.empty(first[-1], np.int64),
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
    width = a.tickets.shape[1]
    tickets = a.tickets.reshape(a.tickets.size)
    for start in range(n):
        i = start
        while i >= 0:
            j = held.rank[i]
            while j < k and a.prefs[i, j] < 0:
                j += 1
            held.rank[i] = j if j < k else -1
            if j >= k:
                break
            drawn = i * width + (j if width > 1 else 0)
            claim = np.uint64(packed.top - a.claims[i, j])
            key = (claim << (np.uint64(64) - packed.bits)) | (tickets[drawn] >> packed.bits)
            out = _ask(held, tickets, a.prefs[i, j], key, drawn)
            i = out // width if out >= 0 else -1
            if i >= 0:
                held.rank[i] += 1


@compiled
def _ask(held: _Held, tickets: Uint64, s: int, key: np.uint64, drawn: int) -> int:
    """A unit asks a school; returns the ticket of who has to ask elsewhere, -1 for nobody."""
    low, high, taken = held.first[s], held.first[s + 1], held.taken[s]
    if low == high:
        return drawn
    keys, refs = held.key[low:high], held.drawn[low:high]
    if taken < high - low:
        keys[taken], refs[taken] = key, drawn
        held.taken[s] = taken + 1
        if taken + 1 == high - low:
            for top in range(keys.size // 2 - 1, -1, -1):
                _sink(keys, refs, tickets, top, keys[top], refs[top])
        return -1
    out_key, out = keys[0], refs[0]
    if key < out_key or (key == out_key and tickets[drawn] < tickets[out]):
        _sink(keys, refs, tickets, 0, key, drawn)
    else:
        out_key, out = key, np.int64(drawn)
    if out_key == keys[0] and tickets[out] == tickets[refs[0]]:
        width = tickets.size // held.rank.size
        held.trouble[0], held.trouble[1], held.trouble[2] = out // width, refs[0] // width, s
    return out


@compiled
def _sink(keys: Uint64, refs: Int64, tickets: Uint64, top: int, key: np.uint64, drawn: int) -> None:
    """Put an entry in the place of the one on top of a part of the heap.

    Whole tickets are looked at only where the keys are equal.
    """
    count = keys.size
    child = 2 * top + 1
    while child < count:
        if child + 1 < count:
            one, other = keys[child], keys[child + 1]
            if one < other or (one == other and tickets[refs[child]] < tickets[refs[child + 1]]):
                child += 1
        last = keys[child]
        if not (key < last or (key == last and tickets[drawn] < tickets[refs[child]])):
            break
        keys[top], refs[top] = keys[child], refs[child]
        top = child
        child = 2 * top + 1
    keys[top], refs[top] = key, drawn
