"""Seat the children: those of one birth who stay together first, the others row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..lottery.digests import uniform
from ..lottery.tickets import ticket
from .children import Child, Rules, births
from .quotas import GROUPS, counted, group_of, quotas


def dealt(children: Sequence[Child], rules: Rules, seed: bytes, attempt: int) -> list[int]:
    """A class for every child, counted from the starting class as 0.

    Each group is dealt in rows.  A row gives one child to each class whose quota is not full;
    the first goes forward, the next backward, and so on (S 型); girls begin backward.  In a group
    the order is by score from high to low where scores count for the method, and by ticket.
    """
    drawn = [
        ticket(rules.hash, seed, f"{rules.round}|child|{attempt}", each.number) for each in children
    ]
    seat = _together(children, rules, seed, drawn, attempt)
    held = counted(children, seat, rules.classes)
    waiting = [at for at, where in enumerate(seat) if where < 0]
    wanted = quotas(held, Counter(group_of(children[at]) for at in waiting))
    by_score = rules.method == "serpentine"
    for group in GROUPS:
        members = [at for at in waiting if group_of(children[at]) == group]
        members.sort(key=lambda at: (-(children[at].score or 0) if by_score else 0, drawn[at]))
        turns = rows(wanted[group], backward=group[0] == "female")
        for at, where in zip(members, turns, strict=True):
            seat[at] = where
    return seat


def scattered(children: Sequence[Child], rules: Rules, seed: bytes, attempt: int) -> list[int]:
    """A class for every child by lot alone, for a last attempt to mend what births leave uneven."""
    label = f"{rules.round}|scatter|{attempt}"
    seat = [uniform(rules.hash, seed, f"{label}|{each.number}", rules.classes) for each in children]
    for members in births(children).values():
        if children[members[0]].together:
            for at in members:
                seat[at] = seat[members[0]]
    return seat


def rows(quota: Sequence[int], *, backward: bool) -> list[int]:
    """The classes in the order in which a group is dealt: row by row, forth and back."""
    found: list[int] = []
    for row in range(max(quota, default=0)):
        line = [at for at, wanted in enumerate(quota) if wanted > row]
        found += line[::-1] if (row % 2 == 1) != backward else line
    return found


def _together(
    children: Sequence[Child], rules: Rules, seed: bytes, drawn: Sequence[bytes], attempt: int
) -> list[int]:
    """Seats of those of one birth who stay together, larger births first; -1 for the others.

    Each goes to the class that holds the fewest such children; in another attempt the first
    looks from a class that is drawn.
    """
    seat = [-1] * len(children)
    load = [0] * rules.classes
    groups = [each for each in births(children).values() if children[each[0]].together]
    groups.sort(key=lambda members: (-len(members), min(drawn[at] for at in members)))
    for turn, members in enumerate(groups):
        first = 0
        if attempt:
            label = f"{rules.round}|birth|{attempt}|{turn}"
            first = uniform(rules.hash, seed, label, rules.classes)
        order = [(first + at) % rules.classes for at in range(rules.classes)]
        where = order[0] if attempt else min(order, key=lambda c: (load[c], c))
        load[where] += len(members)
        for at in members:
            seat[at] = where
    return seat
