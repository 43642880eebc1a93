"""Owners are reminded of a review: two weeks ahead, on the day, and every week it is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casting import MAKER, staff
from support_plugin import Cast
from xuequ.cli.tests.asking import Capture, rows_of
from xuequ.directory.models import Holding
from xuequ.directory.services.delegations import Loan, delegate
from xuequ.ledger.models import Notice
from xuequ.ledger.queries import Place
from xuequ.ledger.services import NewReport, report_commitment, withdraw_report
from xuequ.ledger.services.reminders import remind_reviews

pytestmark = pytest.mark.django_db
MADE, REVIEW = date(2026, 9, 1), date(2026, 12, 1)


def report(cast: Cast, clause: str = "GOV-29", **place: Any) -> Any:
    new = NewReport("under_way", "已开展", MADE, REVIEW)
    where = Place(cast.authority, **(place or {"consortium": cast.east}))
    return report_commitment(clause, where, new, actor=MAKER)


def told() -> set[str]:
    return set(Notice.objects.values_list("person__name", flat=True))


def after(days: int) -> date:
    return REVIEW + timedelta(days)


def test_those_who_report_for_the_place_are_told_and_nobody_else(cast: Cast) -> None:
    report(cast)
    assert remind_reviews(after(-14)) == 2
    assert told() == {"韦演示", "梁演示"}  # head and office of the district
    notice = Notice.objects.filter(person=cast.accounts["head"].person).get()
    assert notice.zh == "承诺事项GOV-29（东学区）应于2026-12-01复核"
    assert notice.link == f"/commitments/GOV-29/consortium/{cast.east.pk}/"


def test_what_the_authority_owes_is_told_to_its_own_offices(cast: Cast) -> None:
    report_commitment(
        "GOV-51", Place(cast.authority), NewReport("done", "x", MADE, REVIEW), actor=MAKER
    )
    remind_reviews(after(0))
    assert told() == {"莫演示"}


def test_nothing_is_said_before_and_each_stage_once(cast: Cast) -> None:
    report(cast)
    told = [remind_reviews(after(days)) for days in (-15, -14, -13, 0, 0, 1, 7, 8, 14)]
    assert told == [0, 2, 0, 2, 0, 0, 2, 0, 2]


def test_a_day_on_which_nothing_ran_is_made_up_for(cast: Cast) -> None:
    report(cast)
    assert [remind_reviews(after(days)) for days in (-9, 3)] == [2, 2]
    assert "已逾期3天" in Notice.objects.order_by("-pk")[0].zh


def test_a_new_report_begins_anew_and_a_withdrawn_one_is_forgotten(cast: Cast) -> None:
    made = report(cast)
    remind_reviews(after(0))
    new = NewReport("done", "x", after(1), after(200))
    fresh = report_commitment(
        "GOV-29", Place(cast.authority, consortium=cast.east), new, actor=MAKER
    )
    assert remind_reviews(after(8)) == 0
    withdraw_report(fresh, on=after(9), actor=MAKER)
    withdraw_report(made, on=after(9), actor=MAKER)
    assert remind_reviews(after(30)) == 0


def test_a_deputy_is_told_too_and_who_has_left_is_not(cast: Cast) -> None:
    report(cast)
    head = cast.actors["head"]
    deputy = staff(cast.east.memberships.get(role="lead").school, "dean", "代演示").person
    today = after(-14)
    loan = Loan(deputy, since=today, until=after(14), reason="外出")
    delegate(loan, actor=head, today=today)
    office = cast.accounts["office"].person
    Holding.objects.filter(person=office).update(until=today)
    remind_reviews(today)
    assert told() == {"韦演示", "代演示"}


def test_a_place_that_is_no_more_reminds_nobody(cast: Cast) -> None:
    report(cast)
    cast.east.until = REVIEW
    cast.east.save()
    assert remind_reviews(after(0)) == 0


def test_the_command_reminds_for_the_day_it_is_given(cast: Cast, capsys: Capture) -> None:
    report(cast)
    assert rows_of(capsys, "ledger", "remind", "--on", "2026-12-01") == (
        0,
        [{"on": "2026-12-01", "notices": 2}],
    )
    assert rows_of(capsys, "ledger", "remind", "--on", "2026-12-01")[1][0]["notices"] == 0
