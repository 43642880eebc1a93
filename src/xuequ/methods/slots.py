"""Can every item take a slot that suits it, with no slot over- or under-filled?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many items a slot takes: at least `low`, at most `high` (none: no limit)."""

    low: int
    high: int | None = None


def fill_slots(suits: Sequence[Sequence[bool]], bounds: Sequence[Bounds]) -> list[int] | None:
    """Give every item a slot within the slots' bounds.

    Each slot becomes `low` copies that must be filled and further copies that may be.
    Augmenting paths first fill the copies that must be, then place the items left over; a
    path never empties a copy that was filled, so both hold at the end (Mendelsohn and
    Dulmage, 1958).

    Args:
        suits: n items by m slots; may the item take the slot?
        bounds: m bounds, low ≤ high.

    Returns:
        n slot numbers, or None if there is no such arrangement.  Equal input, equal answer.
        Time O(n²·c) with c ≤ n copies of each of m slots.

    Raises:
        ValueError: rows of unequal length, or a bound with high < low.
    """
    n, m = len(suits), len(bounds)
    if any(len(row) != m for row in suits):
        raise ValueError(f"every item needs one mark for each of the {m} slots")
    if any(each.high is not None and each.high < each.low for each in bounds):
        raise ValueError("a slot's upper bound lies below its lower bound")
    must = [slot for slot, each in enumerate(bounds) for _ in range(each.low)]
    may = [
        slot
        for slot, each in enumerate(bounds)
        for _ in range((n if each.high is None else min(each.high, n)) - each.low)
    ]
    copies = must + may
    item_of: list[int | None] = [None] * len(copies)
    copy_of: list[int | None] = [None] * n

    def items_for(copy: int) -> Iterator[int]:
        return (item for item, row in enumerate(suits) if row[copies[copy]])

    def copies_for(item: int) -> Iterator[int]:
        return (copy for copy, slot in enumerate(copies) if suits[item][slot])

    for copy in range(len(must)):
        if not _augment(copy, items_for, item_of, copy_of):
            return None
    for item in range(n):
        if copy_of[item] is None and not _augment(item, copies_for, copy_of, item_of):
            return None
    return [copies[copy] for copy in copy_of if copy is not None]


def check_slots(
    chosen: Sequence[int], suits: Sequence[Sequence[bool]], bounds: Sequence[Bounds]
) -> bool:
    """Is `chosen` an arrangement as `fill_slots` promises?  Written apart from it."""
    if len(chosen) != len(suits):
        return False
    if not all(row[slot] for row, slot in zip(suits, chosen, strict=True)):
        return False
    counts = [chosen.count(slot) for slot in range(len(bounds))]
    return all(
        each.low <= count and (each.high is None or count <= each.high)
        for each, count in zip(bounds, counts, strict=True)
    )


def _augment(
    start: int,
    reaches: Callable[[int], Iterator[int]],
    mine: list[int | None],
    theirs: list[int | None],
) -> bool:
    """Pair `start` with one of those it reaches, moving earlier pairs along a path if need be.

    Args:
        reaches: those on the other side that one on this side may be paired with.
        mine: for each on this side its partner; changed in place.
        theirs: for each on the other side its partner; changed in place.
    """
    came_from: dict[int, int] = {}
    queue = [start]
    for one in queue:
        for other in reaches(one):
            if other in came_from:
                continue
            came_from[other] = one
            held = theirs[other]
            if held is not None:
                queue.append(held)
                continue
            step: int | None = other
            while step is not None:
                taker = came_from[step]
                left, mine[taker], theirs[step] = mine[taker], step, taker
                step = left
            return True
    return False
