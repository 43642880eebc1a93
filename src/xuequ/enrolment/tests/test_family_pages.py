"""The pages of families, as a parent with a phone walks through them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, School
from xuequ.enrolment.models import Application, Child, Round
from xuequ.enrolment.tests.families import OPEN
from xuequ.enrolment.tests.families import round_of as a_round

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "长演示", "phone": "13900000001", "id_kind": "other", "id_number": "SYN-P-0001",
    "password": PASSWORD, "again": PASSWORD, "has_read": "on",
}  # fmt: skip
CHILD = {
    "kind": "mother", "name": "童演示一", "id_kind": "other", "id_number": "SYN-C-0001",
    "born": "2021-01-05", "sex": "male",
}  # fmt: skip


@pytest.fixture(autouse=True)
def while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: OPEN)


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def registered(cast: Cast, **more: Any) -> Client:
    """A browser in which a parent has just registered."""
    cast.authority.is_public = True
    cast.authority.save()
    browser = Client()
    browser.cookies["language"] = "en"
    where = f"/public/{cast.authority.pk}/enrolment/register/"
    page = browser.post(where, {**TYPED, **more}, follow=True)
    assert "Your log-in name is" in text(page), text(page)
    return browser


def test_a_parent_registers_fills_in_and_hands_in(cast: Cast) -> None:
    rule_set = a_round(cast)
    browser = registered(cast)
    assert "Register a child" in text(browser.get("/family/enrolment/"))
    assert browser.post("/family/children/new/", CHILD).status_code == 302
    child = Child.objects.get()
    page = browser.post(f"/family/apply/{rule_set.round_id}/", {"child": child.pk})
    one = page["Location"]
    for step in ("", "address/", "claims/", "materials/", "choices/", "hand-in/", "withdraw/"):
        assert browser.get(f"{one}{step}").status_code == 200, step
    assert "the address is missing" in text(browser.get(one))
    home = School.objects.get(name="东一小").pk
    sent = {"revision": 0, "address": "东街1号", "school": home}
    assert browser.post(f"{one}address/", sent).status_code == 302
    row = Application.objects.get()
    sent = {"revision": row.revision, "is_true": "on"}
    receipt = text(browser.post(f"{one}hand-in/", sent))
    assert "Your change code" in receipt and rule_set.rules_digest in receipt
    assert "The order of arrival never counts" in receipt
    receipt = text(browser.get(f"{one}receipt/"))
    assert "Your change code" not in receipt and child.number in receipt
    assert "was handed in (version 1)" in text(browser.get(one))
    assert Account.objects.filter(username__startswith="zhangyanshi").count() == 1


@pytest.fixture
def at_work(cast: Cast) -> tuple[Client, str, Application]:
    """A parent's browser, the address of their application, and it itself."""
    rule_set = a_round(cast)
    browser = registered(cast)
    browser.post("/family/children/new/", CHILD)
    where = f"/family/apply/{rule_set.round_id}/"
    page = browser.post(where, {"child": Child.objects.get().pk})
    return browser, page["Location"], Application.objects.get()


def test_what_does_not_fit_comes_back_at_its_field(
    cast: Cast, at_work: tuple[Client, str, Application]
) -> None:
    browser, one, row = at_work
    browser.post(f"/family/child/{row.child_id}/consent/papers/", {"version": 1})
    for where, sent, words in (
        (f"{one}address/", {"revision": 0, "school": 999999}, "999999"),
        (f"{one}choices/", {"revision": "x"}, ""),
        (f"{one}together/", {"revision": 0, "companion": row.pk}, ""),
        (f"{one}hand-in/", {"revision": 0}, "Tick it to hand in."),
        (f"{one}hand-in/", {"revision": 0, "is_true": "on"}, "the address is missing"),
        (f"{one}materials/", {"kind": ""}, "required"),
        (f"/family/apply/{row.round_id}/", {"child": "9"}, "Choose one of your children."),
        ("/family/children/new/", {**CHILD, "name": ""}, "Fill in: name."),
        ("/family/children/new/", {**CHILD, "id_kind": "resident", "id_number": "1" * 18}, ""),
        (f"/family/child/{row.child_id}/guardian/",
         {"username": "nobody1234", "name": "无", "kind": "father"}, "No parent"),
    ):  # fmt: skip
        page = browser.post(where, sent)
        assert page.status_code == 422, where
        assert words in text(page), where
    row.refresh_from_db()
    assert (row.draft, row.version) == (None, 0)


def test_a_step_kept_on_another_device_is_shown_and_not_overwritten(
    cast: Cast, at_work: tuple[Client, str, Application]
) -> None:
    browser, one, _row = at_work
    home = School.objects.get(name="东一小").pk
    browser.post(f"{one}address/", {"revision": 0, "address": "东街1号", "school": home})
    page = browser.post(f"{one}address/", {"revision": 0, "address": "西街"}, follow=True)
    assert "changed meanwhile on another device" in text(page)
    assert "东街1号" in text(browser.get(f"{one}address/"))


def test_the_answer_comes_while_typing_and_keeps_nothing(
    cast: Cast, at_work: tuple[Client, str, Application]
) -> None:
    browser, one, row = at_work
    page = browser.post(f"{one}claims/", {"revision": 0}, headers={"HX-Request": "true"})
    assert page.status_code == 200 and "states no conditions" in text(page)
    row.refresh_from_db()
    assert row.draft is None


def test_a_stranger_is_nowhere_and_a_parent_of_a_paper_is_confirmed(
    cast: Cast, at_work: tuple[Client, str, Application], client_of: Any
) -> None:
    _browser, one, row = at_work
    other = registered(cast, id_number="SYN-P-0002", name="另演示")
    for step in ("", "address/", "hand-in/", "receipt/"):
        assert other.get(f"{one}{step}").status_code == 404
    assert other.post(f"{one}withdraw/", {"revision": 0}).status_code == 404
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    assert "长演示" in text(bureau.get("/enrolment/parents/"))
    found = row.person.registrations.get()
    where = f"/enrolment/parents/{found.pk}/"
    assert "not the one that was given" in text(bureau.post(where, {"number": "SYN-X"}))
    assert bureau.post(where, {"number": TYPED["id_number"]}).status_code == 302
    assert bureau.get(where).status_code == 404


def test_what_counts_is_when_it_was_received_and_not_how_long_the_page_took(
    at_work: tuple[Client, str, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, one, _row = at_work
    home = School.objects.get(name="东一小").pk
    browser.post(f"{one}address/", {"revision": 0, "address": "东街1号", "school": home})
    closes = OPEN + timedelta(minutes=5)
    Round.objects.update(closes=closes)
    last = closes - timedelta(seconds=1)
    clock = iter([last])
    monkeypatch.setattr(timezone, "now", lambda: next(clock, closes + timedelta(seconds=2)))
    page = browser.post(f"{one}hand-in/", {"revision": 1, "is_true": "on"})
    assert page.status_code == 200 and Application.objects.get().submitted_at == last


def test_home_says_how_to_go_on_and_offers_no_second_application(
    at_work: tuple[Client, str, Application],
) -> None:
    browser, one, row = at_work
    page = text(browser.get("/family/enrolment/"))
    assert f'class="btn btn-primary" href="{one}">Go on' in page
    assert "has an application of this year already" in page
    assert f"/family/apply/{row.round_id}/" not in page
    Application.objects.update(state="withdrawn")
    page = text(browser.get("/family/enrolment/"))
    assert f"/family/apply/{row.round_id}/" in page and "Go on" not in page


def test_what_lacks_something_is_not_offered_to_be_handed_in(
    at_work: tuple[Client, str, Application],
) -> None:
    browser, one, _row = at_work
    page = text(browser.get(f"{one}hand-in/"))
    assert "Back, and fill it in" in page and 'name="is_true"' not in page


def test_a_box_to_tick_stands_before_its_words(cast: Cast) -> None:
    a_round(cast)
    cast.authority.is_public = True
    cast.authority.save()
    page = text(Client().get(f"/public/{cast.authority.pk}/enrolment/register/"))
    assert '<label class="tick" for="id_has_read"><input' in page


def test_the_page_of_an_open_round_leads_to_an_account(cast: Cast) -> None:
    rule_set = a_round(cast)
    browser = registered(cast)
    where = f"/public/round/{rule_set.round_id}/"
    register = f"/public/{cast.authority.pk}/enrolment/register/"
    assert register in text(Client().get(where)) and register not in text(browser.get(where))


def test_a_receipt_tells_only_what_is_still_to_come(
    at_work: tuple[Client, str, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, one, _row = at_work
    home = School.objects.get(name="东一小").pk
    browser.post(f"{one}address/", {"revision": 0, "address": "东街1号", "school": home})
    browser.post(f"{one}hand-in/", {"revision": 1, "is_true": "on"})
    assert "you can change or withdraw it" in text(browser.get(f"{one}receipt/"))
    Round.objects.update(closes=OPEN - timedelta(minutes=1))
    page = text(browser.get(f"{one}receipt/"))
    assert "you can change or withdraw it" not in page and f"{one}code/" not in page


def test_what_closed_is_only_to_read(at_work: tuple[Client, str, Application]) -> None:
    browser, one, _row = at_work
    assert "Keep and go on" in text(browser.get(f"{one}address/"))
    Round.objects.update(closes=OPEN - timedelta(minutes=1))
    page = text(browser.get(f"{one}address/"))
    assert "Keep and go on" not in page and "only to read" in page and " disabled" in page
