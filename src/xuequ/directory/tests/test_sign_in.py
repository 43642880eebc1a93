"""Logging in with name and password: who gets in, who is locked out, what is recorded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Holding, Visit
from xuequ.directory.queries.sign_in import minutes_locked
from xuequ.directory.services.people import close_account
from xuequ.directory.services.security.attempts import unlock_account
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.directory.tests.clock import Clock, clock
from xuequ.kernel.actors import program
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
MAKER = program("test")
WRONG = "The name or the password is wrong."


def log_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/log-in/", {"username": name, "password": password, **more})


@pytest.fixture
def browser(cast: Cast) -> Client:
    return Client(headers={"accept-language": "en"}, enforce_csrf_checks=False)


@pytest.fixture(autouse=True)
def in_english(browser: Client) -> None:
    browser.cookies["language"] = "en"


def verbs() -> list[str]:
    return list(Line.objects.order_by("-number").values_list("verb", flat=True)[:10])


def test_somebody_gets_in_and_the_record_says_so(browser: Client) -> None:
    answer = log_in(browser, "bureau", next="/schools/")
    assert answer.status_code == 302 and answer["Location"] == "/schools/"
    line = Line.objects.first()
    assert line is not None and line.verb == "log-in" and line.account == "bureau"
    assert line.note == {"way": "password"} and Visit.objects.count() == 1


def test_logging_out_is_recorded_and_ends_the_session(browser: Client) -> None:
    log_in(browser, "bureau")
    browser.post("/log-out/")
    assert verbs()[0] == "log-out" and not Visit.objects.exists()
    assert browser.get("/schools/")["Location"].startswith("/log-in/")


@pytest.mark.parametrize("why", ["nobody", "wrong", "closed", "no post"])
def test_the_answer_is_the_same_whatever_is_wrong(cast: Cast, browser: Client, why: str) -> None:
    account: Account = cast.accounts["bureau"]
    name, password = "bureau", PASSWORD
    if why == "nobody":
        name = "nobody-has-this"
    elif why == "wrong":
        password = "Something else 1"
    elif why == "closed":
        close_account(account, actor=MAKER)
    else:
        Holding.objects.filter(person=account.person).update(until="2021-01-01")
    answer = log_in(browser, name, password)
    assert answer.status_code == 422 and WRONG in answer.content.decode()
    assert "_auth_user_id" not in browser.session
    failed = Line.objects.filter(verb="log-in-failed")
    assert failed.count() == (0 if why == "nobody" else 1)
    assert "nobody-has-this" not in str([each.content() for each in Line.objects.all()])


@pytest.mark.parametrize("name", ["bureau", "nobody-has-this", "' OR 1=1 --"])
def test_five_failures_lock_a_name_whether_or_not_anybody_has_it(
    browser: Client, clock: Clock, name: str
) -> None:
    answers = [log_in(browser, name, "wrong") for _ in range(5)]
    assert all(WRONG in each.content.decode() for each in answers[:4])
    assert "Try again in 30 minutes" in answers[4].content.decode()
    clock.on(minutes=12)
    assert "Try again in 18 minutes" in log_in(browser, name).content.decode()
    assert verbs().count("lock-out") == 1
    assert verbs().count("log-in-failed") == (5 if name == "bureau" else 0)
    assert name == "bureau" or name not in str([each.content() for each in Line.objects.all()])


def test_a_lock_ends_after_its_time_and_counting_begins_anew(browser: Client, clock: Clock) -> None:
    for _ in range(6):
        log_in(browser, "bureau", "wrong")
    assert log_in(browser, "bureau").status_code == 422
    clock.on(minutes=31)
    assert WRONG in log_in(browser, "bureau", "wrong").content.decode()
    assert log_in(browser, "bureau").status_code == 302


def test_attempts_during_a_lock_do_not_lengthen_it(browser: Client, clock: Clock) -> None:
    for _ in range(5):
        log_in(browser, "bureau", "wrong")
    clock.on(minutes=20)
    log_in(browser, "bureau", "wrong")
    clock.on(minutes=11)
    assert log_in(browser, "bureau").status_code == 302


def test_getting_in_starts_the_count_anew(browser: Client) -> None:
    for _ in range(2):
        for _ in range(4):
            log_in(browser, "bureau", "wrong")
        assert log_in(browser, "bureau").status_code == 302
        browser.post("/log-out/")


def test_another_name_is_not_locked_with_it(browser: Client) -> None:
    for _ in range(5):
        log_in(browser, "bureau", "wrong")
    assert log_in(browser, "school").status_code == 302


def test_an_account_is_unlocked_by_an_administrator(cast: Cast, browser: Client) -> None:
    for _ in range(5):
        log_in(browser, "bureau", "wrong")
    assert minutes_locked("bureau") == 30
    unlock_account(cast.accounts["bureau"], actor=MAKER)
    assert verbs()[0] == "unlock-account"
    assert log_in(browser, "bureau").status_code == 302
    with pytest.raises(Refused, match="not-locked"):
        unlock_account(cast.accounts["bureau"], actor=MAKER)


def test_the_rules_set_how_many_failures_and_how_long(browser: Client, clock: Clock) -> None:
    set_sign_in_rules({"failures": 3, "lock_minutes": 5}, actor=MAKER)
    for _ in range(3):
        answer = log_in(browser, "bureau", "wrong")
    assert "Try again in 5 minutes" in answer.content.decode()
    clock.on(minutes=6)
    assert log_in(browser, "bureau").status_code == 302


ODD = [
    "\0", "bureau\0", "a" * 10_000, "' OR '1'='1", '"; DROP TABLE directory_account; --', "学区长",
    "ｂｕｒｅａｕ", "bu\u200breau", "\u202eureau", "BUREAU", "%s%n", "{{7*7}}", "<script>",
    "😀" * 20,
    "e\u0301", "\ufeffbureau", "../../etc/passwd", "None", "",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_refused_in_words(browser: Client, name: str) -> None:
    answer = log_in(browser, name)
    assert answer.status_code == 422 and "_auth_user_id" not in browser.session
    assert 'value="<script>' not in answer.content.decode()


@pytest.mark.parametrize("password", ["\0", "a" * 10_000, "' OR 1=1 --", " " + PASSWORD, "😀"])
def test_odd_passwords_are_refused(browser: Client, password: str) -> None:
    assert log_in(browser, "bureau", password).status_code == 422


def test_bytes_that_are_no_text_are_refused(browser: Client) -> None:
    body = b"username=\xff\xfe&password=\xed\xa0\x80"
    kind = "application/x-www-form-urlencoded"
    assert browser.post("/log-in/", body, content_type=kind).status_code == 422


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
        "http:///evil.example", "\thttps://evil.example", "/log-out/", "/nowhere/", "///evil",
        "https:evil.example", "/log-in/passkey/",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_logging_in(browser: Client, goal: str) -> None:
    assert log_in(browser, "bureau", next=goal)["Location"] == "/"
    browser.post("/log-out/")
    typed = {"username": "bureau", "password": PASSWORD}
    assert browser.post("/log-in/", typed, query_params={"next": goal})["Location"] == "/"


def test_the_session_gets_a_new_key_at_the_log_in(browser: Client) -> None:
    browser.post("/choose/", {"on": "2026-01-01"})
    before = browser.session.session_key
    log_in(browser, "bureau")
    assert before and browser.session.session_key != before


def test_a_log_in_without_the_forms_token_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert log_in(strict, "bureau").status_code == 403


def test_the_table_of_attempts_knows_neither_name_nor_address_nor_browser(browser: Client) -> None:
    from axes.models import AccessAttempt

    headers = {"user-agent": "Secret/1.0", "x-forwarded-for": "203.0.113.9"}
    typed = {"username": "bureau", "password": "wrong"}
    browser.post("/log-in/?next=/schools/", typed, headers=headers)
    [kept] = AccessAttempt.objects.values()
    text = str(kept)
    assert kept["ip_address"] is None and "bureau" not in text and "wrong" not in text
    assert "Secret" not in text and "203.0.113.9" not in text and "schools" not in text


def test_the_record_holds_and_names_no_password(browser: Client) -> None:
    for password in ("Wrong password 1", PASSWORD):
        log_in(browser, "bureau", password)
    text = str([each.content() for each in Line.objects.all()])
    assert "Wrong password 1" not in text and PASSWORD not in text
    assert verify()[1] is None


def test_whose_last_post_ends_loses_access_at_once(cast: Cast, browser: Client) -> None:
    log_in(browser, "bureau")
    assert browser.get("/schools/").status_code == 200
    cast.accounts["bureau"].person.holdings.update(until="2021-01-01")
    assert browser.get("/schools/")["Location"].startswith("/log-in/")


def test_somebody_logged_in_is_not_asked_again(browser: Client) -> None:
    log_in(browser, "bureau")
    assert browser.get("/log-in/?next=/schools/")["Location"] == "/schools/"


def test_the_page_says_how_many_failures_lock_a_name(browser: Client) -> None:
    page = browser.get("/log-in/").content.decode()
    assert "After 5 failed attempts a name is locked for 30 minutes" in page
