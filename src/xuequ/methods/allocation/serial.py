"""Serial dictatorship by points: one list for all schools, each takes the best seat left.

Where schools rank all children alike (统一积分) it gives what deferred acceptance and top trading
cycles give, and no family gains by untrue choices.
"""

from __future__ import annotations

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Outcome, Uint64, UnsettledError
from .cutoffs import tally_of
from .order import in_order


def by_points(points: Int32, tickets: Int64 | Uint64) -> Int32:
    """The list: points from high to low, then ticket.

    Raises:
        UnsettledError: two units equal in both, whoever comes first; the school is told as -1.
    """
    held = np.asarray(points, np.int64)
    behind = (held.max(initial=held.min(initial=0)) - held).astype(np.uint64)
    order, equal = in_order(behind, np.asarray(tickets, np.uint64))
    if equal.size:
        at = int(equal[0])
        raise UnsettledError((int(order[at]), int(order[at + 1])), -1)
    return order


def serial_dictatorship(a: Applications, order: Int32) -> Outcome:
    """Each unit of `order` in turn takes its best choice with seats for all its heads.

    Args:
        order: units, first to last, as `by_points` gives them.

    Returns:
        The outcome, with a tally of one round.  O(n·k).
    """
    n = a.prefs.shape[0]
    placed, rank = np.full(n, -1, np.int32), np.full(n, -1, np.int8)
    left = a.seats.copy()
    _run(a, order, left, placed, rank)
    return Outcome(placed, rank, tally_of(a, placed, rank))


@compiled
def _run(a: Applications, order: Int32, left: Int64, placed: Int32, rank: Int8) -> None:
    for i in order:
        size = a.heads[i] if a.heads.size else 1
        for j in range(a.prefs.shape[1]):
            s = a.prefs[i, j]
            if s >= 0 and left[s] >= size:
                left[s] -= size
                placed[i] = s
                rank[i] = j
                break
