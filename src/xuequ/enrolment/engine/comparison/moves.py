"""Who would be at another school under another regime, counted by pairs of schools."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xuequ.methods.allocation.arrays import Int32

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Move:
    """Children who are at one school under the policy's own regime and at another elsewhere.

    Args:
        before, after: numbers of schools, -1 for none.
    """

    before: int
    after: int
    children: int


def moves(before: Int32, after: Int32, heads: Int32) -> tuple[Move, ...]:
    """The moves from one allocation of u units to another, the most children first.

    Args:
        before, after: u numbers of schools, -1 for none.
        heads: u children.
    """
    if not before.shape == after.shape == heads.shape:
        raise ValueError("three arrays of the same units are wanted")
    moved = np.flatnonzero(before != after)
    width = int(max(before.max(initial=0), after.max(initial=0))) + 2
    pairs = (before[moved].astype(np.int64) + 1) * width + after[moved] + 1
    known, at = np.unique(pairs, return_inverse=True)
    counts = np.bincount(at, weights=heads[moved], minlength=len(known)).astype(np.int64)
    found = [
        Move(int(pair // width) - 1, int(pair % width) - 1, int(count))
        for pair, count in zip(known, counts, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-each.children, each.before, each.after)))
