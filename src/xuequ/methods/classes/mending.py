"""Mend what births leave uneven: move and exchange until every count is within its limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .children import Bounds, Child, Limits, births
from .quotas import Count, counted, group_of

MOST_STEPS = 500
Move = tuple[int, int, int]  # a unit that goes to a class, and one (or -1) that comes back


@dataclass(frozen=True, slots=True)
class Unit:
    """A child, or those of one birth who stay together: they move as one."""

    members: tuple[int, ...]
    kind: object  # units of one kind can stand for one another


def excess(values: Sequence[int], limit: int) -> int:
    """How many children stand outside the best span of `limit` that the values could lie in."""
    lowest, highest = min(values), max(values)
    if highest - lowest <= limit:
        return 0
    return min(
        sum(max(0, low - each) + max(0, each - low - limit) for each in values)
        for low in range(lowest, highest - limit + 1)
    )


def over(counts: Sequence[Count], bounds: Bounds) -> int:
    """What is too much of anything that is counted, in children."""
    return (
        excess([each.male for each in counts], bounds.male)
        + excess([each.female for each in counts], bounds.female)
        + excess([each.size for each in counts], bounds.size)
        + excess([each.special for each in counts], bounds.special)
    )


def mended(children: Sequence[Child], seat: list[int], classes: int, limits: Limits) -> int:
    """Change seats, the best step first, until nothing is too much or no step helps.

    Returns:
        What is still too much: 0 when everything counted is within its limit.
    """
    work = _Work(children, seat, classes, limits)
    worst = work.cost()
    for _ in range(MOST_STEPS):
        if not worst:
            break
        best = min(work.tried(), default=(worst, (-1, -1, -1)))
        if best[0] >= worst:
            break
        worst, step = best
        work.carry_out(step)
    return worst


class _Work:
    """Seats, and what follows from them, while they change."""

    def __init__(
        self, children: Sequence[Child], seat: list[int], classes: int, limits: Limits
    ) -> None:
        self.children, self.seat = children, seat
        self.bounds = Bounds(limits.size, limits.sex, limits.sex, limits.special)
        self.counts: list[Count] = counted(children, seat, classes)
        self.units = _units(children)
        self.apart = {
            twins: Counter(seat[at] for at in members)
            for twins, members in births(children).items()
            if not children[members[0]].together
        }

    def cost(self) -> int:
        """What is too much of anything, in children."""
        return over(self.counts, self.bounds) + sum(
            sum(n - 1 for n in each.values() if n > 1) for each in self.apart.values()
        )

    def tried(self) -> Iterator[tuple[int, Move]]:
        """What every step would cost; of units of one kind in a class only the first is tried."""
        first: dict[tuple[int, object], int] = {}
        for at, unit in enumerate(self.units):
            first.setdefault((self.seat[unit.members[0]], unit.kind), at)
        chosen = sorted(first.values())
        for one in chosen:
            here = self.seat[self.units[one].members[0]]
            for where in range(len(self.counts)):
                if where != here:
                    yield self._cost_of((one, where, -1))
            for other in chosen:
                there = self.seat[self.units[other].members[0]]
                if other > one and there != here:
                    yield self._cost_of((one, there, other))

    def _cost_of(self, step: Move) -> tuple[int, Move]:
        one, _, other = step
        back = self.seat[self.units[one].members[0]]
        self.carry_out(step)
        found = self.cost()
        self._put(one, back)
        if other >= 0:
            self._put(other, step[1])
        return found, step

    def carry_out(self, step: Move) -> None:
        one, where, other = step
        back = self.seat[self.units[one].members[0]]
        self._put(one, where)
        if other >= 0:
            self._put(other, back)

    def _put(self, unit: int, where: int) -> None:
        for at in self.units[unit].members:
            child, before = self.children[at], self.seat[at]
            self.counts[before].add(group_of(child), -1)
            self.counts[where].add(group_of(child))
            self.seat[at] = where
            if child.twins in self.apart:
                self.apart[child.twins][before] -= 1
                self.apart[child.twins][where] += 1


def _units(children: Sequence[Child]) -> list[Unit]:
    found = []
    for at, child in enumerate(children):
        if not child.twins:
            found.append(Unit((at,), group_of(child)))
        elif not child.together:
            found.append(Unit((at,), (group_of(child), child.twins)))
    for members in births(children).values():
        if children[members[0]].together:
            groups = tuple(sorted(group_of(children[at]) for at in members))
            found.append(Unit(tuple(members), groups))
    return found
