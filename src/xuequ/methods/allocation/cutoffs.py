"""Last who entered each school, found from a result, for mechanisms without rounds."""

from __future__ import annotations

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Tally


@compiled
def places_of(a: Applications, rank: Int8) -> Int32:
    """The school of the choice that each of n units has got, -1 where `rank` is."""
    placed = np.full(rank.size, -1, np.int32)
    for i in range(rank.size):
        if rank[i] >= 0:
            placed[i] = a.prefs[i, rank[i]]
    return placed


def tally_of(a: Applications, placed: Int32, rank: Int8) -> Tally:
    """One round in which every unit asked at each choice down to where it is.

    `claim` and `ticket` are of the last who entered, at schools where somebody was refused.
    """
    m = a.seats.size
    counts = np.zeros((3, m), np.int64)
    tally = Tally(
        a.seats[None].copy(),
        counts[:1],
        counts[1:2],
        np.full((1, m), np.iinfo(np.int32).max, np.int32),
        np.zeros((1, m), np.uint64),
    )
    _count(a, placed, rank, tally, counts[2])
    clear = (counts[2] == 0) | (counts[1] == 0)
    tally.claim[0, clear] = 0
    tally.ticket[0, clear] = 0
    return tally


@compiled
def _count(a: Applications, placed: Int32, rank: Int8, tally: Tally, refused: Int64) -> None:
    k = a.prefs.shape[1]
    asked, entered = tally.asked[0], tally.entered[0]
    last, ticket = tally.claim[0], tally.ticket[0]
    for i in range(placed.size):
        size = a.heads[i] if a.heads.size else 1
        for j in range(k if rank[i] < 0 else rank[i]):
            s = a.prefs[i, j]
            if s >= 0:
                asked[s] += size
                refused[s] += 1
        s = placed[i]
        if s < 0:
            continue
        asked[s] += size
        entered[s] += size
        claim = a.claims[i, rank[i]]
        drawn = a.tickets[i, rank[i] if a.tickets.shape[1] > 1 else 0]
        if claim < last[s] or (claim == last[s] and drawn > ticket[s]):
            last[s], ticket[s] = claim, drawn
