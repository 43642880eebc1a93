"""Ratios of the years seen, and numbers with the interval that these ratios span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

WINDOW = 5  # ratios at most: those of the latest years


@dataclass(frozen=True, slots=True)
class Span:
    """A number that is expected, and between what it may lie.

    Args:
        middle: pupils expected.
        low: the lowest, None where too few years were seen to say.
        high: the highest, None where `low` is.
    """

    middle: Fraction
    low: Fraction | None
    high: Fraction | None

    @property
    def has_interval(self) -> bool:
        return self.low is not None

    def __add__(self, other: Span) -> Span:
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return Span(self.middle + other.middle, None, None)
        return Span(self.middle + other.middle, self.low + other.low, self.high + other.high)

    @property
    def rounded(self) -> tuple[int | None, int, int | None]:
        """Whole pupils: low rounded down, the middle to the nearest, high rounded up."""
        low = None if self.low is None else floor(self.low)
        high = None if self.high is None else ceil(self.high)
        return low, floor(self.middle + Fraction(1, 2)), high


def known(count: int) -> Span:
    """A number that was counted."""
    return Span(Fraction(count), Fraction(count), Fraction(count))


def total(spans: Iterable[Span | None]) -> Span | None:
    """The sum; None if one of them is not known, or there is none."""
    found: Span | None = None
    for each in spans:
        if each is None:
            return None
        found = each if found is None else found + each
    return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of those `before` were there a year later, or came in: seen in `year`."""

    year: int
    before: int
    after: int

    @property
    def value(self) -> Fraction:
        return Fraction(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """What the ratios of several years say of a step to `grade`.

    The middle is the pooled ratio: everybody who arrived by everybody who could.  It lies between
    the lowest and the highest ratio seen, and these two are the interval.  If years are alike (no
    year more likely to be the extreme one than another), the ratio of a new year falls between
    them with probability (n − 1) / (n + 1), n being the number of ratios.
    """

    grade: int
    ratios: tuple[Ratio, ...]

    @property
    def middle(self) -> Fraction | None:
        """The pooled ratio; None without any."""
        if not self.ratios:
            return None
        return Fraction(
            sum(each.after for each in self.ratios), sum(each.before for each in self.ratios)
        )

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest ratio; None if there are fewer than two."""
        values = [each.value for each in self.ratios]
        return (min(values), max(values)) if len(values) > 1 else None

    @property
    def covers(self) -> Fraction | None:
        """The probability that a new ratio falls between the bounds; None without them."""
        n = len(self.ratios)
        return Fraction(n - 1, n + 1) if n > 1 else None

    def of(self, before: Span | None) -> Span | None:
        """How many arrive of those before; None if either is not known."""
        middle, bounds = self.middle, self.bounds
        if before is None or middle is None:
            return None
        if bounds is None or before.low is None or before.high is None:
            return Span(before.middle * middle, None, None)
        return Span(before.middle * middle, before.low * bounds[0], before.high * bounds[1])


def step_to(grade: int, before: Mapping[int, int], after: Mapping[int, int], latest: int) -> Step:
    """The ratios of the latest years in which both numbers are known and somebody could come.

    Args:
        before: who could arrive, by the year in which they would.
        after: who did, by year.
        latest: the last year that counts; `WINDOW` years up to it are looked at.
    """
    years = range(latest - WINDOW + 1, latest + 1)
    return Step(
        grade,
        tuple(
            Ratio(year, before[year], after[year])
            for year in years
            if year in before and year in after and before[year] > 0
        ),
    )
