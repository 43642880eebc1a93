"""Compare regimes on the same applications, over several draws.

This is the whole path without a server::

    from xuequ.enrolment.engine.comparison.compared import compared
    found = compared(prepared(policy, ask), Wanted())
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from xuequ.kernel.problems import Problems
from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Int32, Int64
from xuequ.methods.intervals import Estimate, Stratum, share_of
from xuequ.methods.lottery.tickets import tickets_of

from ..package.allocations import Read
from ..places.carried import Carried
from ..places.prepared import Prepared
from .figures import Ground, Key, figures, ground_of
from .lists import Group, children, schools_in
from .misreports import Tried, gained, tried
from .running import drawn, run, seed_of
from .wanted import Wanted
from .ways import Way, ways_of


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over the draws in which it has a value."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gains:
    """Families that could have gained by another list, as a share of all.

    Args:
        share: over the draws tried; the interval is one of 95 % where families were sampled.
        families, of: looked at in each draw, and how many there are.
    """

    share: Estimate
    families: int
    of: int


@dataclass(frozen=True, slots=True)
class Row:
    """A regime and what came of it; nothing where it did not run, and `way.why` says why.

    Args:
        schools: u numbers of schools in the first draw, -1 for none.
    """

    way: Way
    figures: dict[Key, Spread] = field(default_factory=dict)
    gains: Gains | None = None
    schools: Int32 | None = field(default=None, compare=False)

    @property
    def why(self) -> Text | None:
        return self.way.why


@dataclass(frozen=True, slots=True)
class Compared:
    """Regimes side by side.

    Args:
        children: of each group.
        every_list: families tried every list; else each of its schools first, and without its
            first.
    """

    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    children: dict[str, int]
    wanted: Wanted
    every_list: bool


def compared(
    held: Prepared, wanted: Wanted, tell: Callable[[int], None] = lambda _: None
) -> Compared:
    """The policy's own regime and the others, on the same draws.

    Args:
        tell: is told the number of each draw that is done.
    """
    read, ground = held.read, ground_of(held.read)
    lists = tried(read)
    work = [
        _Work(way, ground, wanted, lists) for way in ways_of(read.rules, read.units, wanted.others)
    ]
    for number in range(1, wanted.draws + 1):
        draw = drawn(read, wanted.text, number)
        families = sampled(read, wanted, number)
        for each in work:
            if each.way.rules is None or (number > 1 and not each.way.rules.draw):
                continue
            try:
                with held.told_of_county():
                    each.take(run(read, each.way.rules, ground.slots, draw), families)
            except Problems as found:
                each.stop(found)
        tell(number)
    counts = {each.code: children(read.units, each.inside) for each in ground.groups}
    rows = tuple(each.row() for each in work)
    return Compared(rows, ground.groups, counts, wanted, lists.all is not None)


def sampled(read: Read, wanted: Wanted, number: int) -> Int64:
    """The families that try other lists in a draw: those with the smallest tickets, in order."""
    ids = read.units.ids
    if not wanted.sample or number > wanted.tried:
        return np.empty(0, np.int64)
    if len(ids) <= wanted.sample:
        return np.arange(len(ids))
    keys = tickets_of("sha256", seed_of(wanted.text, f"sample|{number}"), "family", ids)
    chosen = sorted(range(len(ids)), key=keys.__getitem__)[: wanted.sample]
    return np.array(sorted(chosen), np.int64)


class _Work:
    """A regime while its draws are run."""

    def __init__(self, way: Way, ground: Ground, wanted: Wanted, lists: Tried) -> None:
        self.way, self.ground, self.wanted, self.lists = way, ground, wanted, lists
        self.found: list[dict[Key, float | None]] = []
        self.gained: list[Stratum] = []
        self.first: Int32 | None = None

    def take(self, held: Carried, families: Int64) -> None:
        """Note the figures of one draw."""
        if self.first is None:
            self.first = schools_in(held)
        self.found.append(figures(self.ground, held))
        if families.size and self.way.last >= 0:
            ones = gained(held, self.way.last, families, self.lists)
            part = families.size / len(self.ground.read.units.ids)
            self.gained.append(Stratum(1.0, part, tuple(ones.astype(float).tolist())))

    def stop(self, problems: Problems) -> None:
        """It cannot run: two stand equal, and its rules do not settle who enters."""
        first = problems.problems[0]
        why = Text(first.say("zh-hans"), first.say("en"))
        self.way = Way(self.way.code, self.way.name, None, why)

    def row(self) -> Row:
        if not self.found:
            return Row(self.way)
        spreads = dict(self._spreads())
        share = share_of(self.gained)
        if share is None:
            return Row(self.way, spreads, schools=self.first)
        size = len(self.gained[0].values)
        gains = Gains(share, size, len(self.ground.read.units.ids))
        return Row(self.way, spreads, gains, self.first)

    def _spreads(self) -> Iterator[tuple[Key, Spread]]:
        for key in self.found[0]:
            values = [each[key] for each in self.found]
            known = [value for value in values if value is not None]
            if known:
                yield key, Spread(sum(known) / len(known), min(known), max(known))
