"""Bring the mean scores of classes together by exchanging children of one group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from .children import Child
from .quotas import Group, group_of

MOST_STEPS = 500
Exchange = tuple[tuple[int, int], int, int]  # how well it levels, and the two who change places


def levelled(children: Sequence[Child], seat: list[int], classes: int, limit: Decimal) -> Fraction:
    """Exchange, the best pair first, until the means are within the limit or no pair helps.

    Two children change places only if both have the same sex, both or neither special needs, and
    no brother or sister of the same birth.  One of the two classes is that with the highest or
    the lowest mean.

    Returns:
        Points between the highest and the lowest mean, at the end.
    """
    level = _Level(children, seat, classes)
    for _ in range(MOST_STEPS):
        if level.gap() <= Fraction(limit):
            break
        before = level.measure()
        best = min(level.exchanges(), default=None)
        if best is None or best[0] >= before:
            break
        level.exchange(best[1], best[2])
    return level.gap()


class _Level:
    """Sums of scores by class, all over one denominator, so that nothing is rounded."""

    def __init__(self, children: Sequence[Child], seat: list[int], classes: int) -> None:
        self.children, self.seat = children, seat
        self.room: list[list[int]] = [[] for _ in range(classes)]
        for at, child in enumerate(children):
            if not child.twins:
                self.room[seat[at]].append(at)
        sizes = [seat.count(each) for each in range(classes)]
        self.filled = [each for each, size in enumerate(sizes) if size]  # the others have no mean
        self.common = lcm(*(sizes[each] for each in self.filled))
        self.weight = [self.common // size if size else 0 for size in sizes]
        self.means = [0] * classes
        self.scores = [child.score or 0 for child in children]
        for score, where in zip(self.scores, seat, strict=True):
            self.means[where] += score * self.weight[where]

    def gap(self) -> Fraction:
        return Fraction(self.measure()[0], 100 * self.common)

    def measure(self) -> tuple[int, int]:
        """What an exchange should lessen: the gap, and how far the means lie from one another."""
        means = [self.means[each] for each in self.filled]
        spread = len(means) * sum(each * each for each in means) - sum(means) ** 2
        return max(means) - min(means), spread

    def exchanges(self) -> Iterator[Exchange]:
        """Every exchange with the class that has the highest or the lowest mean."""
        highest = max(self.filled, key=lambda each: self.means[each])
        lowest = min(self.filled, key=lambda each: self.means[each])
        for where in {highest, lowest}:
            for other in self.filled:
                if other != where:
                    yield from self._between(where, other)

    def _between(self, where: int, other: int) -> Iterator[Exchange]:
        """What the exchanges of two classes measure; the other classes are summed up once."""
        rest = [self.means[each] for each in self.filled if each not in (where, other)]
        total, squares = sum(rest), sum(each * each for each in rest)
        here, there, count = self.means[where], self.means[other], len(self.filled)
        others = (max(rest), min(rest)) if rest else ()
        of_group: dict[Group, list[int]] = {}
        for two in self.room[other]:
            of_group.setdefault(group_of(self.children[two]), []).append(two)
        for one in self.room[where]:
            for two in of_group.get(group_of(self.children[one]), ()):
                more = self.scores[two] - self.scores[one]
                new, old = here + more * self.weight[where], there - more * self.weight[other]
                gap = max(new, old, *others) - min(new, old, *others)
                spread = count * (squares + new * new + old * old) - (total + new + old) ** 2
                yield (gap, spread), one, two

    def _shift(self, one: int, two: int, where: int, other: int) -> None:
        more = self.scores[two] - self.scores[one]
        self.means[where] += more * self.weight[where]
        self.means[other] -= more * self.weight[other]

    def exchange(self, one: int, two: int) -> None:
        """Two children change places."""
        where, other = self.seat[one], self.seat[two]
        self._shift(one, two, where, other)
        self.seat[one], self.seat[two] = other, where
        self.room[where][self.room[where].index(one)] = two
        self.room[other][self.room[other].index(two)] = one
