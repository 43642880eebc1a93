"""In which spans a duty is owed, how many are wanted, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import Duty
from xuequ.ledger.engine.calendar import Calendar
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.reckoning import Count, Dates, Standing, dates, standing, wanted
from xuequ.ledger.engine.spans import FOREVER, span_of, spans
from xuequ.ledger.engine.tally import judged

TERMS = (Span(date(2026, 9, 1), date(2027, 1, 23)), Span(date(2027, 2, 22), date(2027, 7, 10)))
HOLIDAY = {date(2026, 10, d) for d in range(1, 9)}
DAYS = tuple(
    day
    for term in TERMS
    for day in (term.since + timedelta(days=n) for n in range(term.days))
    if day.weekday() < 5 and day not in HOLIDAY
)
CALENDAR = Calendar(TERMS, DAYS)
ALL = Span(date(2026, 9, 1), FOREVER)


def owed(period: Any, **more: Any) -> Owed:
    duty = Duty("log", "日志", "log", "EXC-34", "mover", period, **more)
    return Owed("x.log", duty, "", "must", "x.log", date(2014, 9, 1))


def first(period: Any, until: date, tenure: Span = ALL, **more: Any) -> list[Span]:
    return list(spans(owed(period, **more), tenure, CALENDAR, until=until))


def test_nothing_is_owed_before_the_ledger_opens_or_without_terms() -> None:
    assert first("month", date(2026, 9, 1)) == []
    assert list(spans(owed("month"), ALL, Calendar(), until=date(2027, 1, 1))) == []
    assert (
        span_of(owed("week"), date(2026, 8, 31), Span(date(2020, 1, 1), FOREVER), CALENDAR) is None
    )


def test_weeks_begin_on_monday_and_those_without_a_teaching_day_are_left_out() -> None:
    found = first("week", date(2026, 10, 20))
    assert found[0] == Span(date(2026, 8, 31), date(2026, 9, 7))
    assert Span(date(2026, 10, 5), date(2026, 10, 12)) in found  # Friday the ninth is taught
    week = Span(date(2026, 10, 5), date(2026, 10, 12))
    empty = Calendar(TERMS, tuple(day for day in DAYS if day not in week))
    left = list(spans(owed("week"), ALL, empty, until=date(2026, 10, 20)))
    assert week not in left


def test_every_teaching_day_is_a_span_of_its_own() -> None:
    found = first("lesson_day", date(2026, 10, 12))
    assert len(found) == sum(day < date(2026, 10, 12) for day in DAYS)
    assert span_of(owed("lesson_day"), date(2026, 10, 1), ALL, CALENDAR) is None


def test_fortnights_are_counted_from_the_week_in_which_the_term_begins() -> None:
    found = first("fortnight", date(2026, 10, 1))
    assert found[:2] == [
        Span(date(2026, 8, 31), date(2026, 9, 14)),
        Span(date(2026, 9, 14), date(2026, 9, 28)),
    ]
    second = first("fortnight", date(2027, 3, 1))[-1]
    assert second.since == date(2027, 2, 22)


def test_a_term_is_a_span_and_the_holidays_between_are_none() -> None:
    assert first("term", date(2027, 3, 1)) == list(TERMS)
    assert span_of(owed("term"), date(2027, 2, 1), ALL, CALENDAR) is None


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("half_year", date(2026, 7, 1), date(2027, 1, 1)),
        ("school_year", date(2026, 9, 1), date(2027, 9, 1)),
        ("calendar_year", date(2026, 1, 1), date(2027, 1, 1)),
        ("two_years", date(2026, 9, 1), date(2028, 9, 1)),
        ("five_years", date(2024, 9, 1), date(2029, 9, 1)),
        ("month", date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_longer_spans_are_those_of_the_calendar(period: str, since: date, until: date) -> None:
    assert span_of(owed(period), date(2026, 11, 5), ALL, CALENDAR) == Span(since, until)


def test_a_posting_is_one_span_and_what_is_due_once_ends_on_its_day() -> None:
    stay = Span(date(2026, 9, 1), date(2027, 7, 10))
    assert span_of(owed("posting"), date(2026, 11, 5), stay, CALENDAR) == stay
    once = owed("once", due=date(2026, 12, 31))
    assert span_of(once, date(2026, 11, 5), ALL, CALENDAR) == Span(
        date(2014, 9, 1), date(2027, 1, 1)
    )
    assert span_of(once, date(2027, 1, 1), ALL, CALENDAR) is None


def test_only_the_months_named_are_owed() -> None:
    found = first("month", date(2027, 7, 1), months=(10, 12))
    assert [each.since.month for each in found] == [10, 12]


def test_nothing_is_owed_before_or_after_the_tenure() -> None:
    stay = Span(date(2026, 9, 16), date(2026, 10, 20))
    found = first("week", date(2027, 1, 1), stay)
    assert found[0] == Span(date(2026, 9, 14), date(2026, 9, 21))
    assert found[-1].since == date(2026, 10, 19)
    assert span_of(owed("week"), date(2026, 9, 15), stay, CALENDAR) is None


def test_a_pro_rated_duty_is_counted_by_teaching_days_and_rounded_half_up() -> None:
    duty = owed("week", min=5, pro_rated=True).duty
    full, golden = (
        Span(date(2026, 9, 7), date(2026, 9, 14)),
        Span(date(2026, 9, 28), date(2026, 10, 5)),
    )
    assert wanted(duty, full, ALL, CALENDAR) == 5
    assert wanted(duty, golden, ALL, CALENDAR) == 3  # Monday to Wednesday
    assert wanted(duty, full, Span(date(2026, 9, 10), FOREVER), CALENDAR) == 2
    assert wanted(replace(duty, min=1), golden, ALL, CALENDAR) == 1  # 0.6
    assert wanted(replace(duty, pro_rated=False), golden, ALL, CALENDAR) == 5


def test_what_is_due_at_the_start_is_due_in_the_first_two_weeks() -> None:
    plan = owed("term", moment="start").duty
    assert dates(plan, TERMS[0], 7) == Dates(date(2026, 9, 14), date(2026, 9, 21))
    assert dates(owed("term").duty, TERMS[0], 7).due == date(2027, 1, 22)


@pytest.mark.parametrize(
    ("count", "on", "found"),
    [
        (Count(2), date(2026, 9, 10), Standing.DONE),
        (Count(1, 1), date(2026, 9, 10), Standing.WAITING),
        (Count(1), date(2026, 9, 13), Standing.OPEN),
        (Count(1), date(2026, 9, 14), Standing.OVERDUE),
        (Count(1), date(2026, 9, 20), Standing.OVERDUE),
        (Count(1), date(2026, 9, 21), Standing.MISSED),
        (Count(0, 2), date(2026, 12, 1), Standing.WAITING),
    ],
)
def test_an_owner_stands_by_count_and_day(count: Count, on: date, found: Standing) -> None:
    when = Dates(date(2026, 9, 13), date(2026, 9, 20))
    assert standing(count, 2, when, on) is found
    assert standing(count, 0, when, on) is Standing.NOT_OWED


def test_a_short_span_is_judged_when_it_is_over_and_a_long_one_while_it_runs() -> None:
    week = judged(owed("week"), ALL, CALENDAR, date(2026, 9, 23))
    assert week == Span(date(2026, 9, 14), date(2026, 9, 21))
    assert judged(owed("week"), ALL, CALENDAR, date(2026, 9, 2)) == Span(
        date(2026, 8, 31), date(2026, 9, 7)
    )
    assert judged(owed("term"), ALL, CALENDAR, date(2026, 9, 23)) == TERMS[0]
    assert judged(owed("week"), ALL, CALENDAR, date(2026, 8, 1)) is None
