"""The pages on which people keep their own log-in safe, and the rules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, SignInRules, Visit
from xuequ.directory.queries.password_rules import LongEnough, VariedEnough
from xuequ.directory.queries.sign_in import rules
from xuequ.directory.services.people import open_account, register_person
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.directory.tests.clock import Clock, clock
from xuequ.directory.tests.test_second_factor import code_now
from xuequ.directory.tests.test_sign_in import log_in
from xuequ.kernel.actors import program
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
MAKER = program("test")
NEW = "Another horse battery 2"


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Somebody of the bureau's office, logged in with the password."""
    browser = Client()
    browser.cookies["language"] = "en"
    log_in(browser, "bureau")
    return browser


def change(browser: Client, old: str = PASSWORD, new: str = NEW, again: str = "") -> Any:
    typed = {"old": old, "new": new, "again": again or new}
    return browser.post("/security/password/", typed)


def test_one_changes_ones_own_password_and_the_other_sessions_end(
    cast: Cast, browser: Client
) -> None:
    other = Client()
    log_in(other, "bureau")
    assert change(browser).status_code == 302
    assert browser.get("/schools/").status_code == 200
    assert other.get("/schools/").status_code == 302
    assert Account.objects.get(username="bureau").check_password(NEW)
    line = Line.objects.first()
    assert line is not None and line.verb == "change-password" and NEW not in str(line.content())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "wrong"}, "The password is wrong."),
        ({"new": PASSWORD}, "The new password is the old one."),
        ({"new": "Short 1"}, "at least 10 characters"),
        ({"new": "only small letters"}, "at least 3 of these"),
        ({"new": "Bureau-bur"}, "too similar"),
        ({"new": NEW, "again": NEW + "x"}, "differ"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    browser: Client, typed: dict[str, str], said: str
) -> None:
    answer = change(browser, **typed)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Account.objects.get(username="bureau").check_password(PASSWORD)


def test_guessing_the_old_password_locks_the_account(browser: Client) -> None:
    for _ in range(5):
        change(browser, old="wrong")
    assert "Too many failed attempts" in change(browser).content.decode()
    assert Account.objects.get(username="bureau").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("least", "password", "fits"),
    [(10, "a" * 9, False), (10, "a" * 10, True), (12, "a" * 11, False), (8, "学" * 8, True)],
)
def test_a_password_is_as_long_as_the_rules_say(least: int, password: str, fits: bool) -> None:
    set_sign_in_rules({"min_length": least, "failures": 6}, actor=MAKER)
    assert fits is _passes(LongEnough(), password)


@pytest.mark.parametrize(
    ("least", "password", "fits"),
    [(3, "abcABC", False), (3, "abcABC1", True), (4, "abcABC1", False), (4, "abC1!", True)],
)
def test_a_password_mixes_as_much_as_the_rules_say(least: int, password: str, fits: bool) -> None:
    set_sign_in_rules({"classes": least, "failures": 6}, actor=MAKER)
    assert fits is _passes(VariedEnough(), password)


def _passes(validator: Any, password: str) -> bool:
    try:
        validator.validate(password)
    except ValidationError:
        return False
    return True


def test_a_common_password_is_refused_though_it_is_long_and_mixed(cast: Cast) -> None:
    set_sign_in_rules({"min_length": 8, "classes": 1}, actor=MAKER)
    person = register_person(cast.authority, "新演示", actor=MAKER)
    with pytest.raises(Refused, match="weak-password"):
        open_account("clerk", "password1", person=person, actor=MAKER)


def test_a_code_app_is_set_up_with_a_picture_and_codes_for_its_loss(
    browser: Client, clock: Clock
) -> None:
    page = browser.get("/security/second-factor/code-app/").content.decode()
    assert '<svg class="qr"' in page and " style=" not in page.split("<main")[1]
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert len(key) == 32
    wrong = browser.post("/security/second-factor/code-app/", {"code": "000000"})
    assert wrong.status_code == 422
    right = browser.post("/security/second-factor/code-app/", {"code": code_now(key)})
    assert right["Location"].startswith("/security/recovery-codes/")
    made = browser.post("/security/recovery-codes/").content.decode()
    codes = re.findall(r"<li>([a-z2-9]{5}-[a-z2-9]{5})</li>", made)
    assert len(codes) == 10 and codes[0] not in browser.get("/security/").content.decode()
    verbs = list(Line.objects.values_list("verb", flat=True)[:2])
    assert verbs == ["make-recovery-codes", "add-factor"]
    kept = str([each.content() for each in Line.objects.all()])
    assert key not in kept and not any(each in kept for each in codes)


def test_taking_a_factor_away_asks_for_the_password(browser: Client, clock: Clock) -> None:
    page = browser.get("/security/second-factor/code-app/").content.decode()
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    browser.post("/security/second-factor/code-app/", {"code": code_now(key)})
    account = Account.objects.get(username="bureau")
    wanted = {"factor": str(account.factors.get().pk)}
    clock.on(minutes=11)
    answer = browser.post("/security/second-factor/remove/", wanted)
    assert answer["Location"].startswith("/security/confirm/") and account.factors.exists()
    browser.post("/security/confirm/", {"password": PASSWORD})
    browser.post("/security/second-factor/remove/", wanted)
    assert not account.factors.exists() and browser.get("/schools/").status_code == 200
    line = Line.objects.first()
    assert line is not None and line.verb == "remove-factor"


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "１", "0"])
def test_nobody_takes_away_what_is_not_theirs(browser: Client, number: str) -> None:
    answer = browser.post("/security/second-factor/remove/", {"factor": number})
    assert answer["Location"] == "/security/"


def test_my_sessions_are_listed_and_the_others_end(browser: Client) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"})
    log_in(other, "bureau")
    page = browser.get("/security/").content.decode()
    assert "iPhone" in page and page.count("this one") == 1
    browser.post("/security/sessions/end/")
    assert other.get("/schools/").status_code == 302
    assert browser.get("/schools/").status_code == 200 and Visit.objects.count() == 1
    line = Line.objects.first()
    assert line is not None and line.verb == "end-sessions" and line.note == {"sessions": 1}


def test_nobody_sees_or_ends_the_sessions_of_somebody_else(browser: Client) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (iPad)"})
    log_in(other, "school")
    assert "iPad" not in browser.get("/security/").content.decode()
    browser.post("/security/sessions/end/")
    assert other.get("/schools/").status_code == 200


def test_my_recent_log_ins_come_from_the_record(browser: Client) -> None:
    log_in(Client(), "bureau", "wrong")
    page = browser.get("/security/").content.decode()
    assert "failed attempt to log in" in page


def test_everybody_of_the_cast_opens_their_own_security_page(cast: Cast) -> None:
    for name, account in cast.accounts.items():
        browser = Client()
        browser.force_login(account)
        assert browser.get("/security/").status_code == 200, name
        assert browser.get("/security/second-factor/").status_code == 200, name


def administrator(cast: Cast) -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    from xuequ.directory.tests.test_guard import owner

    browser.force_login(owner(cast, "system_admin"))
    return browser


def test_the_system_administrator_sets_the_rules_which_say_what_is_unconfirmed(
    cast: Cast,
) -> None:
    browser = administrator(cast)
    page = browser.get("/system/sign-in/").content.decode()
    assert page.count("to be confirmed</span>") == 6
    held = rules()
    typed = {
        each: getattr(held, each)
        for each in (
            "min_length", "classes", "max_age_days", "failures", "lock_minutes", "idle_minutes",
            "second_factor",
        )
    }  # fmt: skip
    assert "Nothing differs" in browser.post("/system/sign-in/", typed).content.decode()
    assert browser.post("/system/sign-in/", {**typed, "max_age_days": 90}).status_code == 302
    assert rules().max_age_days == 90 and rules().changed_at is not None
    line = Line.objects.first()
    assert line is not None and line.verb == "set-sign-in-rules"
    assert line.note == {"max_age_days": 90} and line.authority == cast.authority.pk


@pytest.mark.parametrize(
    ("name", "value"),
    [("min_length", "7"), ("failures", "0"), ("lock_minutes", "0"), ("idle_minutes", "9999"),
     ("classes", "5"), ("second_factor", "never"), ("max_age_days", "-1"), ("failures", "x")],
)  # fmt: skip
def test_rules_beyond_reason_are_refused(cast: Cast, name: str, value: str) -> None:
    browser = administrator(cast)
    typed: dict[str, Any] = {
        "min_length": 10, "classes": 3, "max_age_days": 0, "failures": 5, "lock_minutes": 30,
        "idle_minutes": 30, "second_factor": "offered",
    }  # fmt: skip
    answer = browser.post("/system/sign-in/", {**typed, name: value})
    assert answer.status_code == 422 and not SignInRules.objects.filter(changed_at=None).exists()


def test_nobody_but_the_system_administrator_sees_the_rules(browser: Client) -> None:
    assert browser.get("/system/sign-in/").status_code == 403
