"""Seats against demand, year by year: enough, tight, short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .ratios import Span, total

Word = Literal["enough", "tight", "short", "unknown"]


@dataclass(frozen=True, slots=True)
class Year:
    """Demand and seats of one year, in whole pupils; None where they cannot be said."""

    year: int
    demand: Span | None
    seats: int | None

    @property
    def word(self) -> Word:
        """Short if not even the low demand fits, enough if the high one does, tight between."""
        low, _, high = self.numbers
        if self.seats is None or low is None or high is None:
            return "unknown"
        if high <= self.seats:
            return "enough"
        return "short" if low > self.seats else "tight"

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        """Low, middle and high demand."""
        return (None, None, None) if self.demand is None else self.demand.rounded

    @property
    def lacking(self) -> int | None:
        """Seats lacking for the middle demand, 0 if none are; None where it cannot be said."""
        middle = self.numbers[1]
        return None if middle is None or self.seats is None else max(0, middle - self.seats)


@dataclass(frozen=True, slots=True)
class Warned:
    """A row of the warning list: a site, a consortium or the authority, year by year."""

    years: tuple[Year, ...]

    @property
    def first_short(self) -> Year | None:
        return next((each for each in self.years if each.word == "short"), None)

    @property
    def first_tight(self) -> Year | None:
        return next((each for each in self.years if each.word == "tight"), None)

    @property
    def first(self) -> Year | None:
        """The first year that is not enough: short before tight."""
        return self.first_short or self.first_tight

    @property
    def most_lacking(self) -> int:
        return max((each.lacking or 0 for each in self.years), default=0)

    @property
    def word(self) -> Word:
        """The word for the whole: the worst there is; unknown if nothing can be said of a year."""
        words = {each.word for each in self.years}
        return next(word for word in ("short", "tight", "unknown", "enough") if word in words)

    @property
    def urgency(self) -> tuple[int, int, int]:
        """To sort by: who is short first, then who is tight first, then who lacks most."""
        never = 9999
        short, tight = self.first_short, self.first_tight
        return (
            short.year if short else never,
            tight.year if tight else never,
            -self.most_lacking,
        )


def together(parts: Sequence[Warned], years: Iterable[int]) -> tuple[Warned, dict[int, int]]:
    """Several as one, of each year those of which demand with its interval and seats are known.

    Low and high are the sums of the parts': that holds though all err on the same side, so the
    interval is rather too wide than too narrow.

    Returns:
        The sum, and of how many parts it is in each year.
    """
    rows, counts = [], {}
    for year in years:
        told = [
            one for each in parts for one in each.years
            if one.year == year and one.word != "unknown"
        ]  # fmt: skip
        seats = sum(each.seats or 0 for each in told) if told else None
        rows.append(Year(year, total(each.demand for each in told), seats))
        counts[year] = len(told)
    return Warned(tuple(rows)), counts
