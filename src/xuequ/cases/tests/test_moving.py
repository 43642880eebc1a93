"""How a case moves: to its holders, onward, back, refused; late and silent ones."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from deciding import NOW, County, county, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.access import queue
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.starting import NewCase, hand_in_again, start_case, withdraw_case
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Membership, School
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def request(here: County, **of: Any) -> Case:
    school = here.loose
    return started(
        here, "request", here.principals["孤小"], school=school, values={"asked": "修操场"}, **of
    )


def join(here: County, **of: Any) -> Case:
    values = {"role": "member", "signs_charter": True}
    return started(
        here,
        "join",
        here.principals["孤小"],
        school=here.loose,
        consortium=here.east,
        values=values,
        **of,
    )


SINCE = {"since": "2026-12-01"}


@pytest.mark.clause("REG-46", "REG-47")
def test_a_school_joins_in_three_steps_and_the_roster_changes_from_the_day_decided(
    here: County,
) -> None:
    case = join(here)
    assert case.step == "examine" and queue(here.actors["head"]).filter(case=case).exists()
    case = say(case, here.actors["office"], "agree")
    assert case.step == "decide"
    case = say(case, here.bureau, "pass", values=SINCE)
    assert (case.state, case.decided_on) == ("approved", date(2026, 11, 2))
    joined = Membership.objects.get(school=here.loose, consortium=here.east)
    assert joined.since == date(2026, 12, 1)
    assert not queue(here.bureau).filter(case=case).exists() and verify()[1] is None


def test_what_cannot_be_carried_out_is_not_decided(here: County) -> None:
    case = say(join(here), here.actors["office"], "agree")
    seat = seat_of(case, here.bureau)
    School.objects.filter(pk=here.loose.pk).update(since=date(2027, 3, 1))
    with pytest.raises(Refused, match="not-yet-begun"):
        take_seat(seat, Said("pass", "", SINCE), actor=here.bureau, now=NOW)
    case.refresh_from_db()
    assert case.state == "running" and seat_of(case, here.bureau) == seat
    assert not Membership.objects.filter(school=here.loose).exists()


def test_the_same_form_sent_twice_is_one_case_and_the_same_button_one_decision(
    here: County,
) -> None:
    key = uuid.uuid4()
    first, second = request(here, key=key), request(here, key=key)
    assert first == second and Case.objects.count() == 1
    seat = seat_of(first, here.bureau)
    for _ in range(2):
        take_seat(seat, Said("pass", "同意"), actor=here.bureau, now=NOW)
    assert first.turns.filter(verb="pass").count() == 1
    with pytest.raises(Refused, match="seat-is-taken"):
        take_seat(seat, Said("return", "不同意"), actor=here.bureau, now=NOW)


def test_what_was_returned_is_changed_and_begins_anew(here: County) -> None:
    case = say(request(here), here.bureau, "return", "请补充预算")
    assert case.state == "returned" and not Seat.objects.filter(state="waiting").exists()
    new = NewCase("request", "请示", values={"asked": "修操场，附预算"})
    with pytest.raises(Refused, match="not-your-case"):
        hand_in_again(case, new, actor=here.actors["head"], now=NOW)
    case = hand_in_again(case, new, actor=here.principals["孤小"], now=NOW)
    assert (case.state, case.round, case.step) == ("running", 2, "bureau")
    assert case.values["asked"] == "修操场，附预算"


def test_a_step_may_send_it_back_to_an_earlier_one(here: County) -> None:
    case = say(request(here), here.bureau, "pass")
    case = say(case, here.leader, "return", "再核", back_to="bureau")
    assert (case.step, case.round) == ("bureau", 2)
    with pytest.raises(Refused, match="no-such-step-before"):
        take_seat(
            seat_of(case, here.bureau),
            Said("return", "再核", back_to="decide"),
            actor=here.bureau,
            now=NOW,
        )


def test_nobody_decides_or_returns_without_a_reason_or_for_somebody_else(here: County) -> None:
    case = request(here)
    seat = seat_of(case, here.bureau)
    with pytest.raises(Refused, match="opinion-is-needed"):
        take_seat(seat, Said("return", " "), actor=here.bureau, now=NOW)
    for who in (here.leader, here.actors["head"], here.actors["teacher"], here.actors["other"]):
        with pytest.raises(Refused, match="not-your-seat"):
            take_seat(seat, Said("pass"), actor=who, now=NOW)
    with pytest.raises(Refused, match="choice-does-not-fit"):
        take_seat(seat, Said("score"), actor=here.bureau, now=NOW)


def test_a_case_is_withdrawn_by_whoever_started_it_and_only_while_nothing_is_decided(
    here: County,
) -> None:
    case = request(here)
    with pytest.raises(Refused, match="not-your-case"):
        withdraw_case(case, "不办了", actor=here.bureau, now=NOW)
    case = withdraw_case(case, "不办了", actor=here.principals["孤小"], now=NOW)
    assert case.state == "withdrawn" and not queue(here.bureau).exists()
    with pytest.raises(Refused, match="case-is-decided"):
        withdraw_case(case, "不办了", actor=here.principals["孤小"], now=NOW)


def test_a_silent_group_is_passed_over_and_a_late_bureau_reported_to_its_leader(
    here: County,
) -> None:
    case = join(here)
    assert sweep(here.later(days=30)).moved == 0
    assert sweep(here.later(days=35)).moved == 1
    case.refresh_from_db()
    assert case.step == "decide" and Seat.objects.filter(state="silent").count() == 1
    done = sweep(here.later(days=80))
    case.refresh_from_db()
    assert (done.late, case.is_late, case.state) == (1, True, "running")
    assert sweep(here.later(days=81)).late == 0
    assert Notice.objects.filter(person=here.leader.person, zh__startswith="已超时").count() == 1
    say(case, here.leader, "pass", now=here.later(days=82), values={"since": "2027-02-01"})
    assert Case.objects.get(pk=case.pk).state == "approved"
    assert case.turns.filter(verb="pass", is_late=True).count() == 1


def test_who_comes_after_the_last_day_finds_the_step_over(here: County) -> None:
    case = join(here)
    seat = seat_of(case, here.actors["office"])
    with pytest.raises(Refused, match="last-day-has-passed"):
        take_seat(
            seat, Said("disagree", "名额已满"), actor=here.actors["office"], now=here.later(days=40)
        )
    case.refresh_from_db()
    assert case.step == "decide" and not case.turns.filter(verb="disagree").exists()


def test_an_appeal_is_made_once_and_in_time_and_only_where_there_is_one(here: County) -> None:
    case = say(say(request(here), here.bureau, "pass"), here.leader, "refuse", "经费不足")
    assert case.state == "refused"
    with pytest.raises(Refused, match="no-appeal"):
        appeal(case, "请再考虑一次", actor=here.principals["孤小"], now=NOW)


def test_a_case_starts_only_from_the_posts_its_kind_names_and_about_their_own_place(
    here: County,
) -> None:
    for who, school in (
        (here.actors["teacher"], here.loose),
        (here.principals["孤小"], here.cast.east.memberships.first().school),
    ):
        with pytest.raises(Refused, match="not-yours-to-start"):
            new = NewCase("request", "请示", school=school, values={"asked": "x"})
            start_case(new, here.authority, actor=who, now=NOW)
    with pytest.raises(Refused, match="blank-is-empty"):
        started(here, "request", here.principals["孤小"], school=here.loose)
    with pytest.raises(Refused, match="blank-does-not-fit"):
        started(here, "request", here.principals["孤小"], school=here.loose, values={"asked": 3})
    with pytest.raises(Refused, match="blank-is-unknown"):
        started(
            here, "request", here.principals["孤小"], school=here.loose, values={"a": "x", "b": 1}
        )
