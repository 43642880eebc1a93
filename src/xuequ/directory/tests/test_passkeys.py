"""Passkeys: as the second step, as a way in of their own, and those that do not fit."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from support_plugin import Cast
from xuequ.directory.models import Account, Factor
from xuequ.directory.services.security.factors import add_code_app, new_key
from xuequ.directory.tests.soft_key import FLAG, SoftKey
from xuequ.directory.tests.test_second_factor import code_now
from xuequ.directory.tests.test_sign_in import log_in
from xuequ.kernel.actors import program
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
MAKER = program("test")


@pytest.fixture
def account(cast: Cast) -> Account:
    found: Account = cast.accounts["bureau"]
    return found


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.cookies["language"] = "en"
    return browser


def options(page: Any) -> dict[str, Any]:
    """What a page asks of the browser."""
    [found] = re.findall(r'data-options="([^"]*)"', page.content.decode())
    read: dict[str, Any] = json.loads(unescape(found))
    return read


@pytest.fixture
def passkey(browser: Client) -> SoftKey:
    """A passkey added through the pages; the browser is logged out after it."""
    device = SoftKey()
    log_in(browser, "bureau")
    page = browser.get("/security/second-factor/passkey/")
    made = device.make(options(page))
    typed = {"name": "phone", "answer": made}
    answer = browser.post("/security/second-factor/passkey/", typed)
    assert answer["Location"].startswith("/security/recovery-codes/")
    browser.post("/log-out/")
    return device


def test_a_passkey_is_the_second_step(browser: Client, passkey: SoftKey) -> None:
    log_in(browser, "bureau")
    page = browser.get("/log-in/second/")
    answer = browser.post("/log-in/second/", {"answer": passkey.prove(options(page))})
    assert answer.status_code == 302 and browser.get("/schools/").status_code == 200


def test_a_passkey_alone_lets_in(browser: Client, passkey: SoftKey) -> None:
    asked = browser.get("/log-in/passkey/options/").json()
    typed = {"answer": passkey.prove(asked), "next": "/schools/"}
    assert browser.post("/log-in/passkey/", typed)["Location"] == "/schools/"
    assert browser.get("/schools/").status_code == 200
    line = Line.objects.first()
    assert line is not None and line.note == {"way": "passkey"}


@pytest.mark.parametrize(
    "fault", ["origin", "host", "signature", "replayed", "other", "unverified", "copied", "rubbish"]
)
def test_a_passkey_that_does_not_fit_does_not_let_in(
    browser: Client, passkey: SoftKey, fault: str
) -> None:
    asked = browser.get("/log-in/passkey/options/").json()
    if fault == "origin":
        passkey.origin = "https://evil.example"
    elif fault == "host":
        passkey.host = "evil.example"
    elif fault == "signature":
        passkey.key = SoftKey().key
    elif fault == "replayed":
        browser.get("/log-in/passkey/options/")
    elif fault == "other":
        passkey.id = SoftKey().id
    elif fault == "unverified":
        passkey.flags = FLAG.UP
    elif fault == "copied":
        browser.post("/log-in/passkey/", {"answer": passkey.prove(asked)})
        browser.post("/log-out/")
        asked = browser.get("/log-in/passkey/options/").json()
        passkey.count -= 1
    answer = "{[" if fault == "rubbish" else passkey.prove(asked)
    response = browser.post("/log-in/passkey/", {"answer": answer})
    assert response.status_code == 422
    assert "The passkey was not accepted" in response.content.decode()
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "\0", '{"id": 3}', "[" * 19_000])
def test_rubbish_for_a_passkey_is_refused(browser: Client, passkey: SoftKey, answer: str) -> None:
    browser.get("/log-in/passkey/options/")
    assert browser.post("/log-in/passkey/", {"answer": answer}).status_code == 422
    log_in(browser, "bureau")
    browser.get("/log-in/second/")
    assert browser.post("/log-in/second/", {"answer": answer}).status_code in {200, 422}
    assert "_auth_user_id" not in browser.session


def test_a_passkey_of_somebody_else_is_no_second_step(
    cast: Cast, browser: Client, passkey: SoftKey
) -> None:
    other = new_key()
    add_code_app(cast.accounts["school"], other, code_now(other), actor=MAKER)
    log_in(browser, "school")
    browser.get("/log-in/second/")
    asked = browser.get("/log-in/passkey/options/").json()
    answer = browser.post("/log-in/second/", {"answer": passkey.prove(asked)})
    assert answer.status_code == 422 and "_auth_user_id" not in browser.session


def test_a_passkey_of_a_closed_account_does_not_let_in(
    account: Account, browser: Client, passkey: SoftKey
) -> None:
    account.is_active = False
    account.save()
    asked = browser.get("/log-in/passkey/options/").json()
    answer = browser.post("/log-in/passkey/", {"answer": passkey.prove(asked)})
    assert answer.status_code == 422


def test_the_same_passkey_is_not_added_twice(browser: Client, passkey: SoftKey) -> None:
    log_in(browser, "school")
    page = browser.get("/security/second-factor/passkey/")
    typed = {"name": "phone", "answer": passkey.make(options(page))}
    answer = browser.post("/security/second-factor/passkey/", typed)
    assert "registered already" in answer.content.decode()
    assert Factor.objects.count() == 1
