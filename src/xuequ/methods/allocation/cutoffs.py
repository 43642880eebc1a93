"""Last who entered each school, found from a result, for mechanisms without rounds."""

from __future__ import annotations

import numpy as np

from .arrays import Applications, Int8, Int32, Tally


def tally_of(a: Applications, placed: Int32, rank: Int8) -> Tally:
    """One round in which every unit asked at each choice down to where it is.

    `claim` and `ticket` are of the last who entered, at schools where somebody was refused.
    """
    (n, k), m = a.prefs.shape, a.seats.size
    heads = a.heads if a.heads.size else np.ones(n, np.int32)
    asked = np.zeros(m, np.int64)
    refused = np.zeros(m, bool)
    end = np.where(rank < 0, k, rank)
    for j in range(k):
        school = a.prefs[:, j]
        reached = np.flatnonzero((school >= 0) & (end >= j))
        asked += np.bincount(school[reached], weights=heads[reached], minlength=m).astype(np.int64)
        refused[school[reached[end[reached] > j]]] = True
    inside = np.flatnonzero(placed >= 0)
    school, choice = placed[inside], rank[inside].astype(np.int64)
    entered = np.bincount(school, weights=heads[inside], minlength=m).astype(np.int64)
    claim = a.claims[inside, choice]
    ticket = a.tickets[inside, choice if a.tickets.shape[1] > 1 else 0]
    lowest = np.full(m, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(lowest, school, claim)
    last = np.zeros(m, np.uint64)
    tied = claim == lowest[school]
    np.maximum.at(last, school[tied], ticket[tied])
    full = refused & (entered > 0)
    return Tally(
        a.seats[None].copy(),
        asked[None],
        entered[None],
        np.where(full, lowest, 0)[None].astype(np.int32),
        np.where(full, last, np.uint64(0))[None],
    )
