"""How somebody wants to be told: the address is theirs before anything is sent to it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Delivery
from xuequ.ledger.services import deliveries
from xuequ.ledger.services.deliveries import ask_to_confirm, confirm_address
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
PAGE = "/notices/how/"
SENT = {"email": "huang@school.example", "digest": "daily", "quiet_from": "21:00",
        "quiet_until": "07:00"}  # fmt: skip


@pytest.fixture(autouse=True)
def mails(settings: Any) -> None:
    settings.XUEQU_MAILS, settings.XUEQU_URL = True, "https://xuequ.example"


def link_in(message: Any) -> str:
    [found] = set(re.findall(r"https://xuequ\.example(/notices/address/\S+)", message.body))
    return str(found)


def test_an_address_is_confirmed_by_the_link_sent_to_it(cast: Cast, client_of: Any) -> None:
    browser = client_of("teacher")
    assert browser.post(PAGE, SENT).status_code == 302
    [message] = mail.outbox
    assert message.to == ["huang@school.example"]
    assert "黄演示" not in message.body and "huang" not in message.body
    assert browser.get(link_in(message)).status_code == 200
    assert Delivery.objects.get().confirmed_at is None  # following a link does not yet confirm
    assert browser.post(link_in(message)).status_code == 302
    assert Delivery.objects.get().confirmed_at is not None
    verbs = list(Line.objects.order_by("number").values_list("verb", flat=True))[-2:]
    assert verbs == ["set-delivery", "confirm-address"]


def test_the_address_is_kept_sealed_and_stands_in_no_line_of_the_record(
    cast: Cast, client_of: Any
) -> None:
    client_of("teacher").post(PAGE, SENT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM ledger_delivery")
        [kept] = cursor.fetchone()
    assert "huang" not in kept
    assert not [line for line in Line.objects.all() if "huang" in str(line.content())]


@pytest.mark.parametrize("who", ["principal", "nobody"])
def test_the_link_of_somebody_else_confirms_nothing(cast: Cast, client_of: Any, who: str) -> None:
    client_of("teacher").post(PAGE, SENT)
    link = link_in(mail.outbox[0])
    client_of("principal").post(PAGE, SENT)
    assert client_of(who).post(link).status_code == 302
    assert not Delivery.objects.exclude(confirmed_at=None).exists()


def test_a_link_is_of_no_use_for_another_address_or_after_three_days(
    cast: Cast, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, actor = client_of("teacher"), cast.actors["teacher"]
    browser.post(PAGE, SENT)
    token = link_in(mail.outbox[0]).split("/")[-2]
    browser.post(PAGE, {**SENT, "email": "other@school.example"})
    with pytest.raises(Refused, match="link-not-valid"):
        confirm_address(token, actor=actor, now=timezone.now())
    browser.post(PAGE, SENT)
    monkeypatch.setattr(deliveries, "HOLDS", timedelta(seconds=-1))
    with pytest.raises(Refused, match="link-not-valid"):
        confirm_address(token, actor=actor, now=timezone.now())
    monkeypatch.undo()
    assert confirm_address(token, actor=actor, now=timezone.now()).confirmed_at


@pytest.mark.parametrize("token", ["x", "a:b:c", "..", "W10:1:x", "%00"])
def test_odd_links_lead_back_with_the_reason(client_of: Any, token: str) -> None:
    browser = client_of("teacher")
    browser.post(PAGE, SENT)
    for method in ("GET", "POST"):
        assert browser.generic(method, f"/notices/address/{token}/").status_code in {302, 404}
    assert Delivery.objects.get().confirmed_at is None


def test_nobody_is_flooded_with_links(cast: Cast, client_of: Any) -> None:
    browser, actor = client_of("teacher"), cast.actors["teacher"]
    browser.post(PAGE, SENT)
    browser.post("/notices/address/ask/")
    browser.post(PAGE, SENT)
    assert len(mail.outbox) == 1
    ask_to_confirm(actor=actor, now=timezone.now() + timedelta(minutes=11))
    assert len(mail.outbox) == 2


def test_a_changed_address_is_asked_about_anew(cast: Cast, client_of: Any) -> None:
    browser = client_of("teacher")
    browser.post(PAGE, SENT)
    browser.post(link_in(mail.outbox[0]))
    browser.post(PAGE, {**SENT, "digest": "weekly"})
    assert Delivery.objects.get().confirmed_at is not None
    browser.post(PAGE, {**SENT, "email": "new@school.example"})
    assert Delivery.objects.get().confirmed_at is None
    assert mail.outbox[-1].to == ["new@school.example"]


def test_a_server_that_does_not_answer_is_said_and_the_choice_kept(
    cast: Cast, client_of: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "xuequ.ledger.tests.broken_mail.Backend"
    page = client_of("teacher").post(PAGE, SENT, follow=True)
    assert page.status_code == 200
    assert Delivery.objects.get().digest == "daily"
    with pytest.raises(Refused, match="mail-failed"):
        later = timezone.now() + timedelta(minutes=11)
        ask_to_confirm(actor=cast.actors["teacher"], now=later)


def test_without_a_server_nothing_is_sent_and_the_page_says_so(
    client_of: Any, settings: Any
) -> None:
    settings.XUEQU_MAILS = False
    browser = client_of("teacher")
    browser.cookies["language"] = "en"
    assert "sends no e-mail" in browser.get(PAGE).content.decode()
    browser.post(PAGE, SENT)
    assert browser.post("/notices/address/ask/").status_code == 302
    assert mail.outbox == []


@pytest.mark.parametrize(
    "odd",
    [
        {"email": "nobody"},
        {"email": "a@b.example\r\nBcc: c@d.example"},
        {"email": "a\0@b.example"},
        {"email": f"{'a' * 250}@b.example"},
        {"email": ""},
        {"digest": "hourly"},
        {"quiet_from": "25:00"},
        {"quiet_until": ""},
    ],
)
def test_odd_choices_are_answered_with_the_reason(client_of: Any, odd: dict[str, str]) -> None:
    assert client_of("teacher").post(PAGE, {**SENT, **odd}).status_code == 422
    assert not Delivery.objects.exists() and mail.outbox == []


def test_there_is_nothing_to_confirm_without_an_address(cast: Cast) -> None:
    now: datetime = timezone.now()
    with pytest.raises(Refused, match="no-address"):
        ask_to_confirm(actor=cast.actors["teacher"], now=now)
