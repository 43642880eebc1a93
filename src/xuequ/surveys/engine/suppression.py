"""Which groups are too small to be shown, and which others would give them away."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def shown(counts: Mapping[K, int], least: int, among: Collection[K] | None = None) -> frozenset[K]:
    """The groups that may be shown beside their total; of those in `among`, if it is given.

    Groups of fewer than `least` answers are hidden.  Where the hidden ones could be found out by
    taking the shown ones from the total - there is only one with an answer, or all of them
    together are fewer than `least` - the smallest of the shown is hidden as well, until it no
    longer can.  If the total itself is too small, nothing is shown.
    """
    if sum(counts.values()) < least:
        return frozenset()
    order = sorted(counts, key=lambda each: (counts[each], repr(each)))
    able = counts.keys() if among is None else set(among)
    kept = [each for each in order if counts[each] >= least and each in able]
    hidden = [counts[each] for each in order if counts[each] and each not in set(kept)]
    while kept and hidden and (len(hidden) < 2 or sum(hidden) < least):
        hidden.append(counts[kept.pop(0)])
    return frozenset(kept)
