"""Days that meetings are reckoned by: working days, and the cadence of a kind of meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.periods import Span, month, school_year

from .policy.meetings import Every

DAY = timedelta(days=1)
WEEKEND = 5  # Saturday


def working_day_after(day: date, count: int, differing: Mapping[date, bool]) -> date:
    """The day `count` working days after `day`.

    Args:
        differing: days of which it is known whether they are worked; else Monday to Friday are.
    """
    while count > 0:
        day += DAY
        count -= differing.get(day, day.weekday() < WEEKEND)
    return day


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a kind of meeting was held in a place, and when it is due."""

    every: Every | None  # none: no cadence is stated
    last: date | None  # the last one held by the day looked at
    next_on: date | None  # set by the place itself, or planned
    now: Span | None  # the span the day lies in; none in no term, or without a cadence
    before: Span | None  # the one before it

    @property
    def is_held_now(self) -> bool:
        return self.last is not None and self.now is not None and self.last >= self.now.since

    @property
    def is_held_before(self) -> bool:
        """Was one held in the span before, or since?"""
        return self.last is not None and self.before is not None and self.last >= self.before.since


def spans_of(
    every: Every | None, on: date, terms: Sequence[Span]
) -> tuple[Span | None, Span | None]:
    """The span of a cadence that a day lies in, and the one before it.

    In the holidays the last term goes on until the next one begins.
    """
    match every:
        case None:
            return None, None
        case "month":
            now = month(on)
            return now, month(now.since - DAY)
        case "school_year":
            now = school_year(on)
            return now, school_year(now.since - DAY)
    begun = [each for each in sorted(terms) if each.since <= on]
    return (begun[-1] if begun else None), (begun[-2] if len(begun) > 1 else None)


def is_overdue(rhythm: Rhythm, on: date) -> bool:
    """Should one have been held by a day, by its cadence or by the day the place set itself?"""
    if rhythm.every is None:
        return rhythm.next_on is not None and rhythm.next_on < on
    return not rhythm.is_held_now and not rhythm.is_held_before and rhythm.before is not None
