"""The duties of a place in a list: numbers by standing, how far they have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xuequ.kernel.rulebook import Fact
from xuequ.kernel.settings import PERIODS

from .duties import Owed
from .reckoning import NONE, Count, Standing
from .tally import Line, Tally

LATE = (Standing.OVERDUE,)
OUT = (Standing.EXCUSED, Standing.NOT_OWED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which duties a list is to show; empty: all of them."""

    section: str = ""
    clause: str = ""
    state: str = ""
    period: str = ""
    party: str = ""

    def fits(self, row: Row) -> bool:
        """Is a row asked for?"""
        owed = row.owed
        return (
            self.section in ("", owed.setting.partition(".")[0])
            and self.clause.upper() in owed.duty.clause
            and self.period in ("", owed.duty.period)
            and self.party in ("", owed.duty.owed_by)
            and (not self.state or row.number(self.state) > 0)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One duty in one place."""

    tally: Tally

    @property
    def owed(self) -> Owed:
        return self.tally.owed

    def number(self, standing: str) -> int:
        """How many stand so."""
        return self.tally.numbers.get(Standing(standing), 0) if standing in set(Standing) else 0

    @property
    def numbers(self) -> list[tuple[Standing, int]]:
        """Every standing with its number, worst first."""
        return [(each, self.tally.numbers.get(each, 0)) for each in Standing]

    @property
    def owners(self) -> int:
        return self.tally.owners

    @property
    def late_spans(self) -> int:
        return self.tally.late_spans

    @property
    def done(self) -> int:
        """How many are done; of an average, how many things are."""
        if self.owed.duty.average:
            return min(self.of, self.tally.total.confirmed)
        return self.number(Standing.DONE)

    @property
    def of(self) -> int:
        """Of how many."""
        return self.owners * self.owed.duty.min if self.owed.duty.average else self.owners

    @property
    def percent(self) -> int:
        """How far it has come, rounded down, so that 100 is all."""
        return self.done * 100 // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Total:
    """All duties of a place together: how many owners stand how."""

    place: Fact
    duties: int
    numbers: Sequence[tuple[Standing, int]]

    @property
    def of(self) -> int:
        return sum(n for each, n in self.numbers if each not in OUT)

    @property
    def done(self) -> int:
        return dict(self.numbers)[Standing.DONE]

    @property
    def percent(self) -> int:
        return self.done * 100 // self.of if self.of else 0


def total(place: Fact, rows: Iterable[Row]) -> Total:
    """The rows of a place summed up."""
    numbers: Counter[Standing] = Counter()
    duties = 0
    for row in rows:
        numbers.update(row.tally.numbers)
        duties += 1
    return Total(place, duties, [(each, numbers[each]) for each in Standing])


def merged(tallies: Sequence[Tally], place: Fact) -> Tally:
    """The same duty in several places as in one."""
    numbers: Counter[Standing] = Counter()
    count = NONE
    lines: list[Line] = []
    for each in tallies:
        numbers.update(each.numbers)
        count = Count(
            count.confirmed + each.total.confirmed,
            count.handed + each.total.handed,
            count.nothing + each.total.nothing,
        )
        lines += each.lines
    spans = {each.span for each in tallies if each.numbers}
    first = next((each for each in tallies if each.numbers), tallies[0])
    late = sum(each.late_spans for each in tallies)
    together = replace(
        first, place=place, numbers=numbers, total=count, lines=lines, late_spans=late
    )
    return together if len(spans) <= 1 else replace(together, span=None, dates=None)


def sections(rows: Iterable[Row]) -> list[str]:
    """The sections of the policy that the duties stand in, in its order."""
    return list(dict.fromkeys(row.owed.setting.partition(".")[0] for row in rows))


def periods(rows: Iterable[Row]) -> list[str]:
    """The periods of the duties, the shortest first."""
    found = {str(row.owed.duty.period) for row in rows}
    return [each for each in PERIODS if each in found]
