"""What gives a seat away takes the family's proof, and every guardian is told of every answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Person
from xuequ.enrolment.models import Answer, Custody, Departure, Move, Outcome, Placement
from xuequ.enrolment.services.telling.proved import (
    accept_seat,
    give_up_seat,
    leave_list,
    refuse_offer,
    take_offer,
)
from xuequ.enrolment.tests.deciding import schools
from xuequ.enrolment.tests.telling import TOLD, account_of, coded, first_waiting, parent, told
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice

pytestmark = pytest.mark.django_db
LATER = TOLD + timedelta(hours=1)


@pytest.fixture
def outcome(cast: Cast) -> Outcome:
    """A released result with three who wait at the first school."""
    return told(cast)


def seated(outcome: Outcome) -> Placement:
    """A child with a seat there, for which a father speaks, too."""
    row = Placement.objects.filter(outcome=outcome, school=schools()[0]).earliest("pk")
    father = Person.objects.create(authority=row.application.round.authority, name="父演示")
    Custody.objects.create(child=row.application.child, person=father, kind="father")
    return row


def said(words: str) -> set[str]:
    """Who was told of it, and no name of a child."""
    return set(Notice.objects.filter(en__contains=words).values_list("person__name", flat=True))


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def test_a_password_alone_gives_no_seat_up(outcome: Outcome) -> None:
    row = seated(outcome)
    one, code = row.application, coded(row.application)
    who: dict[str, Any] = {"actor": parent(one), "now": TOLD}
    for typed, why in (("", "change-code-needed"), ("AAAA-AAAA", "change-code-wrong")):
        assert refusal(give_up_seat, one, typed, account=None, **who) == why
    assert not Answer.objects.exists() and not Move.objects.exists()
    accept_seat(one, **who)
    both = {one.person.name, "父演示"}
    assert said("its seat was taken") == both
    give_up_seat(one, code, account=None, **who)
    assert Move.objects.get().after is None and said("its seat was given up") == both


def test_saying_no_and_waiting_no_longer_take_the_code_and_taking_does_not(
    outcome: Outcome,
) -> None:
    going = seated(outcome).application
    first, second, third = first_waiting(outcome)
    give_up_seat(going, coded(going), account=None, actor=parent(going), now=TOLD)
    for row, act, words in (
        (third, leave_list, "the waiting list of 东一小 was left"),
        (first, refuse_offer, "the seat offered at 东一小 was not taken"),
    ):
        who: dict[str, Any] = {"actor": parent(row.application), "now": LATER, "account": None}
        code = coded(row.application)
        assert refusal(act, row, "", **who) == "change-code-needed"
        assert not Departure.objects.filter(waiting=row).exists()
        act(row, code, **who)
        assert said(words) == {row.application.person.name}
    take_offer(second, actor=parent(second.application), now=LATER)
    assert said("the seat offered at 东一小 was taken") == {second.application.person.name}


def test_a_stranger_is_refused_before_anything_is_counted(outcome: Outcome) -> None:
    row, other = seated(outcome), first_waiting(outcome)[0].application
    who: dict[str, Any] = {"account": None, "actor": parent(other), "now": TOLD}
    for _ in range(6):
        assert refusal(give_up_seat, row.application, "AAAA-AAAA", **who) == "not-your-child"
    give_up_seat(
        row.application, coded(row.application), account=None,
        actor=parent(row.application), now=TOLD,
    )  # fmt: skip


def test_the_page_says_what_takes_the_code_and_the_way_to_another(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = seated(outcome)
    coded(row.application)
    monkeypatch.setattr(timezone, "now", lambda: TOLD)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account_of(row.application))
    browser.cookies["language"] = "en"
    where = f"/family/results/{row.application_id}/answer/"
    page = browser.get(where).content.decode()
    assert "Giving it up does" in page and 'name="code"' in page
    assert f'href="/family/application/{row.application_id}/code/"' in page
    lost = browser.get(f"/family/application/{row.application_id}/code/").content.decode()
    assert "Go to the education bureau" in lost
    refused = browser.post(where, {"answer": "give_up", "is_sure": "on"})
    assert refused.status_code == 422 and not Move.objects.exists()
    assert browser.post(where, {"answer": "accept"}).status_code == 302
