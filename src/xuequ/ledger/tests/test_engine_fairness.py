"""Worked examples of quartiles, and of what counts in a term."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import Duty, Party, Period
from xuequ.ledger.engine.calendar import Calendar
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.fairness import distribution, quantile
from xuequ.ledger.engine.loads import Load, load, wanted_in
from xuequ.ledger.engine.owners import Owner

TERM = Span(date(2026, 9, 1), date(2027, 1, 23))
YEAR = Span(date(2026, 9, 1), date(2027, 9, 1))
DAYS = tuple(day for n in range(TERM.days) if (day := TERM.since + timedelta(days=n)).weekday() < 5)
CALENDAR = Calendar((TERM,), DAYS)
ALWAYS = Span(date(2020, 9, 1), date(9999, 12, 31))


def owed(period: Period, number: int = 1, party: Party = "teacher") -> Owed:
    duty = Duty("x", "事", "thing", "TRN-08", owed_by=party, period=period, min=number)
    return Owed("training.x", duty, "", "must", "training.items", date(2014, 9, 1))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # Hyndman and Fan, type 7; checked by hand: places 1, 2 and 3 of 0…4
        ([1, 2, 3, 4, 5], ("2", "3", "4")),
        # places 1.25, 2.5 and 3.75 of 0…5
        ([2, 4, 4, 5, 7, 9], ("4", "4.5", "6.5")),
        # the example of the spreadsheet function: 3.5, 7.5, 9.25
        ([1, 2, 4, 7, 8, 9, 10, 12], ("3.5", "7.5", "9.25")),
        ([6, 6, 6, 6, 6], ("6", "6", "6")),
    ],
)
def test_quartiles_lie_between_the_ordered_values(
    values: list[int], expected: tuple[str, ...]
) -> None:
    found = distribution(list(reversed(values)))
    assert found is not None
    assert (found.first, found.median, found.third) == tuple(map(Decimal, expected))
    same = min(values) if len(set(values)) == 1 else None
    assert (found.people, found.low, found.high) == (len(values), same, same)


def test_an_end_of_the_range_is_told_only_if_five_have_it() -> None:
    found = distribution([0] * 5 + [3, 4, 231])
    assert found is not None and (found.low, found.high) == (0, None)


def test_of_fewer_than_five_nothing_is_told() -> None:
    assert distribution([1, 2, 3, 4]) is None
    assert distribution([]) is None


def test_the_ends_are_the_lowest_and_the_highest_value() -> None:
    assert quantile([3, 8, 9], Fraction(0)) == 3
    assert quantile([3, 8, 9], Fraction(1)) == 9
    for values, part in (([], Fraction(1, 2)), ([1], Fraction(3, 2))):
        with pytest.raises(ValueError, match="quantile"):
            quantile(values, part)


def test_what_is_owed_by_month_counts_where_it_is_taught() -> None:
    assert wanted_in(owed("month"), ALWAYS, TERM, CALENDAR) == tuple(
        (date(2026 + (month < 9), month, 1), 1) for month in (9, 10, 11, 12, 1)
    )


@pytest.mark.parametrize(
    ("period", "in_term", "in_year"),
    [("calendar_year", 8, 8), ("school_year", 0, 8), ("quarter", 16, 32), ("once", 0, 0)],
)
def test_what_is_owed_for_longer_counts_where_its_last_day_lies(
    period: Period, in_term: int, in_year: int
) -> None:
    def number(span: Span) -> int:
        return sum(n for _, n in wanted_in(owed(period, 8), ALWAYS, span, CALENDAR))

    assert (number(TERM), number(YEAR)) == (in_term, in_year)


def test_a_load_is_what_is_wanted_and_what_of_those_spans_is_confirmed() -> None:
    asked = wanted_in(owed("month", 2), ALWAYS, TERM, CALENDAR)
    done = {("training.x", "person", 7, ""): {date(2026, 9, 1): 2, date(2026, 3, 1): 9}}
    found = load(owed("month", 2), Owner("person", 7, "", ALWAYS, person=7), asked, done)
    assert found == Load(10, 2)
    assert found + Load(1, 1) == Load(11, 3)
