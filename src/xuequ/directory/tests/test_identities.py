"""Identities (身份): one at a time, changed by an explicit act, never added up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import Delegation, Holding, Person, Post
from xuequ.directory.queries.access import first_screen
from xuequ.directory.queries.identities import identities_of
from xuequ.directory.services.delegations import Loan, delegate
from xuequ.directory.services.families import link_guardian
from xuequ.directory.services.people import appoint, create_post
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
LIST, MINE, LOANS = "/identity/", "/identity/mine/", "/delegations/"


@pytest.fixture
def twice(cast: Cast) -> Any:
    """The head of 东学区 heads 西集团 too."""
    post = create_post(
        cast.authority, "district_head", "集团长", since=OPENING, actor=MAKER, place=cast.group
    )
    return appoint(cast.accounts["head"].person, post, since=OPENING, actor=MAKER)


def codes(person: Person) -> list[str]:
    return [each.code for each in identities_of(person, timezone.localdate())]


def lend(cast: Cast, days: int = 9) -> Delegation:
    """韦演示 lends the post of head to the principal of 东二小."""
    today = timezone.localdate()
    deputy = cast.accounts["principal"].person
    loan = Loan(deputy, since=today, until=today + timedelta(days=days), reason="外出")
    return delegate(loan, actor=cast.actors["head"], today=today)


def switch(browser: Any, code: str) -> Any:
    return browser.post(LIST, {"identity": code})


def last_line() -> tuple[str, str, str, dict[str, Any]]:
    line = Line.objects.latest("number")
    return line.verb, line.account, line.post, line.note


@pytest.mark.clause("GOV-02")
def test_who_heads_two_consortia_switches_between_them_and_never_sees_both(
    cast: Cast, client_of: Any, twice: Holding
) -> None:
    browser = client_of("head")
    assert "东学区" in (text := browser.get("/consortia/").content.decode())
    assert "西集团" not in text
    assert switch(browser, f"holding:{twice.pk}")["Location"] == "/"
    assert last_line() == (
        "switch-identity", "head", "集团长", {"identity": f"holding:{twice.pk}"},
    )  # fmt: skip
    assert "西集团" in (text := browser.get("/consortia/").content.decode())
    assert "东学区" not in text
    assert browser.get(f"/consortia/{cast.east.pk}/").status_code == 404


def test_a_switch_forgets_the_unit_and_changes_the_session(
    cast: Cast, client_of: Any, twice: Holding
) -> None:
    browser = client_of("head")
    browser.post("/choose/", {"unit": cast.east.pk})
    before = browser.session.session_key
    switch(browser, f"holding:{twice.pk}")
    assert "unit" not in browser.session and browser.session.session_key != before


@pytest.mark.parametrize("code", ["holding:1", "holding:0", "delegation:1", "guardian:1", "x", ""])
def test_an_identity_of_somebody_else_is_refused_recorded_and_changes_nothing(
    cast: Cast, client_of: Any, code: str
) -> None:
    browser = client_of("school")
    assert code not in codes(cast.accounts["school"].person)
    answer = switch(browser, code)
    assert answer.status_code == 422
    shown = code if ":" in code else "?"
    assert last_line() == ("refused-identity", "school", "学校办公室", {"identity": shown})
    assert "莫演示" not in answer.content.decode()
    assert browser.get("/schools/new/").status_code == 403


def test_odd_codes_stand_in_the_record_as_a_question_mark(cast: Cast, client_of: Any) -> None:
    browser = client_of("school")
    for odd in ("holding:１", "holding:" + "9" * 400, "\0", "<script>", "身份：1"):
        assert switch(browser, odd).status_code == 422
        assert last_line()[3] == {"identity": "?"}


def test_a_session_with_a_forged_identity_falls_back_to_the_first(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("school")
    browser.get("/")
    session = browser.session
    session["identity"] = f"holding:{Holding.objects.get(person__name='莫演示').pk}"
    session.save()
    page = browser.get(LIST)
    assert page.context["actor"].identity in codes(cast.accounts["school"].person)
    assert page.context["notice"].has_lost
    assert browser.get("/schools/new/").status_code == 403


def test_an_expired_deputy_is_back_in_the_own_post_and_is_told(cast: Cast, client_of: Any) -> None:
    loan = lend(cast)
    browser = client_of("principal")
    assert switch(browser, f"delegation:{loan.pk}").status_code == 302
    assert browser.get(LIST).context["actor"].post == "学区长（代 韦演示）"
    today = timezone.localdate()
    Delegation.objects.update(since=today - timedelta(days=9), until=today)
    page = browser.get(LIST)
    assert page.context["actor"].post == "校长"
    assert 'role="alert"' in page.content.decode()
    assert switch(browser, f"delegation:{loan.pk}").status_code == 422
    assert last_line()[:2] == ("refused-identity", "principal")


def test_acts_of_a_deputy_name_both(cast: Cast, client_of: Any) -> None:
    loan = lend(cast)
    browser = client_of("principal")
    switch(browser, f"delegation:{loan.pk}")
    assert last_line()[:3] == ("switch-identity", "principal", "学区长（代 韦演示）")
    page = browser.get("/").content.decode()
    assert "学区长（代 韦演示）" in page


def test_whoever_has_one_identity_is_offered_no_switch(cast: Cast, client_of: Any) -> None:
    lend(cast)
    offers = {
        name: f'href="{LIST}"' in client_of(name).get("/identity/mine/").content.decode()
        for name in ("school", "principal")
    }
    assert offers == {"school": False, "principal": True}


def test_a_teacher_who_is_a_parent_has_two_identities_apart(cast: Cast, client_of: Any) -> None:
    teacher = cast.accounts["teacher"].person
    child = cast.accounts["guardian"].person.guardianships.get().pupil
    link_guardian(teacher, child, "father", since=OPENING, actor=MAKER)
    assert [each.role for each in identities_of(teacher, timezone.localdate())] == [
        "teacher", "guardian",
    ]  # fmt: skip
    browser = client_of("teacher")
    assert browser.get("/schools/").status_code == 200
    switch(browser, f"guardian:{teacher.pk}")
    assert browser.get("/schools/").status_code == 403


def test_everybody_begins_at_a_page_that_opens(cast: Cast, client_of: Any) -> None:
    for audience, actor in cast.actors.items():
        assert client_of(audience).get(first_screen(actor)).status_code == 200, audience


def test_identities_cost_the_same_queries_however_many(cast: Cast, client_of: Any) -> None:
    person = cast.accounts["head"].person
    costs = []
    for count in (1, 6):
        for n in range(count):
            post = create_post(cast.authority, "bureau_research", f"员{count}{n}",
                               since=OPENING, actor=MAKER)  # fmt: skip
            appoint(person, post, since=OPENING, actor=MAKER)
        with CaptureQueriesContext(connection) as queries:
            identities_of(person, timezone.localdate())
        costs.append(len(queries))
    assert costs == [2, 2]
    assert Post.objects.filter(role="bureau_research").count() == 7
