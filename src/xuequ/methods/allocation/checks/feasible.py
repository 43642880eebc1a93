"""What holds of every allocation, whatever the mechanism; written apart from all of them."""

from __future__ import annotations

import numpy as np

from ..arrays import Applications, Int64, Outcome


def feasible(a: Applications, outcome: Outcome, spare: Int64 | None = None) -> list[str]:
    """Faults of a result as such: none when each unit has at most one seat that it asked for.

    Args:
        spare: m, seats that may be used beyond `seats`.

    Returns:
        A sentence for each sort of fault, with the first place where it was found.
    """
    faults = []
    n, k = a.prefs.shape
    placed, rank = outcome.placed, outcome.rank.astype(np.int64)
    if placed.shape != (n,) or rank.shape != (n,):
        return ["the result has not one line for each unit"]
    if placed.size and (placed.max() >= a.seats.size or placed.min() < -1):
        return ["a unit is at a school that is not there"]
    if rank.size and (rank.max() >= k or rank.min() < -1):
        return ["a unit is at a choice that is not there"]
    inside = np.flatnonzero(placed >= 0)
    odd = np.flatnonzero((placed >= 0) != (rank >= 0))
    if odd.size:
        faults.append(f"unit {odd[0]} has a school without a choice, or a choice without a school")
    asked = a.prefs[inside, rank[inside]] if k else placed[inside]
    wrong = inside[asked != placed[inside]]
    if wrong.size:
        faults.append(f"unit {wrong[0]} is at a school that is not the choice it is said to be")
    heads = a.heads if a.heads.size else np.ones(n, np.int64)
    taken = np.bincount(placed[inside], weights=heads[inside], minlength=a.seats.size)
    most = a.seats if spare is None else a.seats + spare
    full = np.flatnonzero(taken > most)
    if full.size:
        faults.append(f"school {full[0]} has more children than seats")
    return faults
