"""What stands between a session and every page: pauses, passwords that must change, factors."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from support_plugin import PASSWORD, Cast
from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Account
from xuequ.directory.services import people
from xuequ.directory.services.people import open_account, register_person, reset_password
from xuequ.directory.services.security.factors import add_code_app, new_key
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.directory.tests.clock import Clock, clock
from xuequ.directory.tests.test_second_factor import code_now
from xuequ.directory.tests.test_sign_in import log_in
from xuequ.kernel.actors import program
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
MAKER = program("test")
OPENING = date(2020, 9, 1)


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def test_a_session_at_rest_ends_and_the_page_asked_for_is_kept(
    browser: Client, clock: Clock
) -> None:
    log_in(browser, "bureau")
    clock.on(minutes=29)
    assert browser.get("/schools/").status_code == 200
    clock.on(minutes=29)
    assert browser.get("/schools/").status_code == 200
    clock.on(minutes=30)
    answer = browser.get("/schools/?words=x")
    assert answer["Location"] == "/log-in/?next=%2Fschools%2F%3Fwords%3Dx"
    assert "You were away for 30 minutes" in browser.get(answer["Location"]).content.decode()
    line = Line.objects.first()
    assert line is not None and line.verb == "log-out" and line.note == {"why": "idle"}
    assert line.account == "bureau"


def test_the_rules_set_how_long_a_session_may_rest(browser: Client, clock: Clock) -> None:
    log_in(browser, "bureau")
    set_sign_in_rules({"idle_minutes": 5}, actor=MAKER)
    clock.on(minutes=5)
    assert browser.get("/schools/").status_code == 302


def test_a_session_lasts_eight_hours_however_busy(browser: Client, clock: Clock) -> None:
    log_in(browser, "bureau")
    for _ in range(19):
        clock.on(minutes=25)
        assert browser.get("/schools/").status_code == 200
    clock.on(minutes=6)
    assert browser.get("/schools/").status_code == 302


def test_nothing_is_written_by_a_form_sent_after_the_session_ended(
    cast: Cast, browser: Client, clock: Clock
) -> None:
    log_in(browser, "bureau")
    clock.on(minutes=31)
    before = Line.objects.count()
    assert browser.post("/schools/new/", {"name": "新校"}).status_code == 302
    assert Line.objects.count() == before + 1  # the log-out


def owner(cast: Cast, role: str) -> Account:
    """Somebody in a role of the catalogue, with an account.  Parents hold no post."""
    place = ROLES[role].place
    at = {"authority": None, "consortium": cast.east, "school": cast.loose}[place]
    person = register_person(cast.authority, "新演示", actor=MAKER)
    post = people.create_post(cast.authority, role, "岗位", since=OPENING, actor=MAKER, place=at)
    people.appoint(person, post, since=OPENING, actor=MAKER)
    return open_account(f"new-{role}", PASSWORD, person=person, actor=MAKER)


def first_page(account: Account, *, session: dict[str, Any] | None = None) -> str:
    """Where somebody logged in is led who asks for a page of their own."""
    browser = Client()
    browser.force_login(account)
    if session:
        kept = browser.session
        kept.update(session)
        kept.save()
    answer = browser.get("/identity/")
    return str(answer.headers.get("Location", "")).partition("?")[0]


@pytest.mark.parametrize("required", ["required", "offered"])
@pytest.mark.parametrize("role", [each for each in ROLES if each != "guardian"])
def test_who_must_set_up_a_factor_follows_from_role_and_rules(
    cast: Cast, role: str, required: str
) -> None:
    account = owner(cast, role)
    if required == "required":
        set_sign_in_rules({"second_factor": "required"}, actor=MAKER)
    led = required == "required" and ROLES[role].second_factor
    browser = Client()
    browser.force_login(account)
    answer = browser.get("/tokens/" if "api.use" in ROLES[role].permissions else "/identity/mine/")
    wanted = "/security/second-factor/" if led else ""
    assert answer.headers.get("Location", "").partition("?")[0] == wanted


def test_administrators_and_approvers_are_the_roles_that_need_a_factor() -> None:
    assert {code for code, role in ROLES.items() if role.second_factor} == {
        "bureau_leader",
        "bureau_office",
        "notary",
        "system_admin",
        "security_admin",
        "audit_admin",
    }


def test_without_a_factor_no_page_that_changes_anything_opens(cast: Cast) -> None:
    set_sign_in_rules({"second_factor": "required"}, actor=MAKER)
    browser = Client()
    browser.force_login(cast.accounts["bureau"])
    before = Line.objects.count()
    answer = browser.post("/schools/new/", {"name": "新校", "since": "2026-09-01"})
    assert answer["Location"] == "/security/second-factor/?next=%2F"
    assert Line.objects.count() == before
    assert browser.get("/security/second-factor/").status_code == 200
    assert browser.get("/identity/").status_code == 200


def test_an_account_with_a_factor_shows_it_in_every_session(cast: Cast) -> None:
    account = cast.accounts["school"]
    key = new_key()
    add_code_app(account, key, code_now(key), actor=MAKER)
    assert first_page(account) == "/log-in/second/"
    assert first_page(account, session={"second": True}) == ""


def test_a_program_with_a_bare_session_is_told_so_as_a_problem(cast: Cast) -> None:
    account = cast.accounts["bureau"]
    set_sign_in_rules({"second_factor": "required"}, actor=MAKER)
    browser = Client()
    browser.force_login(account)
    answer = browser.get("/api/v1/schools")
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"


def test_a_password_somebody_else_chose_must_change_first(cast: Cast, browser: Client) -> None:
    reset_password(cast.accounts["bureau"], "Chosen by another 1", actor=MAKER, must_change=True)
    answer = log_in(browser, "bureau", "Chosen by another 1", next="/schools/")
    assert browser.get(answer["Location"])["Location"].startswith("/security/password/?next=")
    page = browser.get("/security/password/").content.decode()
    assert "Somebody else chose this password" in page
    typed = {"old": "Chosen by another 1", "new": PASSWORD, "again": PASSWORD, "next": "/schools/"}
    assert browser.post("/security/password/", typed)["Location"] == "/schools/"
    assert browser.get("/schools/").status_code == 200


def test_a_password_that_is_too_old_must_change_first(browser: Client, clock: Clock) -> None:
    set_sign_in_rules({"max_age_days": 90}, actor=MAKER)
    log_in(browser, "bureau")
    assert browser.get("/schools/").status_code == 200
    clock.on(days=90)
    log_in(browser, "bureau")
    assert browser.get("/schools/")["Location"].startswith("/security/password/")


def test_ending_the_password_of_somebody_ends_their_sessions(cast: Cast, browser: Client) -> None:
    log_in(browser, "bureau")
    reset_password(cast.accounts["bureau"], "Another password 2", actor=MAKER)
    assert browser.get("/schools/")["Location"].startswith("/log-in/")


def test_the_first_page_is_shut_too_until_what_is_owed_is_done(cast: Cast) -> None:
    Account.objects.filter(username="bureau").update(must_change_password=True)
    browser = Client()
    browser.force_login(cast.accounts["bureau"])
    assert browser.get("/")["Location"] == "/security/password/?next=%2F"


def test_a_page_of_the_same_name_elsewhere_is_not_open_to_who_owes_a_factor(cast: Cast) -> None:
    set_sign_in_rules({"second_factor": "required"}, actor=MAKER)
    browser = Client()
    browser.force_login(cast.accounts["bureau"])
    before = Line.objects.count()
    page = f"/governance/consortia/{cast.east.pk}/set-up/"
    for answer in (browser.get(page), browser.post(page, {"since": "2026-09-01"})):
        assert answer["Location"].startswith("/security/second-factor/")
    assert Line.objects.count() == before


def test_a_session_with_a_new_key_ends_with_the_others_before_its_next_click(
    cast: Cast, browser: Client
) -> None:
    log_in(browser, "bureau")
    old = browser.session.session_key
    code = f"holding:{cast.accounts['bureau'].person.holdings.get().pk}"
    browser.post("/identity/", {"identity": code})
    assert browser.session.session_key != old
    other = Client()
    log_in(other, "bureau")
    other.post("/security/sessions/end/")
    assert browser.get("/schools/")["Location"].startswith("/log-in/")
