"""Placement by the authority (统筹调剂): who is placed by order, where by least total travel.

Units are taken in their order; a unit gets a seat unless that would leave one before it without.
Of all ways to seat just these, the total travel is the least.  Of those with the same total, the
first unit has the least travel it can have, then the second, and so on; at equal travel the school
with the smaller number.  So there is one right answer, and anybody may compute it in another way.

Bundles are placed before the others, in their order, each at the nearest school with seats for
all of it: parting them would be the only way to gain more.
"""

from __future__ import annotations

import numpy as np

from .arrays import Int32, Int64
from .travel import NEVER, refine, seat, state

FARTHEST = 2**52  # sums are exact as whole numbers and as the checker counts them


def coordinated(order: Int32, cost: Int64, seats: Int64, heads: Int32 | None = None) -> Int32:
    """Place units at least total travel.

    Args:
        order: the units that are to be placed, first to last; none twice.
        cost: n by m, travel of each unit to each school in a whole unit (metres), from 0;
            -1 where the unit may not go.
        seats: m, left for them.
        heads: n, children in each unit; none or empty: one each.

    Returns:
        n schools, -1 for nowhere or not in `order`.  Successive shortest paths over the m
        schools: O(u·(m³ + n·m)) for u units at the very worst, in practice near u·m².

    Raises:
        ValueError: a cost so great that sums would overflow, or a unit twice in the order.
    """
    n, m = cost.shape
    if cost.size and cost.max() >= FARTHEST // max(1, 2 * n):
        raise ValueError("travel is too far for whole numbers to hold the sum")
    if len(set(order.tolist())) < len(order):
        raise ValueError("a unit stands twice in the order")
    placed = np.full(n, -1, np.int32)
    left = np.array(seats, np.int64)
    bundles = heads is not None and heads.size > 0
    if heads is not None and bundles:
        for unit in order[heads[order] > 1].tolist():
            fits = np.flatnonzero((cost[unit] >= 0) & (left >= heads[unit]))
            if fits.size:
                placed[unit] = fits[np.argmin(cost[unit, fits])]
                left[placed[unit]] -= heads[unit]
        order = order[heads[order] == 1]
    if not order.size or not m:
        return placed
    held = state(np.where(cost[order] < 0, NEVER, cost[order]), left)
    for unit in range(len(order)):
        seat(held, unit)
    for unit in range(len(order)):
        refine(held, unit)
    placed[order] = held.at
    return placed


def nearest_first(lists: list[list[int]], m: int) -> Int64:
    """Costs where only an order of schools is known: 0 for the first on a unit's list, then 1."""
    cost = np.full((len(lists), m), -1, np.int64)
    for unit, schools in enumerate(lists):
        cost[unit, schools] = np.arange(len(schools))
    return cost
