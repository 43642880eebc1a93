"""Is a coordinated placement right?  Told from the result alone, by moves between schools.

The total is the least when no circle of moves, free seats included, makes it smaller.  The right
units are seated when nobody left out could be seated by moving others, even if one that comes
later lost its seat for it.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Bool, Int32, Int64


def check_coordinated(
    placed: Int32, order: Int32, cost: Int64, seats: Int64, heads: Int32 | None = None
) -> list[str]:
    """Faults of a result of `coordinated`.

    It does not look at which of several results with the least total was taken.
    O(n·m² + m³); seconds for thousands of units and hundreds of schools.
    """
    n, m = cost.shape
    size = np.ones(n, np.int64) if heads is None or not heads.size else heads.astype(np.int64)
    inside = np.flatnonzero(placed >= 0)
    if not np.isin(inside, order).all():
        return ["a unit is placed that was not to be"]
    if (cost[inside, placed[inside]] < 0).any():
        return ["a unit is where it may not go"]
    left = np.array(seats, np.int64)
    faults = _bundles(placed, [int(u) for u in order if size[u] > 1], (cost, left, size))
    single = np.array([u for u in order.tolist() if size[u] == 1], np.int64)
    at = placed[single]
    left -= np.bincount(at[at >= 0], minlength=m)
    if (left < 0).any():
        return [*faults, "a school has more children than seats"]
    price = np.where(cost[single] < 0, np.inf, cost[single].astype(float))
    moves = np.full((m, m), np.inf)
    for school in range(m):
        here = price[at == school]
        if len(here):
            moves[school] = (here - here[:, school : school + 1]).min(axis=0)
    if not faults:
        faults += _order(at, price, left, np.isfinite(moves))
    if not faults and _shrinks(moves, left > 0):
        faults.append("the total travel can be made smaller")
    return faults


def _bundles(placed: Int32, units: list[int], rest: tuple[Int64, Int64, Int64]) -> list[str]:
    """Bundles come first, each at the nearest school with seats for all of it; seats are taken."""
    cost, left, size = rest
    for unit in units:
        fits = [s for s in range(left.size) if cost[unit, s] >= 0 and left[s] >= size[unit]]
        wanted = min(fits, key=lambda s: int(cost[unit, s]), default=-1)
        if placed[unit] != wanted:
            return [f"bundle {unit} is not at the nearest school with seats for all of it"]
        if wanted >= 0:
            left[wanted] -= size[unit]
    return []


def _order(at: Int32, price: np.ndarray, left: Int64, leads: Bool) -> list[str]:
    """Is somebody left out that could be seated, if need be for one that comes later?"""
    m = left.size
    reach = leads | np.eye(m, dtype=bool)
    for school in range(m):
        reach |= reach[:, school : school + 1] & reach[school]
    latest = np.full(m, -1)
    for turn, school in enumerate(at.tolist()):
        if school >= 0:
            latest[school] = turn
    for turn in np.flatnonzero(at < 0).tolist():
        schools = reach[np.isfinite(price[turn])].any(axis=0)
        if (schools & ((left > 0) | (latest > turn))).any():
            return [f"the unit in turn {turn} is left out and could have a seat"]
    return []


def _shrinks(moves: np.ndarray, free: Bool) -> bool:
    """Is there a circle of moves of negative length?  A free seat may be given back anywhere."""
    m = len(free)
    length = np.full((m + 1, m + 1), np.inf)
    length[:m, :m] = moves
    length[:m, m] = np.where(free, 0, np.inf)
    length[m, :m] = 0
    for node in range(m + 1):
        length = np.minimum(length, length[:, node : node + 1] + length[node])
    return bool((np.diagonal(length) < 0).any())
