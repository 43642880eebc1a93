"""The complementary round as an officer opens it and a family on a phone finds it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Account
from xuequ.enrolment.models import Application, Round
from xuequ.enrolment.services.telling.answering import give_up_seat
from xuequ.enrolment.tests.complementing import OPEN, OPENS, OVER, complement, unplaced
from xuequ.enrolment.tests.telling import TOLD, account_of, parent, told
from xuequ.enrolment.tests.test_complement import placed

pytestmark = pytest.mark.django_db


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time of the pages."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def english(account: Account) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account)
    browser.cookies["language"] = "en"
    return browser


def officer(cast: Cast) -> Client:
    return english(cast.accounts["bureau"])


def test_an_officer_concludes_a_round_and_opens_its_complement(cast: Cast, clock: Any) -> None:
    outcome = told(cast)
    one = f"/enrolment/rounds/{outcome.round_id}/"
    clock(TOLD)
    browser = officer(cast)
    early = text(browser.get(f"{one}conclude/"))
    assert "1 child of this round has no place" in early and "Conclude the round after" in early
    clock(OVER)
    browser = officer(cast)
    assert "Tick it" in text(browser.post(f"{one}conclude/", {}))
    done = browser.post(f"{one}conclude/", {"is_meant": "on"}, follow=True)
    assert "1 application ended without a place" in text(done)
    assert "coordinated placement" in text(done)  # no seat is left
    row = placed(outcome).application
    give_up_seat(row, actor=parent(row), now=OVER)
    assert "Open a complementary round" in text(browser.get(f"{one}conclude/"))
    form = browser.get(f"{one}complement/").context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    made = browser.post(f"{one}complement/", typed, follow=True)
    assert made.status_code == 200 and Round.objects.filter(turn=1).count() == 1
    page = text(browser.get(f"/enrolment/rounds/{Round.objects.get(turn=1).pk}/"))
    assert outcome.round.name in page


@pytest.mark.clause("ENR-37")
def test_a_family_without_a_place_is_led_into_the_complement(cast: Cast, clock: Any) -> None:
    outcome = told(cast)
    clock(OVER)
    officer(cast).post(f"/enrolment/rounds/{outcome.round_id}/conclude/", {"is_meant": "on"})
    other = placed(outcome).application
    give_up_seat(other, actor=parent(other), now=OVER)
    outcome.round.refresh_from_db()
    made = complement(cast, outcome.round).round
    row = unplaced(outcome)
    account = account_of(row)
    browser = english(account)
    before = text(browser.get(f"/family/results/{row.pk}/"))
    assert made.name in before and f"/family/apply/{made.pk}/" not in before
    clock(OPEN)
    assert OPENS < OPEN
    browser = english(account)
    assert f"/family/apply/{made.pk}/" in text(browser.get(f"/family/results/{row.pk}/"))
    begun = browser.post(f"/family/apply/{made.pk}/", {"child": row.child_id})
    assert begun.status_code == 302
    again = Application.objects.get(child=row.child_id, round=made)
    assert again.child.number == row.child.number
