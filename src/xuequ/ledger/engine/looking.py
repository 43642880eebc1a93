"""The days from which a week, a month or a term that is over can be looked back on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.periods import Span, month, school_year
from xuequ.kernel.text import Text

from .calendar import Calendar

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKS = 5  # offered


@dataclass(frozen=True, slots=True)
class Step:
    """A day to look at, and what it shows."""

    name: Text
    on: date


def steps(calendar: Calendar, today: date) -> list[Step]:
    """Today, then the weeks, months and terms of the school year before it."""
    first = Step(Text(f"今天（{today}）", f"today ({today})"), today)
    return [first, *_weeks(calendar, today), *_months(calendar, today), *_terms(calendar, today)]


def _weeks(calendar: Calendar, today: date) -> Iterator[Step]:
    """A week that is over is judged in the week after it."""
    monday = today - timedelta(days=today.weekday())
    for n in range(WEEKS):
        since = monday - (n + 1) * WEEK
        if calendar.teaching(since, since + WEEK):
            last = since + WEEK - DAY
            name = Text(f"周：{since}至{last}", f"week: {since} to {last}")
            yield Step(name, since + WEEK)


def _months(calendar: Calendar, today: date) -> Iterator[Step]:
    year = school_year(today)
    span = month(today)
    while span.since > year.since:
        span = month(span.since - DAY)
        if calendar.opens and span.until > calendar.opens:
            said = f"{span.since:%Y-%m}"
            yield Step(Text(f"月：{said}", f"month: {said}"), span.until - DAY)


def _terms(calendar: Calendar, today: date) -> Iterator[Step]:
    over: list[Span] = [each for each in calendar.terms if each.until <= today]
    for term in reversed(over[-4:]):
        last = term.until - DAY
        yield Step(Text(f"学期：{term.since}至{last}", f"term: {term.since} to {last}"), last)
