"""The forms of the school calendar: terms looked at and kept, single days, what is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.calendar import NewCalendar, draft_calendar
from xuequ.directory.tests.school_year import (
    DAYS,
    FIELDS,
    PAGE,
    SET,
    STORM,
    TODAY,
    everything,
    storm,
    teaches,
    with_calendar,
)
from xuequ.kernel.periods import Span
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> Authority:
    """An authority with the calendar of 2026/27 drafted."""
    return with_calendar(cast.authority)


def sent(browser: Any, address: str, **values: Any) -> Any:
    return browser.post(address, values)


def kept(browser: Any, **values: Any) -> Any:
    """Look at what would change, then keep it."""
    looked = sent(browser, SET, **FIELDS | values)
    assert looked.status_code == 200
    [seen] = re.findall(r'name="seen" value="(\w+)"', looked.text)
    return sent(browser, SET, **FIELDS | values, seen=seen, keep="1")


def test_the_bureau_looks_at_a_draft_and_keeps_it(cast: Cast, reading: Any) -> None:
    browser = reading("bureau")
    looked = sent(browser, SET, **FIELDS)
    assert "2026-10-01 – 2026-10-02" in looked.text and "National Day" in looked.text
    assert not Term.objects.exists()
    assert kept(browser).headers["Location"] == f"{PAGE}?year=2026"
    assert Term.objects.filter(authority=cast.authority).count() == 2
    assert {line.account for line in Line.objects.order_by("-number")[:2]} == {"bureau"}


def test_what_would_change_says_so_of_days_past_and_of_days_not_announced(
    cast: Cast, reading: Any
) -> None:
    fields = {
        "year": "2025", "first_since": "2025-09-01", "first_last": "2026-01-22",
        "second_since": "2026-03-01", "second_last": "2026-07-09",
    }  # fmt: skip
    reading("bureau").get(SET)
    past = sent(reading("bureau"), f"{SET}?year=2025", **fields).text
    assert "Duties are counted by teaching days" in past and "calendar is known until" not in past
    assert "calendar is known until 2026-12-31" in sent(reading("bureau"), SET, **FIELDS).text


def test_a_day_by_hand_is_offered_for_replacement_and_stays_without_a_tick(
    county: Authority, reading: Any
) -> None:
    storm(county)
    browser = reading("bureau")
    looked = sent(browser, SET, **FIELDS)
    assert 'name="replaces" value="2026-09-09"' in looked.text and "台风停课" in looked.text
    assert kept(browser).status_code == 422
    assert not teaches(county, STORM)
    assert kept(browser, replaces="2026-09-09").status_code == 302
    assert teaches(county, STORM)


def test_keeping_other_terms_than_were_shown_shows_them_first(
    county: Authority, reading: Any
) -> None:
    before = everything(county)
    answer = sent(
        reading("bureau"), SET, **FIELDS | {"first_last": "2027-01-15"}, seen="1" * 64, keep="1"
    )
    assert answer.status_code == 422 and "Look at it again" in answer.text
    assert "2027-01-16" in answer.text and everything(county) == before


WRONG = {  # what was typed, and a part of what is answered
    "the wrong way round": ({"first_last": "2026-08-30"}, "lies before the first"),
    "in another school year": ({"year": "2025"}, "leaves the school year"),
    "too short": ({"first_last": "2026-10-01"}, "8 to 31 weeks"),
    "sharing days": ({"second_since": "2027-01-20"}, "ends only on 2027-01-22"),
    "left out": ({"second_last": ""}, "required"),
    "not a day": ({"first_since": "2026-02-30"}, "valid date"),
    "of no year": ({"year": "1999"}, "valid choice"),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("keep", [{}, {"keep": "1", "seen": "x"}])
def test_wrong_terms_are_answered_in_words(
    cast: Cast, reading: Any, what: str, keep: dict[str, str]
) -> None:
    values, said = WRONG[what]
    answer = sent(reading("bureau"), SET, **FIELDS | values | keep)
    assert answer.status_code == 422 and said in answer.text
    assert not Term.objects.exists() and not SchoolDay.objects.exists()


def test_ticks_that_are_no_days_are_passed_over(county: Authority, reading: Any) -> None:
    answer = sent(reading("bureau"), SET, **FIELDS, replaces=["x", "2026-13-01", "\0"])
    assert answer.status_code == 200


def test_a_make_up_saturday_is_entered_on_the_page(county: Authority, reading: Any) -> None:
    saturday = "2026-09-12"
    answer = sent(reading("bureau"), DAYS, since=saturday, how="teach", reason="补台风课")
    assert answer.headers["Location"] == f"{PAGE}?year=2026"
    assert teaches(county, date.fromisoformat(saturday))
    shown = reading("teacher").get(PAGE, {"year": "2026"}).text
    assert "补台风课" in shown and "by hand" in shown


def test_changing_past_days_is_done_and_said(county: Authority, reading: Any) -> None:
    past = date.today() - timedelta(days=300)
    year = past.year if past.month >= 9 else past.year - 1
    terms = (Span(past - timedelta(days=20), past + timedelta(days=40)),)
    draft_calendar(county, NewCalendar(year, terms), today=TODAY, actor=MAKER)
    weekday = past + timedelta(days=(7 - past.weekday()) % 7)
    while not teaches(county, weekday):
        weekday += timedelta(days=1)
    answer = reading("bureau").post(
        DAYS, {"since": str(weekday), "how": "off", "reason": "停电"}, follow=True
    )
    assert "has passed" in answer.text and not teaches(county, weekday)


WRONG_DAYS = {
    "the wrong way round": ({"last": "2026-09-01"}, "lies before the first"),
    "between the terms": ({"since": "2027-02-01"}, "lies in no term"),
    "without a reason": ({"reason": ""}, "differs from what its weekday says"),
    "with too long a reason": ({"reason": "长" * 61}, "at most 60"),
    "as it is": ({"how": "teach"}, "Nothing differs"),
    "in no known way": ({"how": "perhaps"}, "valid choice"),
}


@pytest.mark.parametrize("what", WRONG_DAYS)
def test_wrong_days_are_answered_in_words(county: Authority, reading: Any, what: str) -> None:
    values, said = WRONG_DAYS[what]
    before = everything(county)
    given = {"since": "2026-09-09", "last": "", "how": "off", "reason": "台风停课"} | values
    answer = sent(reading("bureau"), DAYS, **given)
    assert answer.status_code == 422 and said in answer.text
    assert everything(county) == before


def test_without_terms_single_days_are_refused(cast: Cast, reading: Any) -> None:
    answer = sent(reading("bureau"), DAYS, since="2026-09-09", how="off", reason="台风停课")
    assert answer.status_code == 422 and "Set the terms first" in answer.text
