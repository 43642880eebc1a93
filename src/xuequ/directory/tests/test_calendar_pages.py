"""The pages of the school calendar as people read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casting import MAKER
from support_plugin import Cast
from xuequ.board.templatetags.subjects import subject_form
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.calendar import NewCalendar, draft_calendar
from xuequ.directory.tests.school_year import (
    AUTUMN,
    DAYS,
    FIELDS,
    PAGE,
    SET,
    TERMS,
    TODAY,
    everything,
    with_calendar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> Authority:
    """An authority with the calendar of 2026/27 drafted."""
    return with_calendar(cast.authority)


def test_the_page_says_that_nothing_is_set_and_leads_the_bureau_to_the_form(
    cast: Cast, reading: Any
) -> None:
    assert f'href="{SET}?year=2030"' in reading("bureau").get(PAGE, {"year": "2030"}).text
    teacher = reading("teacher").get(PAGE, {"year": "2030"}).text
    assert "No terms are set" in teacher and SET not in teacher


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["国庆节", "补课日", ">休<", "2026-10-01 – 2026-10-07", "星期一"]),
        ("en", ["National Day", "make-up day", ">off<", "2026-10-01 – 2026-10-07", "Monday"]),
    ],
)
def test_the_calendar_is_read_in_either_language(
    county: Authority, reading: Any, language: str, words: list[str]
) -> None:
    browser = reading("teacher")
    browser.cookies["language"] = language
    shown = browser.get(PAGE, {"year": "2026"}).text
    assert [word for word in words if word not in shown] == []


def test_the_page_shows_terms_of_the_year_and_the_next_with_their_teaching_days(
    county: Authority, reading: Any
) -> None:
    shown = reading("principal").get(PAGE, {"year": "2025"}).text
    assert "next school year" in shown and "2027-01-22" in shown
    taught = SchoolDay.objects.filter(
        authority=county, teaching=True, day__gte=AUTUMN.since, day__lt=AUTUMN.until
    ).count()
    assert f">{taught}</td>" in shown


def test_the_city_reads_the_calendar_of_a_county_and_the_county_not_its_neighbours(
    cast: Cast, county: Authority, reading: Any
) -> None:
    here = {"authority": county.pk, "year": "2026"}
    assert "2027-07-09" in reading("city").get(PAGE, here).text
    assert reading("other").get(PAGE, here).status_code == 404
    assert reading("bureau").get(PAGE, {"authority": "9" * 40}).status_code == 404


@pytest.mark.parametrize("year", ["", "0", "99999", "abc", "\0", "²"])
def test_an_odd_year_shows_the_year_of_the_day(cast: Cast, reading: Any, year: str) -> None:
    assert reading("teacher").get(PAGE, {"year": year}).status_code == 200


@pytest.mark.parametrize("who", ["teacher", "principal", "head"])
def test_only_who_changes_the_directory_sets_the_calendar(
    county: Authority, reading: Any, who: str
) -> None:
    before = everything(county)
    for address in (SET, DAYS):
        assert reading(who).post(address, FIELDS).status_code == 403
    assert everything(county) == before


def test_the_page_costs_as_many_queries_with_a_full_year_as_without(
    cast: Cast, reading: Any
) -> None:
    browser, costs = reading("bureau"), []
    for _ in range(2):
        browser.get(PAGE, {"year": "2026"})
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE, {"year": "2026"})
        costs.append(len(queries))
        if not Term.objects.exists():
            draft_calendar(cast.authority, NewCalendar(2026, TERMS), today=TODAY, actor=MAKER)
    assert costs[0] == costs[1]


def test_missing_terms_on_a_page_of_evidence_lead_to_the_calendar() -> None:
    assert subject_form("county", 1, "terms") == PAGE
