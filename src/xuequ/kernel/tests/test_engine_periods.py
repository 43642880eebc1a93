"""Spans of days: every day lies in just one, and they follow each other without a gap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.periods import (
    Span,
    calendar_year,
    half_year,
    month,
    quarter,
    rolling,
    school_year,
    term_of,
)

DAY = timedelta(1)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
every_kind = pytest.mark.parametrize(
    ("kind", "shortest", "longest"),
    [
        (school_year, 365, 366),
        (calendar_year, 365, 366),
        (half_year, 181, 184),
        (quarter, 90, 92),
        (month, 28, 31),
    ],
)


@every_kind
@given(day=days, step=st.integers(0, 365))
def test_every_day_lies_in_just_the_span_returned(
    kind: Callable[[date], Span], shortest: int, longest: int, day: date, step: int
) -> None:
    span = kind(day)
    assert day in span
    assert shortest <= span.days <= longest
    other = span.since + step % span.days * DAY
    assert kind(other) == span


@every_kind
@given(day=days)
def test_the_next_span_begins_where_one_ends(
    kind: Callable[[date], Span], shortest: int, longest: int, day: date
) -> None:
    span = kind(day)
    assert kind(span.until).since == span.until
    assert kind(span.since - DAY).until == span.since


@pytest.mark.parametrize(
    ("span", "since", "until"),
    [
        (school_year(date(2018, 8, 31)), date(2017, 9, 1), date(2018, 9, 1)),
        (school_year(date(2018, 9, 1)), date(2018, 9, 1), date(2019, 9, 1)),
        (quarter(date(2018, 4, 9)), date(2018, 4, 1), date(2018, 7, 1)),
        (quarter(date(2018, 12, 31)), date(2018, 10, 1), date(2019, 1, 1)),
        (half_year(date(2018, 7, 1)), date(2018, 7, 1), date(2019, 1, 1)),
        (month(date(2020, 2, 29)), date(2020, 2, 1), date(2020, 3, 1)),
        (calendar_year(date(2020, 2, 29)), date(2020, 1, 1), date(2021, 1, 1)),
    ],
)
def test_known_days_fall_into_known_spans(span: Span, since: date, until: date) -> None:
    assert span == Span(since, until)


@given(
    anchor=st.dates(date(1990, 1, 1), date(2050, 12, 31)).filter(
        lambda day: (day.month, day.day) != (2, 29)
    ),
    passed=st.integers(0, 15000),
    years=st.integers(1, 7),
)
def test_rolling_windows_tile_the_days_from_their_anchor(
    anchor: date, passed: int, years: int
) -> None:
    day = anchor + passed * DAY
    window = rolling(day, years=years, anchor=anchor)
    assert day in window
    assert window.until == window.since.replace(year=window.since.year + years)
    assert rolling(window.since, years=years, anchor=anchor) == window
    assert rolling(window.until - DAY, years=years, anchor=anchor) == window
    assert rolling(window.until, years=years, anchor=anchor).since == window.until
    assert (window.since.year - anchor.year) % years == 0


def test_two_year_windows_are_fixed_from_september_2018() -> None:
    anchor = date(2018, 9, 1)
    first, second = Span(anchor, date(2020, 9, 1)), Span(date(2020, 9, 1), date(2022, 9, 1))
    assert rolling(date(2020, 8, 31), years=2, anchor=anchor) == first
    assert rolling(date(2020, 9, 1), years=2, anchor=anchor) == second


def test_no_window_lies_before_the_first() -> None:
    with pytest.raises(ValueError, match="before the first window"):
        rolling(date(2018, 8, 31), years=2, anchor=date(2018, 9, 1))


def test_a_holiday_lies_in_no_term() -> None:
    autumn = Span(date(2018, 9, 3), date(2019, 1, 26))
    spring = Span(date(2019, 2, 25), date(2019, 7, 6))
    assert term_of(date(2019, 1, 25), (autumn, spring)) == autumn
    assert term_of(date(2019, 1, 26), (autumn, spring)) is None
    assert term_of(date(2019, 2, 25), (autumn, spring)) == spring


@pytest.mark.parametrize("until", [date(2018, 9, 1), date(2018, 8, 31)])
def test_a_span_ends_after_it_begins(until: date) -> None:
    with pytest.raises(ValueError, match="must end after it begins"):
        Span(date(2018, 9, 1), until)
