"""The calendar of 2026/27 for the tests: its terms, a county that has it, what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from casting import MAKER
from xuequ.directory.engine.terms import Wish
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.calendar import NewCalendar, draft_calendar, enter_days
from xuequ.kernel.periods import Span
from xuequ.record.models import Line

AUTUMN = Span(date(2026, 9, 1), date(2027, 1, 23))
SPRING = Span(date(2027, 2, 22), date(2027, 7, 10))
TERMS = (AUTUMN, SPRING)
TODAY = date(2026, 9, 14)
STORM = date(2026, 9, 9)  # a Wednesday
PAGE, SET, DAYS = "/school-calendar/", "/school-calendar/terms/", "/school-calendar/days/"
FIELDS = {
    "year": "2026",
    "first_since": "2026-09-01",
    "first_last": "2027-01-22",
    "second_since": "2027-02-22",
    "second_last": "2027-07-09",
}


def with_calendar(authority: Any) -> Authority:
    """The authority, its calendar of 2026/27 drafted."""
    draft_calendar(authority, NewCalendar(2026, TERMS), today=TODAY, actor=MAKER)
    found: Authority = authority
    return found


def storm(county: Authority) -> None:
    """Let somebody enter that there was no school on one day."""
    enter_days(county, Wish(STORM, STORM, "off", "台风停课"), today=TODAY, actor=MAKER)


def teaches(county: Authority, day: date) -> bool:
    """Do its schools teach on that day?"""
    return SchoolDay.objects.get(authority=county, day=day).teaching


def everything(county: Authority) -> list[Any]:
    """All that is kept of a calendar, and how many lines the record has."""
    days = SchoolDay.objects.filter(authority=county).order_by("day")
    terms = Term.objects.filter(authority=county).values_list("year", "ordinal", "since", "until")
    return [
        *days.values_list("day", "teaching", "reason", "by_hand"), *terms, Line.objects.count()
    ]  # fmt: skip
