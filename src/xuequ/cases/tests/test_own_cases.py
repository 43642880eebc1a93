"""Nobody decides what they asked for: not themselves, nor through anybody else's hands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, lone_actor, staff
from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.access import queue
from xuequ.cases.queries.forecast import who_decides
from xuequ.cases.queries.types import type_of
from xuequ.cases.services import lending, passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Account, Holding, Person, School
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.services.delegations import Loan, delegate
from xuequ.directory.services.people import end_holding
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-12-01"}
REMEDY = {"remedy": "每周两次", "done_by": "2026-12-31"}
WEEK = timedelta(days=7)


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def second() -> School:
    return School.objects.get(name="东二小")


def hire(here: County, actor: Actor) -> Case:
    candidate = here.actors["teacher"].person
    values = {"role": "dean", "title": "教导主任", "duties": "管教学", "person": candidate}
    return started(here, "hire", actor, school=second(), values=values)


def shown_in_full(case: Case, here: County) -> Case:
    sweep(here.later(days=8))
    return Case.objects.get(pk=case.pk)


def deputy_of(here: County, actor: Actor, name: str) -> Actor:
    """Somebody else of the school, as the deputy of its principal."""
    person = staff(second(), "teacher", name).person
    loan = Loan(person, since=NOW.date(), until=NOW.date() + 8 * WEEK, reason="外出学习")
    delegate(loan, actor=actor, today=NOW.date())
    account = Account(username="deputy", person=person)
    lent = [each for each in identities_of(person, NOW.date()) if "delegation" in each.code]
    return actor_in(account, lent[0])


def test_where_only_who_asked_could_decide_the_one_above_does_and_says_so_before(
    here: County, client_of: Any
) -> None:
    principal = here.principals["东二小"]
    form = client_of("principal").get("/cases/new/hire/").text
    assert "由测试区教育局" in form
    case = shown_in_full(hire(here, principal), here)
    assert case.step == "hire" and not queue(principal).filter(case=case).exists()
    assert case.turns.filter(verb="goes-above", to="测试区教育局").exists()
    seat = Seat.objects.get(case=case, step="hire")
    with pytest.raises(Refused, match="not-your-seat"):
        take_seat(seat, Said("pass", "", SINCE), actor=principal, now=here.later(days=8))
    case = say(case, here.bureau, "pass", values=SINCE, now=here.later(days=8))
    assert case.step == "file" and Holding.objects.filter(post__title="教导主任").exists()


def test_a_principal_decides_what_the_office_asked_for(here: County, client_of: Any) -> None:
    assert "由测试区教育局" not in client_of("school").get("/cases/new/hire/").text
    case = shown_in_full(hire(here, here.actors["school"]), here)
    assert queue(here.principals["东二小"]).filter(case=case).exists()


def test_no_deputy_decides_for_who_asked_nor_does_who_asked_for_their_deputy(
    here: County,
) -> None:
    principal = here.principals["东二小"]
    deputy = deputy_of(here, principal, "代演示")
    own = shown_in_full(hire(here, principal), here)
    assert not queue(deputy).filter(case=own).exists()
    Seat.objects.filter(case=own, step="hire").update(
        authority=None, school=second(), band="principal"
    )
    seat = Seat.objects.get(case=own, step="hire")
    for who in (deputy, principal):
        with pytest.raises(Refused, match="decides-own-case"):
            take_seat(seat, Said("pass", "", SINCE), actor=who, now=here.later(days=8))
        with pytest.raises(Refused, match="decides-own-case"):
            passing.claim(seat, actor=who, now=here.later(days=8))
    Case.objects.filter(pk=own.pk).update(state="withdrawn", decided_on=None)
    asked = shown_in_full(hire(here, deputy), here)
    assert asked.started_for_id == principal.person
    assert Seat.objects.get(case=asked, step="hire").authority_id == here.authority.pk


def test_who_asked_hands_the_decision_to_nobody(here: County) -> None:
    executive = lone_actor(staff(second(), "executive_principal", "执演示"))
    case = shown_in_full(hire(here, here.principals["东二小"]), here)
    seat = seat_of(case, executive)
    assert seat.school_id == second().pk, "another head of the school is there to decide"
    asked = here.principals["东二小"]
    teacher = Person.objects.get(pk=here.actors["teacher"].person)
    for act in (lending.transfer, lending.lend):
        with pytest.raises(Refused, match="decides-own-case"):
            act(seat, teacher, "", actor=asked, now=here.later(days=8))
    Seat.objects.filter(pk=seat.pk).update(person=executive.person, passed_by=[asked.person])
    with pytest.raises(Refused, match="decides-own-case"):
        take_seat(seat, Said("pass", "", SINCE), actor=executive, now=here.later(days=8))
    Seat.objects.filter(pk=seat.pk).update(person=None, passed_by=[])
    back = Person.objects.get(pk=asked.person or 0)
    with pytest.raises(Refused, match="not-theirs-to-decide"):
        lending.transfer(seat, back, "", actor=executive, now=here.later(days=8))


def test_the_page_offers_no_button_that_is_refused(here: County, client_of: Any) -> None:
    here.now = timezone.now() - timedelta(days=9)
    case = hire(here, here.principals["东二小"])
    staff(second(), "executive_principal", "执演示")
    sweep(timezone.now())
    seat = Seat.objects.get(case=case, step="hire")
    page = client_of("principal").get(f"/cases/{case.pk}/").text
    assert f"/cases/seats/{seat.pk}/" not in page and "执演示" in page
    assert Notice.objects.filter(person__name="执演示", zh__startswith="请办理").exists()
    asked = here.principals["东二小"].person
    assert not Notice.objects.filter(person=asked, zh__contains="校长聘任").exists()
    told = client_of("principal").get(f"/cases/seats/{seat.pk}/say/pass/", follow=True)
    assert told.redirect_chain


def claim(here: County) -> Case:
    values = {"right": "场地", "happened": "2026-10-01", "asked": "恢复使用"}
    case = started(
        here, "claim", here.principals["东二小"], school=second(), consortium=here.east,
        values=values,
    )  # fmt: skip
    return say(case, here.actors["head"], "agree")


@pytest.mark.clause("GOV-41")
def test_an_appeal_goes_above_the_office_that_decided(here: County) -> None:
    official(here.authority, "bureau_inspection", "督演示")
    case = claim(here)
    sweep(here.later(days=60))
    late = here.later(days=60)
    case = say(Case.objects.get(pk=case.pk), here.bureau, "refuse", "理由不足", now=late)
    kind = type_of("claim", here.authority, late.date())
    assert kind.appeal is not None
    assert who_decides(case, kind.appeal, late.date()) == "测试区教育局局领导"
    case = appeal(case, "请复议，补充材料", actor=here.principals["东二小"], now=late)
    assert not queue(here.bureau).filter(case=case).exists()
    assert say(case, here.leader, "refuse", "维持", now=late).state == "refused"


@pytest.mark.clause("GOV-41")
def test_who_ruled_does_not_decide_the_appeal_in_another_post(here: County) -> None:
    inspector = official(here.authority, "bureau_inspection", "督演示")
    case = say(claim(here), inspector, "pass", values=REMEDY)
    case = appeal(case, "补偿不足，请复议", actor=here.principals["东二小"], now=NOW)
    seat = seat_of(case, here.bureau)
    Seat.objects.filter(case=case, step="decide").update(acted_by=here.bureau.person)
    with pytest.raises(Refused, match="decided-before"):
        take_seat(seat, Said("refuse", "维持"), actor=here.bureau, now=NOW)
    other = official(here.authority, "bureau_basic", "二演示")
    with pytest.raises(Refused, match="choice-does-not-fit"):
        take_seat(seat, Said("return", "请补充"), actor=other, now=NOW)
    assert say(case, other, "refuse", "维持").state == "executing"


def test_a_vacant_post_is_said_before_the_case_is_handed_in(here: County, client_of: Any) -> None:
    assert "无人任职" not in client_of("principal").get("/cases/new/request/").text
    held = Holding.objects.get(post__role="bureau_leader", post__authority=here.authority)
    end_holding(held, until=date(2026, 11, 1), actor=MAKER)
    assert "无人任职" in client_of("principal").get("/cases/new/request/").text
    sent = {"title": "灯具", "blank_asked": "换", "key": "0b4d6a3e-3a2b-4a4c-9d58-0c6c5f3f9f11"}
    done = client_of("principal").post("/cases/new/request/", sent, follow=True)
    assert "局领导审批" in done.text and "无人任职" in done.text
