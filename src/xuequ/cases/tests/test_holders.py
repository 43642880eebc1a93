"""A case always has a holder or an end: signers, delegates, claims, places that are gone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Seat, Task
from xuequ.cases.queries.access import cases, queue
from xuequ.cases.services import lending, passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.stopping import stop_case
from xuequ.cases.services.sweeping import sweep
from xuequ.cases.services.tasks import NewTask, set_task
from xuequ.directory.models import Holding, Person, School
from xuequ.directory.services.consortia import dissolve_consortium
from xuequ.directory.services.people import end_holding
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


@pytest.fixture
def second(here: County) -> Actor:
    return official(here.authority, "bureau_basic", "二演示")


def request(here: County, **of: Any) -> Case:
    asked = {"asked": "修操场"}
    return started(here, "request", here.principals["孤小"], school=here.loose, values=asked, **of)


def person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person or 0)


def leaves(actor: Actor) -> None:
    for held in Holding.objects.filter(person=actor.person, until=None):
        end_holding(held, until=TODAY, actor=MAKER)


def dissolved(here: County) -> None:
    dissolve_consortium(here.group, until=TODAY + timedelta(days=1), actor=MAKER)


def test_a_case_goes_on_when_the_last_signer_it_waits_for_is_taken_away(
    here: County, second: Actor, client_of: Any
) -> None:
    here.now = timezone.now()
    case = request(here)
    seat = seat_of(case, here.bureau)
    added = passing.add_signer(seat, person(second), "", actor=here.bureau, now=here.now)
    case = say(case, here.bureau, "pass", now=here.now)
    assert case.step == "bureau"
    page = client_of("bureau").get(f"/cases/{case.pk}/").text
    assert f"/cases/signers/{added.pk}/remove/" in page, "who has passed it on may still do so"
    passing.remove_signer(added, actor=here.bureau, now=here.now)
    case.refresh_from_db()
    assert case.step == "decide" and queue(here.leader).filter(case=case).exists()
    with pytest.raises(Refused, match="step-is-over"):
        passing.remove_signer(added, actor=here.bureau, now=here.now)


def test_who_lent_a_seat_takes_it_back(here: County, second: Actor, client_of: Any) -> None:
    here.now = timezone.now()
    case = request(here)
    seat = seat_of(case, here.bureau)
    with pytest.raises(Refused, match="not-lent"):
        lending.recall(seat, actor=here.bureau, now=here.now)
    lent = lending.lend(seat, person(second), "请核", actor=here.bureau, now=here.now)
    with pytest.raises(Refused, match="not-your-seat"):
        lending.recall(seat, actor=second, now=here.now)
    bureau = client_of("bureau")
    assert f"/cases/seats/{seat.pk}/recall/" in bureau.get(f"/cases/{case.pk}/").text
    bureau.post(f"/cases/seats/{seat.pk}/recall/")
    assert queue(here.bureau).filter(case=case).exists() and not queue(second).exists()
    with pytest.raises(Refused, match="step-is-over"):
        take_seat(lent, Said("agree"), actor=second, now=here.now)
    assert say(case, here.bureau, "pass", now=here.now).step == "decide"


def test_what_somebody_had_who_left_is_free_again(here: County, second: Actor) -> None:
    claimed, moved, lent, signed = (request(here) for _ in range(4))
    passing.claim(seat_of(claimed, second), actor=second, now=NOW)
    to = person(second)
    lending.transfer(seat_of(moved, here.bureau), to, "", actor=here.bureau, now=NOW)
    lending.lend(seat_of(lent, here.bureau), to, "", actor=here.bureau, now=NOW)
    passing.add_signer(seat_of(signed, here.bureau), to, "", actor=here.bureau, now=NOW)
    say(signed, here.bureau, "pass")
    waiting = queue(here.bureau)
    assert not waiting.filter(case__in=[claimed, moved, lent]).exists()
    sweep(NOW)
    assert not queue(here.bureau).filter(case__in=[claimed, moved, lent]).exists()
    leaves(second)
    sweep(NOW)
    for each in (claimed, moved, lent):
        assert say(each, here.bureau, "pass").step == "decide"
    signed.refresh_from_db()
    assert signed.step == "decide"


def test_a_seat_claimed_by_somebody_who_left_is_claimed_by_the_next(
    here: County, second: Actor
) -> None:
    case = request(here)
    seat = seat_of(case, second)
    passing.claim(seat, actor=second, now=NOW)
    with pytest.raises(Refused, match="claimed-by-another"):
        passing.claim(seat, actor=here.bureau, now=NOW)
    leaves(second)
    passing.claim(seat, actor=here.bureau, now=NOW)
    assert seat_of(case, here.bureau).claimed_by_id == here.bureau.person


@pytest.mark.clause("GOV-41")
def test_who_is_told_of_a_late_remedy_may_read_the_case(here: County) -> None:
    judge = official(here.authority, "bureau_inspection", "督演示")
    school = School.objects.get(name="东二小")
    values = {"right": "场地", "happened": "2026-10-01", "asked": "恢复使用"}
    case = started(
        here, "claim", here.principals["东二小"], school=school, consortium=here.east,
        values=values,
    )  # fmt: skip
    case = say(case, here.actors["head"], "agree")
    remedy = {"remedy": "每周两次", "done_by": "2026-11-20"}
    case = say(case, judge, "pass", values=remedy)
    late = here.later(days=30)
    assert not cases(seen_by=here.bureau, on=late.date()).filter(pk=case.pk).exists()
    sweep(late)
    told = Notice.objects.filter(person=here.bureau.person, zh__startswith="已超时")
    assert told.count() == 1 and told[0].link == f"/cases/{case.pk}/"
    assert cases(seen_by=here.bureau, on=late.date()).filter(pk=case.pk).exists()
    assert not queue(here.bureau).filter(case=case).exists(), "it is not the bureau's to carry out"


def test_the_office_ends_a_case_with_a_reason_and_those_concerned_are_told(
    here: County, client_of: Any
) -> None:
    case = say(request(here), here.bureau, "pass")
    asked = here.principals["孤小"]
    for who in (asked, here.actors["head"], here.personnel):
        with pytest.raises(Refused, match="not-yours-to-end"):
            stop_case(case, "重复申请", actor=who, now=NOW)
    with pytest.raises(Refused, match="opinion-is-needed"):
        stop_case(case, " ", actor=here.bureau, now=NOW)
    assert client_of("head").get(f"/cases/stop/{case.pk}/").status_code == 404
    bureau = client_of("bureau")
    assert f"/cases/stop/{case.pk}/" in bureau.get(f"/cases/{case.pk}/").text
    assert bureau.post(f"/cases/stop/{case.pk}/", {"words": "重复申请"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "stopped" and not queue(here.leader).filter(case=case).exists()
    for who in (asked, here.leader):
        told = Notice.objects.filter(person=who.person, zh__contains="已终止")
        assert told.count() == 1
    page = bureau.get(f"/cases/{case.pk}/").text
    assert "重复申请" in page and "已终止" in page
    with pytest.raises(Refused, match="case-has-ended"):
        stop_case(case, "重复申请", actor=here.leader, now=NOW)


@pytest.mark.clause("REG-43")
def test_with_a_dissolved_group_end_its_cases_and_tasks_and_its_seats_elsewhere(
    here: County,
) -> None:
    school = School.objects.get(name="西二小")
    own = started(here, "leave", here.principals["西二小"], school=school, consortium=here.group)
    heard = started(here, "measures", here.bureau, values={"name": "办法", "content": "内容"})
    new = NewTask("整理场馆", date(2026, 12, 1), school=school.pk)
    task = set_task(here.group, new, actor=MAKER, today=TODAY)
    dissolved(here)
    assert sweep(NOW).failed == ()
    own.refresh_from_db()
    assert own.state == "running", "it is still there today"
    tomorrow = here.later(days=1)
    seat = Seat.objects.get(case=own)
    Seat.objects.filter(pk=seat.pk).update(consortium=None, authority=here.authority, band="bureau")
    with pytest.raises(Refused, match="place-is-gone"):
        take_seat(seat, Said("agree"), actor=here.bureau, now=tomorrow)
    assert sweep(tomorrow).failed == ()
    own.refresh_from_db()
    assert own.state == "stopped"
    assert Task.objects.get(pk=task.pk).state == "withdrawn"
    assert Seat.objects.get(case=heard, consortium=here.group).state == "left"
    heard = say(heard, here.actors["head"], "agree", now=tomorrow)
    assert heard.step == "decide"


def test_the_same_application_runs_once(here: County) -> None:
    places = {"school": here.loose, "consortium": here.east}
    values = {"role": "member", "signs_charter": True}
    first = started(here, "join", here.principals["孤小"], values=values, **places)
    for who in (here.principals["孤小"], here.actors["office"]):
        with pytest.raises(Refused, match="runs-already") as refused:
            started(here, "join", who, values=values, **places)
        assert refused.value.facts["case"] == first.label
    elsewhere = {**places, "consortium": here.group}
    started(here, "join", here.principals["孤小"], values=values, **elsewhere)
    request(here)
    request(here)
    assert Case.objects.count() == 4, "of some kinds there are as many as are asked for"


def test_publicity_without_an_objection_is_said_in_the_history(here: County) -> None:
    school = School.objects.get(name="东二小")
    candidate = here.actors["teacher"].person
    values = {"role": "dean", "title": "主任", "duties": "教学", "person": candidate}
    case = started(here, "hire", here.actors["school"], school=school, values=values)
    sweep(here.later(days=8))
    assert case.turns.filter(verb="nobody-objected", step="publicity").exists()
