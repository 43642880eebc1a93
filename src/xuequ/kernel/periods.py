"""Spans of days in which things are counted and due (学年、学期、季度、半年、滚动两年).

A span begins on `since` and ends before `until`.  The school year runs from 1 September
to 31 August; terms differ by place and year and are therefore given, not computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `since` up to, not including, `until`."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError(f"a span must end after it begins: {self.since}–{self.until}")

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until

    @property
    def days(self) -> int:
        return (self.until - self.since).days


def year_of(day: date) -> int:
    """The year in which the school year of `day` begins, by which it is called."""
    return day.year if day.month >= 9 else day.year - 1


def school_year(day: date) -> Span:
    """The school year (学年) that `day` lies in, 1 September to 31 August."""
    first = year_of(day)
    return Span(date(first, 9, 1), date(first + 1, 9, 1))


def calendar_year(day: date) -> Span:
    """The calendar year that `day` lies in."""
    return Span(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def month(day: date) -> Span:
    """The month that `day` lies in."""
    return _months(day, 1)


def quarter(day: date) -> Span:
    """The calendar quarter that `day` lies in."""
    return _months(day, 3)


def half_year(day: date) -> Span:
    """The calendar half-year that `day` lies in."""
    return _months(day, 6)


def rolling(day: date, *, years: int, anchor: date) -> Span:
    """The window of `years` years counted from `anchor` that `day` lies in.

    Args:
        years: length of each window, at least 1.
        anchor: first day of the first window; it must not be 29 February.

    Raises:
        ValueError: `day` lies before `anchor`.
    """
    if day < anchor:
        raise ValueError(f"{day} is before the first window, which begins {anchor}")
    passed = day.year - anchor.year - ((day.month, day.day) < (anchor.month, anchor.day))
    first = anchor.year + passed // years * years
    return Span(anchor.replace(year=first), anchor.replace(year=first + years))


def term_of(day: date, terms: Sequence[Span]) -> Span | None:
    """The term (学期) that `day` lies in, or none in the holidays."""
    return next((term for term in terms if day in term), None)


def _months(day: date, length: int) -> Span:
    first = (day.month - 1) // length * length
    end_year, end_month = divmod(day.year * 12 + first + length, 12)
    return Span(date(day.year, first + 1, 1), date(end_year, end_month + 1, 1))
