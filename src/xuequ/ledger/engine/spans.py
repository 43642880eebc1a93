"""In which spans of days a duty is owed (按日、周、两周、月、学期、学年……)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from xuequ.kernel.periods import (
    Span,
    calendar_year,
    half_year,
    month,
    quarter,
    rolling,
    school_year,
)
from xuequ.kernel.settings import Duty, Period

from .calendar import Calendar
from .duties import Owed

FOREVER = date(9999, 12, 31)
TAUGHT: frozenset[Period] = frozenset({"lesson_day", "week", "fortnight", "month", "term"})
SHORT: frozenset[Period] = frozenset({"lesson_day", "week", "fortnight"})
PLAIN: dict[Period, Callable[[date], Span]] = {
    "month": month,
    "quarter": quarter,
    "half_year": half_year,
    "school_year": school_year,
    "calendar_year": calendar_year,
}
WEEK = timedelta(days=7)
AT_THE_START = timedelta(days=13)  # what is due at the start of a period: in its first two weeks


def spans(
    owed: Owed, tenure: Span, calendar: Calendar, *, until: date, since: date = date.min
) -> Iterator[Span]:
    """The spans in which an owner owes a duty, oldest first, that begin before `until`.

    Args:
        owed: the duty; nothing is owed before its first day.
        tenure: while the owner is bound by it (a posting, a pairing, being a school …).
        calendar: nothing is owed before it opens; weeks, months and terms without a teaching
            day of the tenure are left out.
        since: leave out those that end before this day.
    """
    if calendar.opens is None:
        return
    begins = max(tenure.since, owed.since, calendar.opens)
    day, end = max(begins, since), min(tenure.until, until)
    while day < end:
        span = _from(owed, day, tenure, calendar)
        if span is None:
            return
        if span.since < end and _is_owed(owed.duty, span, begins, tenure, calendar):
            yield span
        day = span.until


def span_of(owed: Owed, day: date, tenure: Span, calendar: Calendar) -> Span | None:
    """The span in which something that happened on `day` counts for an owner, or none."""
    if calendar.opens is None or day not in tenure:
        return None
    begins = max(tenure.since, owed.since, calendar.opens)
    if day < begins:
        return None
    span = _from(owed, day, tenure, calendar)
    if span is None or day not in span:
        return None
    return span if _is_owed(owed.duty, span, begins, tenure, calendar) else None


def _from(owed: Owed, day: date, tenure: Span, calendar: Calendar) -> Span | None:
    """The span that `day` lies in; where it lies between two, the next one."""
    period = owed.duty.period
    if period in PLAIN:
        return PLAIN[period](day)
    match period:
        case "lesson_day":
            found = calendar.next_teaching_day(day)
            return Span(found, found + timedelta(days=1)) if found else None
        case "week":
            monday = _monday(day)
            return Span(monday, monday + WEEK)
        case "fortnight":
            return _fortnight(day, calendar)
        case "term":
            return calendar.term_or_next(day)
        case "two_years" | "five_years":
            years = 2 if period == "two_years" else 5
            return rolling(day, years=years, anchor=owed.since)
        case "posting":
            return tenure
    last = owed.duty.due or FOREVER - timedelta(days=1)
    return Span(owed.since, last + timedelta(days=1)) if day <= last else None


def _fortnight(day: date, calendar: Calendar) -> Span | None:
    """Two weeks counted from the Monday of the week in which the term begins.

    The last ones of a term end where those of the next term begin.
    """
    term = calendar.term_or_next(day)
    if term is None:
        return None
    first = _monday(term.since)
    passed = max(0, (day - first).days // 14)
    since = first + passed * 2 * WEEK
    after = calendar.term_or_next(term.until)
    until = _monday(after.since) if after else FOREVER
    return Span(since, min(since + 2 * WEEK, until) if until > day else since + 2 * WEEK)


def start_ends(span: Span) -> date:
    """The last day of the start of a span: of its first two weeks."""
    return min(span.since + AT_THE_START, span.until - timedelta(days=1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_owed(duty: Duty, span: Span, begins: date, tenure: Span, calendar: Calendar) -> bool:
    if duty.months and span.since.month not in duty.months:
        return False
    if duty.moment == "start" and begins > start_ends(span):
        return False  # it began when what is due at the start was over
    if duty.period not in TAUGHT:
        return True
    return calendar.teaching(max(span.since, begins), min(span.until, tenure.until)) > 0
