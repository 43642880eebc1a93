"""Units by short keys, the last on top, where equal keys are told apart by claims and tickets."""

from __future__ import annotations

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Uint32

Place = tuple[np.uint32, np.int32]  # key and unit


@compiled
def behind(a: Applications, rank: Int8, one: Place, other: Place) -> np.bool_ | bool:
    """Does one stand behind the other?  Where keys are equal claims and tickets are looked at."""
    if one[0] != other[0]:
        return one[0] > other[0]
    i, j = rank[one[1]], rank[other[1]]
    claim, against = a.claims[one[1], i], a.claims[other[1], j]
    many = a.tickets.shape[1] > 1
    ticket, drawn = a.tickets[one[1], i if many else 0], a.tickets[other[1], j if many else 0]
    return claim < against or (claim == against and ticket > drawn)


@compiled
def heap(a: Applications, rank: Int8, keys: Uint32, units: Int32) -> None:
    """Bring the last to the top, and so in every part.

    Args:
        rank: of all units, the choice at which each stands.
        keys: as many as `units`, which they belong to.
    """
    for top in range(keys.size // 2 - 1, -1, -1):
        sink(a, rank, keys, units, top, (keys[top], units[top]))


@compiled
def sink(
    a: Applications,
    rank: Int8,
    keys: Uint32,
    units: Int32,
    top: int,
    held: Place,
) -> None:
    """Put a key and its unit in the place of those on top of a part of the heap."""
    child = 2 * top + 1
    while child < keys.size:
        last = (keys[child], units[child])
        if child + 1 < keys.size:
            other = (keys[child + 1], units[child + 1])
            if behind(a, rank, other, last):
                child, last = child + 1, other
        if not behind(a, rank, last, held):
            break
        keys[top], units[top] = last
        top = child
        child = 2 * top + 1
    keys[top], units[top] = held
