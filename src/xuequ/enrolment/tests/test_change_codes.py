"""A family that never saw its change code, or lost it, gets at another one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Factor, School
from xuequ.directory.services.security.factors import make_recovery_codes
from xuequ.enrolment.models import Application, Child, Round
from xuequ.enrolment.queries.applying.codes import guarding
from xuequ.enrolment.services.applying.codes import replace_code
from xuequ.enrolment.services.applying.drafts import begin_application
from xuequ.enrolment.services.applying.guardians import NewCustody, add_custody
from xuequ.enrolment.services.applying.handing import withdraw
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent
from xuequ.enrolment.tests.families import PASSWORD as OWN
from xuequ.enrolment.tests.families import round_of as a_round
from xuequ.enrolment.tests.test_family_pages import CHILD, registered, text
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
World = tuple[Account, Actor, Application, str]


@pytest.fixture(autouse=True)
def while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: OPEN)


@pytest.fixture
def world(cast: Cast) -> World:
    """A parent, the application they handed in, and its change code."""
    account = parent(cast)
    actor = eyes(account)
    row = filled(begun(actor, a_round(cast)), actor)
    return account, actor, row, handed(row, actor).code


def with_factor(account: Account, actor: Actor, *, days: int) -> str:
    """Give the account a second factor so many days after it handed in; one of its codes."""
    since = OPEN + timedelta(days=days)
    account.factors.create(kind=Factor.Kind.PASSKEY, name="手机", since=since)
    return make_recovery_codes(account, actor=actor)[0]


def test_a_second_factor_of_before_draws_a_new_code_and_the_old_one_ends(world: World) -> None:
    account, actor, row, old = world
    proof = with_factor(account, actor, days=-1)
    with pytest.raises(Refused, match="wrong-code"):
        replace_code(row, OWN, account=account, is_fresh=True, actor=actor)
    new = replace_code(row, proof, account=account, is_fresh=False, actor=actor)
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("draw-change-code", {"proof": "factor"})
    assert Notice.objects.filter(zh__contains="原修改码作废").count() == 1
    with pytest.raises(Refused, match="change-code-wrong"):
        withdraw(row, code=old, actor=actor, now=OPEN)
    withdraw(row, code=new, actor=actor, now=OPEN)


def test_a_second_factor_set_up_later_proves_nothing(world: World) -> None:
    account, actor, row, _code = world
    proof = with_factor(account, actor, days=1)
    with pytest.raises(Refused, match="code-at-the-desk"):
        replace_code(row, proof, account=account, is_fresh=False, actor=actor)
    with pytest.raises(Refused, match="change-code-wrong"):
        withdraw(row, code=proof, account=account, actor=actor, now=OPEN)
    assert Application.objects.get().state == "submitted"


def test_the_password_is_enough_only_right_after_handing_in(world: World) -> None:
    account, actor, row, _code = world
    with pytest.raises(Refused, match="code-at-the-desk"):
        replace_code(row, OWN, account=account, is_fresh=False, actor=actor)
    with pytest.raises(Refused, match="wrong-password"):
        replace_code(row, "nothing of it", account=account, is_fresh=True, actor=actor)
    new = replace_code(row, OWN, account=account, is_fresh=True, actor=actor)
    withdraw(row, code=new, actor=actor, now=OPEN)


def test_a_stranger_draws_no_code(world: World, cast: Cast) -> None:
    _account, _actor, row, _code = world
    other = parent(cast, "SYN-P-0002", "另演示")
    with pytest.raises(Refused, match="not-your-child"):
        replace_code(row, OWN, account=other, is_fresh=True, actor=eyes(other))


def test_who_is_added_later_takes_the_proof_of_the_family(world: World, cast: Cast) -> None:
    """Else a thief of the password adds himself, and proves it by a second factor of his own."""
    account, actor, row, code = world
    thief = parent(cast, "SYN-P-0002", "另演示")
    with_factor(thief, eyes(thief), days=-1)
    new, said = NewCustody(thief.username, "另演示", "father"), Notice.objects.count()
    for typed, why in (("", "change-code-needed"), ("AAAA-AAAA", "change-code-wrong")):
        with pytest.raises(Refused, match=why):
            add_custody(row.child, new, code=typed, account=account, actor=actor, now=OPEN)
    assert row.child.custodies.count() == 1
    add_custody(row.child, new, code=code, account=account, actor=actor, now=OPEN)
    assert row.child.custodies.count() == 2 and Notice.objects.count() == said + 2


def test_the_code_of_what_a_thief_hands_in_proves_nothing(world: World, cast: Cast) -> None:
    _account, actor, row, _code = world
    other = a_round(cast, name="另一学段", names=["西一小"])
    Round.objects.filter(pk=other.round_id).update(stage="junior")
    other.round.refresh_from_db()
    later = begin_application(row.child, other.round, actor=actor, now=OPEN)
    made = handed(filled(later, actor, home=School.objects.get(name="西一小")), actor,
                  now=OPEN + timedelta(hours=1))  # fmt: skip
    assert guarding(row.child) == row
    friend = parent(cast, "SYN-P-0002", "另演示")
    new = NewCustody(friend.username, "另演示", "father")
    with pytest.raises(Refused, match="change-code-wrong"):
        add_custody(row.child, new, code=made.code, actor=actor, now=OPEN)


@pytest.fixture
def sent(cast: Cast) -> tuple[Client, str]:
    """A parent's browser that has handed in, and the address of the application."""
    rule_set = a_round(cast)
    browser = registered(cast)
    browser.post("/family/children/new/", CHILD)
    where = f"/family/apply/{rule_set.round_id}/"
    one = browser.post(where, {"child": Child.objects.get().pk})["Location"]
    home = School.objects.get(name="东一小").pk
    browser.post(f"{one}address/", {"revision": 0, "address": "东街1号", "school": home})
    assert "Your change code" in text(browser.post(f"{one}hand-in/", first()))
    return browser, one


def first(revision: int = 1) -> dict[str, Any]:
    """What the page of the first handing in sends."""
    return {"revision": revision, "is_true": "on"}


def test_after_a_lost_answer_the_receipt_leads_to_a_new_code(sent: tuple[Client, str]) -> None:
    browser, one = sent
    again = browser.post(f"{one}hand-in/", first(), follow=True)  # the answer never came
    assert again.redirect_chain[-1][0].endswith("/receipt/")
    assert "It is handed in already" in text(again) and f"{one}code/" in text(again)
    asked = text(browser.get(f"{one}code/"))
    assert "your password is enough" in asked and 'name="proof"' in asked
    wrong = browser.post(f"{one}code/", {"proof": "nothing of it"})
    assert wrong.status_code == 422 and "The password is wrong." in text(wrong)
    drawn = text(browser.post(f"{one}code/", {"proof": PASSWORD}))
    code = drawn.split('class="big-code">')[1].split("<")[0]
    gone = browser.post(f"{one}withdraw/", {"revision": 2, "code": code}, follow=True)
    assert "It is withdrawn." in text(gone)


def test_the_page_of_the_other_parent_says_why_it_asks_for_the_code(
    sent: tuple[Client, str],
) -> None:
    browser, one = sent
    where = f"/family/child/{Child.objects.get().pk}/guardian/"
    page = text(browser.get(where))
    assert 'name="code"' in page and "may change it, so its change code is asked for" in page
    assert f'href="{one}code/"' in page
    typed = {"username": "nobody1234", "name": "无", "kind": "father"}
    refused = browser.post(where, typed)
    assert refused.status_code == 422 and "needs the change code" in text(refused)


def test_another_session_is_sent_to_the_desk(sent: tuple[Client, str]) -> None:
    browser, one = sent
    account = Account.objects.get(username__startswith="zhangyanshi")
    browser.logout()
    browser.cookies["language"] = "en"
    entered = {"username": account.username, "password": PASSWORD}
    browser.post("/log-in/", entered)
    page = browser.get(f"{one}code/")
    assert "Go to the education bureau" in text(page) and 'name="proof"' not in text(page)
    refused = browser.post(f"{one}code/", {"proof": PASSWORD})
    assert refused.status_code == 422 and Line.objects.filter(verb="draw-change-code").count() == 0


def test_after_the_closing_hour_the_page_to_withdraw_says_whom_to_tell(
    sent: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, one = sent
    assert "danger" in text(browser.get(f"{one}withdraw/"))
    row = Application.objects.get()
    monkeypatch.setattr(timezone, "now", lambda: row.round.closes + timedelta(minutes=1))
    browser.force_login(row.person.account)  # the session of before has ended by now
    page = text(browser.get(f"{one}withdraw/"))
    assert "can no longer be withdrawn here" in page and "danger" not in page
