"""Terms and teaching days of an authority."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.engine.days import Day, draft_days
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.authorities import set_school_days, set_terms
from xuequ.kernel.periods import Span, rolling, school_year, term_of
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

AUTUMN = Span(date(2026, 9, 1), date(2027, 1, 23))
SPRING = Span(date(2027, 2, 22), date(2027, 7, 10))


@pytest.fixture
def county(cast: Cast) -> Authority:
    """An authority with the terms and teaching days of 2026/27 as drafted."""
    set_terms(cast.authority, 2026, [AUTUMN, SPRING], actor=MAKER)
    set_school_days(cast.authority, draft_days([AUTUMN, SPRING]), actor=MAKER)
    found: Authority = cast.authority
    return found


def teaches(county: Authority, *day: int) -> bool:
    return SchoolDay.objects.get(authority=county, day=date(*day)).teaching


def reason(county: Authority, *day: int) -> str:
    return SchoolDay.objects.get(authority=county, day=date(*day)).reason


def test_terms_set_again_replace_those_of_that_year_only(county: Authority) -> None:
    earlier = Span(date(2025, 9, 1), date(2026, 1, 24))
    set_terms(county, 2025, [earlier], actor=MAKER)
    longer = Span(AUTUMN.since, date(2027, 1, 30))
    set_terms(county, 2026, [longer], actor=MAKER)
    found = Term.objects.filter(authority=county).values_list("year", "ordinal", "since", "until")
    assert list(found) == [
        (2025, 1, earlier.since, earlier.until),
        (2026, 1, longer.since, longer.until),
    ]
    assert Line.objects.latest("number").note == {"year": 2026, "terms": 1}


def test_a_day_lies_in_the_term_entered_or_in_the_holidays(county: Authority) -> None:
    terms = [Span(each.since, each.until) for each in Term.objects.filter(authority=county)]
    assert term_of(date(2026, 9, 1), terms) == AUTUMN
    assert term_of(date(2027, 1, 23), terms) is None
    assert term_of(date(2027, 7, 9), terms) == SPRING


def test_holidays_are_free_and_make_up_days_are_taught(county: Authority) -> None:
    assert teaches(county, 2026, 9, 1)
    assert not teaches(county, 2026, 9, 5)  # a Saturday
    assert not teaches(county, 2026, 10, 1)  # a Thursday
    assert teaches(county, 2026, 9, 20)  # a Sunday, made up for the National Day
    assert reason(county, 2026, 10, 1) and reason(county, 2026, 9, 20)
    assert not reason(county, 2026, 9, 1) and not reason(county, 2026, 9, 5)


def test_a_year_not_announced_yet_knows_its_festivals(county: Authority) -> None:
    assert not teaches(county, 2027, 1, 1)  # a Friday
    assert not teaches(county, 2027, 4, 5)  # a Monday
    assert reason(county, 2027, 1, 1) and reason(county, 2027, 4, 5)
    assert teaches(county, 2027, 3, 1)
    assert not teaches(county, 2027, 3, 6)  # a Saturday


def test_every_day_of_the_terms_is_in_the_table_and_none_of_the_holidays(
    county: Authority,
) -> None:
    days = set(SchoolDay.objects.filter(authority=county).values_list("day", flat=True))
    assert len(days) == AUTUMN.days + SPRING.days
    assert all(day in AUTUMN or day in SPRING for day in days)


def test_an_edited_day_holds_for_this_authority_only(cast: Cast, county: Authority) -> None:
    set_school_days(cast.other, draft_days([AUTUMN]), actor=MAKER)
    before = SchoolDay.objects.count()
    set_school_days(county, [Day(date(2026, 9, 1), False, "台风停课")], actor=cast.bureau)
    assert not teaches(county, 2026, 9, 1)
    assert reason(county, 2026, 9, 1) == "台风停课"
    assert teaches(cast.other, 2026, 9, 1)
    assert SchoolDay.objects.count() == before
    assert Line.objects.latest("number").note == {"days": 1}


def test_teaching_days_are_counted_in_any_period(county: Authority) -> None:
    def taught(period: Span) -> int:
        rows = SchoolDay.objects.filter(authority=county, teaching=True)
        return rows.filter(day__gte=period.since, day__lt=period.until).count()

    year = school_year(date(2027, 3, 1))
    assert taught(year) == taught(AUTUMN) + taught(SPRING)
    assert taught(Span(date(2026, 10, 1), date(2026, 10, 8))) == 0
    assert taught(rolling(date(2027, 3, 1), years=2, anchor=date(2024, 9, 1))) == 0 + taught(
        Span(date(2026, 9, 1), date(2028, 9, 1))
    )
    assert taught(Span(AUTUMN.since, AUTUMN.since + timedelta(days=7))) == 5
