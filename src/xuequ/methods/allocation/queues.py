"""Those who ask for seats of one school, in one stretch of an array, and how they are ordered.

An entry of a queue is a claim and a unit in one number, so that the smaller entry has the greater
claim: (WIDEST - claim) in the upper half, the unit in the lower.
"""

from __future__ import annotations

import numpy as np

from ..compiled import compiled
from .arrays import WIDEST, Int32, Int64, Uint64

HALF = np.uint64(32)
UNIT = np.uint64(0xFFFFFFFF)
BYTE = np.uint64(0xFF)


@compiled
def entry(claim: int, unit: int) -> np.uint64:
    """The entry of a unit with a claim."""
    return np.uint64((np.uint64(WIDEST - claim) << HALF) | np.uint64(unit))


@compiled
def unit_of(held: np.uint64) -> np.int64:
    """The unit of an entry."""
    return np.int64(held & UNIT)


@compiled
def claim_of(held: np.uint64) -> np.int64:
    """The claim of an entry."""
    return np.int64(WIDEST) - np.int64(held >> HALF)


@compiled
def stands_behind(one: np.uint64, other: np.uint64, tickets: Uint64) -> np.bool_:
    """Does one entry come after the other, by claim and then by ticket?"""
    if one >> HALF != other >> HALF:
        return one > other
    return tickets[unit_of(one)] > tickets[unit_of(other)]


@compiled
def equal(one: np.uint64, other: np.uint64, tickets: Uint64) -> np.bool_:
    """Does nothing tell two entries apart?"""
    same = one >> HALF == other >> HALF
    return same and tickets[unit_of(one)] == tickets[unit_of(other)]


@compiled
def sort_stretch(queue: Uint64, low: int, high: int, tickets: Uint64) -> None:
    """Put queue[low:high] in order, by claim and ticket, in place: a heap sort."""
    count = high - low
    for top in range(count // 2 - 1, -1, -1):
        _sink(queue[low:high], top, count, tickets)
    for last in range(count - 1, 0, -1):
        queue[low], queue[low + last] = queue[low + last], queue[low]
        _sink(queue[low:high], 0, last, tickets)


@compiled
def _sink(heap: Uint64, top: int, count: int, tickets: Uint64) -> None:
    moved = heap[top]
    while True:
        child = 2 * top + 1
        if child >= count:
            break
        if child + 1 < count and stands_behind(heap[child + 1], heap[child], tickets):
            child += 1
        if not stands_behind(heap[child], moved, tickets):
            break
        heap[top] = heap[child]
        top = child
    heap[top] = moved


@compiled
def split(queue: Uint64, low: int, high: int, wanted: int) -> tuple[int, int]:
    """Bring the `wanted` greatest claims of queue[low:high] to its front, 0 < wanted < length.

    Returns:
        A stretch of equal claims in which the last of the wanted lies; all before it are in.
        When the stretch ends with the last of the wanted its claims may differ.
    """
    end = low + wanted
    least, most = queue[low] >> HALF, queue[low] >> HALF
    for at in range(low + 1, high):
        value = queue[at] >> HALF
        least, most = min(least, value), max(most, value)
    shift = 0
    while (most - least) >> np.uint64(shift + 8):
        shift += 8
    counts = np.zeros(256, np.int64)
    while shift >= 0 and high > end:
        counts[:] = 0
        for at in range(low, high):
            counts[np.int64(((queue[at] >> HALF) - least) >> np.uint64(shift) & BYTE)] += 1
        digit, before = 0, low
        while before + counts[digit] < end:
            before += counts[digit]
            digit += 1
        after = before + counts[digit]
        _gather(queue[low:high], least, np.uint64(shift), np.uint64(digit))
        low, high, shift = before, after, shift - 8
    return low, high


@compiled
def _gather(stretch: Uint64, least: np.uint64, shift: np.uint64, digit: np.uint64) -> None:
    """Smaller digits to the front, greater ones to the end, those equal between."""
    front, at, back = 0, 0, len(stretch)
    while at < back:
        held = stretch[at]
        found = ((held >> HALF) - least) >> shift & BYTE
        if found < digit:
            stretch[at], stretch[front] = stretch[front], held
            front += 1
            at += 1
        elif found > digit:
            back -= 1
            stretch[at], stretch[back] = stretch[back], held
        else:
            at += 1


@compiled
def last_of(queue: Uint64, low: int, high: int, tickets: Uint64) -> np.uint64:
    """The entry of queue[low:high] that comes last."""
    last = queue[low]
    for at in range(low + 1, high):
        if stands_behind(queue[at], last, tickets):
            last = queue[at]
    return last


@compiled
def total_heads(queue: Uint64, low: int, high: int, heads: Int32) -> int:
    """Children in the units of queue[low:high]."""
    if heads.size == 0:
        return high - low
    total = 0
    for at in range(low, high):
        total += heads[unit_of(queue[at])]
    return total


@compiled
def offsets(counts: Int64) -> None:
    """Turn counts, of which the first is 0, into the places where stretches begin."""
    for at in range(1, len(counts)):
        counts[at] += counts[at - 1]
