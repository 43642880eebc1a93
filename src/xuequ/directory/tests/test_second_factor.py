"""Code apps, recovery codes and passkeys."""

from __future__ import annotations

from base64 import b32decode
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.engine.one_time import STEP, code_of
from xuequ.directory.models import Account
from xuequ.directory.services.security.factors import (
    add_code_app,
    make_recovery_codes,
    new_key,
    reset_second_factor,
)
from xuequ.directory.tests.clock import Clock, clock
from xuequ.directory.tests.test_sign_in import log_in
from xuequ.kernel.actors import program
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
MAKER = program("test")
WRONG = "The code is wrong, or was used before."


def code_now(key: str, step: int = 0) -> str:
    """What an app with that key shows now, or `step` steps from now."""
    return code_of(b32decode(key), int(timezone.now().timestamp()) // STEP + step)


@pytest.fixture
def account(cast: Cast) -> Account:
    found: Account = cast.accounts["bureau"]
    return found


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.cookies["language"] = "en"
    return browser


@pytest.fixture
def key(account: Account, clock: Clock) -> str:
    """The key of a code app the account has, whose last code is past."""
    key = new_key()
    add_code_app(account, key, code_now(key), actor=MAKER)
    clock.on(minutes=5)
    return key


def second(browser: Client, code: str, **more: str) -> Any:
    return browser.post("/log-in/second/", {"code": code, **more})


def test_the_password_alone_does_not_let_in_whoever_has_a_factor(browser: Client, key: str) -> None:
    answer = log_in(browser, "bureau", next="/schools/")
    assert answer["Location"] == "/log-in/second/?next=%2Fschools%2F"
    assert "_auth_user_id" not in browser.session
    assert browser.get("/schools/")["Location"].startswith("/log-in/?")
    answer = second(browser, code_now(key), next="/schools/")
    assert answer["Location"] == "/schools/" and browser.get("/schools/").status_code == 200


@pytest.mark.parametrize("typed", ["000000", "", "abc", "１２３４５６", "9" * 19, "\0", "é"])
def test_a_wrong_code_does_not_let_in(browser: Client, key: str, typed: str) -> None:
    log_in(browser, "bureau")
    second(browser, typed)
    assert browser.get("/schools/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_code_is_taken_once(browser: Client, key: str) -> None:
    code = code_now(key)
    log_in(browser, "bureau")
    assert second(browser, code).status_code == 302
    browser.post("/log-out/")
    log_in(browser, "bureau")
    answer = second(browser, code)
    assert answer.status_code == 422 and WRONG in answer.content.decode()


def test_blanks_in_a_code_are_passed_over(browser: Client, key: str) -> None:
    code = code_now(key)
    log_in(browser, "bureau")
    assert second(browser, f" {code[:3]} {code[3:]} ").status_code == 302


def test_wrong_codes_lock_the_name_like_wrong_passwords(browser: Client, key: str) -> None:
    log_in(browser, "bureau")
    for _ in range(5):
        answer = second(browser, "000000")
    assert "Too many failed attempts" in answer.content.decode()
    assert second(browser, code_now(key))["Location"] == "/log-in/"
    assert "Too many failed attempts" in log_in(browser, "bureau").content.decode()
    assert Line.objects.filter(verb="log-in-failed", note={"way": "code"}).count() == 5
    assert Line.objects.filter(verb="lock-out").count() == 1


def test_passwords_between_codes_do_not_start_the_count_anew(browser: Client, key: str) -> None:
    for _ in range(5):
        log_in(browser, "bureau")
        second(browser, "000000")
    assert "Too many failed attempts" in log_in(browser, "bureau").content.decode()


def test_halfway_holds_ten_minutes(browser: Client, key: str, clock: Clock) -> None:
    log_in(browser, "bureau")
    clock.on(minutes=11)
    assert second(browser, code_now(key))["Location"] == "/log-in/"


def test_nobody_is_halfway_without_the_password(browser: Client, key: str) -> None:
    assert browser.get("/log-in/second/")["Location"] == "/log-in/"
    assert second(browser, code_now(key))["Location"] == "/log-in/"


def test_a_recovery_code_lets_in_once(account: Account, browser: Client, key: str) -> None:
    codes = make_recovery_codes(account, actor=MAKER)
    assert len(set(codes)) == 10
    for expected in (302, 422):
        log_in(browser, "bureau")
        assert second(browser, codes[0].upper()).status_code == expected
        browser.post("/log-out/")
    make_recovery_codes(account, actor=MAKER)
    log_in(browser, "bureau")
    assert second(browser, codes[1]).status_code == 422


def test_secrets_are_neither_in_the_database_nor_in_the_record(account: Account, key: str) -> None:
    from django.db import connection

    codes = make_recovery_codes(account, actor=MAKER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_factor")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT * FROM directory_recoverycode")
        kept += str(cursor.fetchall())
    kept += str([each.content() for each in Line.objects.all()])
    assert key not in kept and codes[0] not in kept and codes[0].replace("-", "") not in kept


def test_a_lost_factor_is_reset_and_every_session_ends(
    account: Account, browser: Client, key: str
) -> None:
    log_in(browser, "bureau")
    second(browser, code_now(key))
    reset_second_factor(account, actor=MAKER)
    assert browser.get("/schools/").status_code == 302
    line = Line.objects.first()
    assert line is not None and line.verb == "reset-second-factor"
    with pytest.raises(Refused, match="no-factor"):
        reset_second_factor(account, actor=MAKER)


def test_nobody_resets_their_own_factor(account: Account, cast: Cast, key: str) -> None:
    with pytest.raises(Refused, match="not-on-yourself"):
        reset_second_factor(account, actor=cast.bureau)
