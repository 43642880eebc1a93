"""Do the cycles told lead to the result, and would no children rather change among themselves?"""

from __future__ import annotations

import numpy as np

from ..arrays import Applications, Outcome
from ..trading import Trades
from .feasible import feasible


def check_trades(a: Applications, trades: Trades) -> list[str]:
    """Faults of a result of top trading cycles, told over cycle by cycle.

    In each cycle every unit must get its best choice with seats left, and every such school must
    point to a unit of the cycle: the best still there who chose it.
    """
    faults = feasible(a, trades.outcome)
    if faults:
        return faults
    n, lists = len(a.prefs), _lists(a)
    cycles: dict[int, list[int]] = {}
    for i, number in enumerate(trades.cycle.tolist()):
        if (number >= 0) != (trades.outcome.placed[i] >= 0):
            return [f"unit {i} has a seat without a cycle, or a cycle without a seat"]
        cycles.setdefault(number, []).append(i)
    without = cycles.pop(-1, [])
    there, left = set(range(n)), a.seats.tolist()
    for number in sorted(cycles):
        wrong = _wrong(a, trades.outcome, cycles[number], (there, left, lists))
        if wrong:
            return [f"cycle {number}: {wrong}"]
        there -= set(cycles[number])
        for i in cycles[number]:
            left[trades.outcome.placed[i]] -= 1
    stuck = [i for i in without if _wants(a, i, left) >= 0]
    return [f"unit {stuck[0]} could still have a seat"] if stuck else []


def _lists(a: Applications) -> list[list[tuple[int, int, int]]]:
    """Of each school those who chose it, the best at the end."""
    lists: list[list[tuple[int, int, int]]] = [[] for _ in range(a.seats.size)]
    for i, row in enumerate(a.prefs.tolist()):
        for j, school in enumerate(row):
            if school >= 0:
                lists[school].append((-int(a.claims[i, j]), int(a.tickets[i, 0]), i))
    for queue in lists:
        queue.sort(reverse=True)
    return lists


def _wants(a: Applications, i: int, left: list[int]) -> int:
    return next((s for s in a.prefs[i].tolist() if s >= 0 and left[s] > 0), -1)


def _wrong(
    a: Applications,
    outcome: Outcome,
    members: list[int],
    state: tuple[set[int], list[int], list[list[tuple[int, int, int]]]],
) -> str:
    there, left, lists = state
    pointed = []
    for i in members:
        school = int(outcome.placed[i])
        if i not in there or _wants(a, i, left) != school:
            return f"unit {i} did not get its best choice with seats left"
        queue = lists[school]
        while queue[-1][2] not in there or _wants(a, queue[-1][2], left) < 0:
            queue.pop()  # placed, or gone without a seat: no choice has one left
        pointed.append(queue[-1][2])
    return "" if sorted(pointed) == sorted(members) else "its schools point to others"


def check_efficient(a: Applications, outcome: Outcome) -> list[str]:
    """Faults of a result: a free seat somebody would rather have, or a ring of units that would
    all rather have the seat of the next."""
    n = len(a.prefs)
    inside = outcome.placed[outcome.placed >= 0]
    taken = np.bincount(inside, minlength=a.seats.size)
    wishes = []
    for i in range(n):
        end = a.prefs.shape[1] if outcome.rank[i] < 0 else int(outcome.rank[i])
        wishes.append([s for s in a.prefs[i, :end].tolist() if s >= 0])
        for school in wishes[i]:
            if taken[school] < a.seats[school]:
                return [f"unit {i} would rather have a free seat at school {school}"]
    wants = {
        (int(outcome.placed[i]), s) for i in range(n) if outcome.placed[i] >= 0 for s in wishes[i]
    }
    return ["units would rather have one another's seats"] if _ring(wants) else []


def _ring(wants: set[tuple[int, int]]) -> bool:
    """Is there a circle of schools, each with a child that wants to the next?

    Schools that nobody at one still looked at wants to are struck out, until none is left.
    """
    onward: dict[int, list[int]] = {}
    coming: dict[int, int] = {}
    for one, other in wants:
        onward.setdefault(one, []).append(other)
        coming[other] = coming.get(other, 0) + 1
    open_ = [one for one in onward if not coming.get(one)]
    while open_:
        for other in onward.pop(open_.pop(), []):
            coming[other] -= 1
            if not coming[other]:
                open_.append(other)
    return any(coming.values())
