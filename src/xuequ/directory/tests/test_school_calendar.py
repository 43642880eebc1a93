"""Acts on the school calendar: terms with their drafted days, and days entered by hand."""

from __future__ import annotations

from datetime import date

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.engine.terms import Wish
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.authorities import set_terms
from xuequ.directory.services.calendar import NewCalendar, draft_calendar, enter_days
from xuequ.directory.tests.school_year import (
    AUTUMN,
    SPRING,
    STORM,
    TERMS,
    TODAY,
    everything,
    storm,
    teaches,
    with_calendar,
)
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> Authority:
    """An authority with the calendar of 2026/27 drafted."""
    return with_calendar(cast.authority)


def test_terms_and_their_days_are_set_in_one_act_with_two_lines_in_the_record(
    county: Authority,
) -> None:
    assert Term.objects.filter(authority=county).count() == 2
    assert SchoolDay.objects.filter(authority=county).count() == AUTUMN.days + SPRING.days
    terms, days = Line.objects.order_by("-number")[:2][::-1]
    assert (terms.verb, days.verb) == ("set-terms", "set-school-days")
    assert (days.note["days"], days.note["past"]) == (AUTUMN.days + SPRING.days, 13)


def test_the_same_draft_again_is_refused_and_writes_nothing(county: Authority) -> None:
    before = everything(county)
    with pytest.raises(Refused, match="nothing-changed"):
        draft_calendar(county, NewCalendar(2026, TERMS), today=TODAY, actor=MAKER)
    assert everything(county) == before


def test_a_new_draft_leaves_what_was_entered_by_hand(county: Authority) -> None:
    storm(county)
    shorter = (Span(AUTUMN.since, date(2027, 1, 16)), SPRING)
    draft_calendar(county, NewCalendar(2026, shorter), today=TODAY, actor=MAKER)
    assert not teaches(county, STORM)
    assert not SchoolDay.objects.filter(authority=county, day=date(2027, 1, 20)).exists()
    assert Line.objects.latest("number").note["dropped"] == 7


def test_a_new_draft_replaces_what_is_ticked(county: Authority) -> None:
    storm(county)
    new = NewCalendar(2026, TERMS, {STORM})
    draft_calendar(county, new, today=TODAY, actor=MAKER)
    found = SchoolDay.objects.get(authority=county, day=STORM)
    assert (found.teaching, found.reason, found.by_hand) == (True, "", False)


def test_days_entered_by_hand_are_not_lost_with_a_term(county: Authority) -> None:
    last = date(2027, 1, 22)
    enter_days(county, Wish(last, last, "off", "雪灾"), today=TODAY, actor=MAKER)
    shorter = (Span(AUTUMN.since, last), SPRING)
    before = everything(county)
    with pytest.raises(Refused, match="days-outside-terms") as refused:
        draft_calendar(county, NewCalendar(2026, shorter), today=TODAY, actor=MAKER)
    assert "2027-01-22" in explain(refused.value) and everything(county) == before
    draft_calendar(county, NewCalendar(2026, shorter, {last}), today=TODAY, actor=MAKER)
    assert not SchoolDay.objects.filter(authority=county, day=last).exists()


def test_only_what_was_looked_at_is_kept(county: Authority) -> None:
    before = everything(county)
    new = NewCalendar(2026, TERMS, seen="0" * 64)
    with pytest.raises(Refused, match="calendar-moved-on") as refused:
        draft_calendar(county, new, today=TODAY, actor=MAKER)
    assert explain(refused.value) and everything(county) == before


def test_terms_that_cannot_be_are_refused_by_the_plain_act_too(county: Authority) -> None:
    with pytest.raises(Refused, match="terms-out-of-order") as refused:
        set_terms(county, 2026, [SPRING, AUTUMN], actor=MAKER)
    assert "2027-07-09" in explain(refused.value)


def test_another_authority_is_not_touched(cast: Cast, county: Authority) -> None:
    draft_calendar(cast.other, NewCalendar(2026, TERMS), today=TODAY, actor=MAKER)
    storm(county)
    assert teaches(cast.other, STORM) and not teaches(county, STORM)


def test_days_entered_are_recorded_with_reason_and_how_many_are_past(county: Authority) -> None:
    wish = Wish(date(2026, 9, 10), date(2026, 9, 15), "off", "校运会")
    changed = enter_days(county, wish, today=TODAY, actor=MAKER)
    assert [each.day for each in changed] == [10, 11, 14, 15]
    line = Line.objects.latest("number")
    assert (line.verb, line.note["reason"], line.note["past"]) == ("set-school-days", "校运会", 2)
