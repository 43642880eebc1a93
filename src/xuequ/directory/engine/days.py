"""Which days are teaching days, as a first draft from the public calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
import holidays

from xuequ.kernel.periods import Span


@dataclass(frozen=True, slots=True)
class Day:
    """One day: do schools teach, and if the weekday does not tell, why."""

    day: date
    teaching: bool
    reason: str = ""


def draft_days(terms: Sequence[Span]) -> Iterator[Day]:
    """Every day of the terms: weekdays teach, public holidays do not, make-up days do.

    The official calendar is announced year by year; beyond it only the festivals themselves
    are known, and no make-up days.  The table made from this draft is then the truth.
    """
    for term in terms:
        day = term.since
        while day < term.until:
            yield _day(day)
            day += timedelta(days=1)


def _day(day: date) -> Day:
    weekday = day.weekday() < 5
    try:
        on_holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        name = _festivals(day.year).get(day)
        on_holiday = not weekday or name is not None
    reason = str(name or "") if on_holiday == weekday else ""
    return Day(day, not on_holiday, reason)


def _festivals(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)
