"""«What may this person see and why», and the pages of delegation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Delegation
from xuequ.directory.queries.answers import Question, answers
from xuequ.directory.queries.explained import explained
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
MINE, LOANS, NEW = "/identity/mine/", "/delegations/", "/delegations/new/"


def said(cast: Cast, audience: str, kind: str, what: str) -> tuple[bool, str]:
    today = timezone.localdate()
    found = explained(cast.accounts[audience].person, today)
    [answer] = answers(found, Question(kind, what), today)
    return answer.may, answer.because


@pytest.mark.parametrize(
    ("audience", "counts"),
    [
        ("bureau", [1, 2, 6, 6]),
        ("city", [2, 2, 6, 6]),
        ("head", [1, 1, 3, 3]),
        ("principal", [1, 1, 3, 1]),
        ("guardian", [1, 1, 1, 0]),
        ("audit", [1, 2, 6, 0]),
    ],
)
def test_the_counts_are_what_the_scope_reaches(
    cast: Cast, audience: str, counts: list[int]
) -> None:
    [one] = explained(cast.accounts[audience].person, timezone.localdate())
    assert [reach.count for reach in one.reaches] == counts
    held = {right.code for right in one.rights}
    assert held == cast.actors[audience].permissions


def test_a_school_is_told_since_when_it_belongs(cast: Cast, client_of: Any) -> None:
    page = client_of("principal").get(MINE).content.decode()
    assert "东学区" in page and "2020-09-01" in page
    assert "西集团" not in page and "邻" not in page


@pytest.mark.parametrize(
    ("audience", "kind", "what", "may"),
    [
        ("principal", "school", "东三小", True),
        ("principal", "school", "西一小", False),
        ("principal", "consortium", "东学区", True),
        ("principal", "consortium", "西集团", False),
        ("bureau", "school", "孤小", True),
        ("bureau", "school", "邻一小", False),
        ("head", "consortium", "东学区", True),
        ("head", "school", "东一小", True),
        ("audit", "school", "东一小", False),
        ("guardian", "school", "东二小", False),
    ],
)
def test_may_they_see_it_is_answered_as_the_scope_says(
    cast: Cast, audience: str, kind: str, what: str, may: bool
) -> None:
    found, because = said(cast, audience, kind, what)
    assert found is may and because
    if may and audience == "principal":
        assert "东学区" in because


def test_what_is_not_in_reach_is_answered_like_what_does_not_exist(cast: Cast) -> None:
    assert said(cast, "principal", "school", "西一小") == said(
        cast, "principal", "school", "无此校"
    )


def test_a_page_is_explained_by_its_permission(cast: Cast, client_of: Any) -> None:
    browser = client_of("bureau")
    titles = browser.get(MINE).context["pages"]
    assert len(titles) > 20
    found = explained(cast.accounts["school"].person, timezone.localdate())
    today = timezone.localdate()
    verdicts = {title: answers(found, Question("page", title), today)[0].may for title in titles}
    assert set(verdicts.values()) == {True, False}


def test_the_security_administrator_asks_about_people_of_the_authority_only(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("security")
    here, there = (cast.accounts[name].person.pk for name in ("head", "other"))
    assert "学区长" in browser.get(f"/people/{here}/access/").content.decode()
    assert browser.get(f"/people/{there}/access/").status_code == 404
    assert client_of("head").get(f"/people/{here}/access/").status_code == 403


@pytest.mark.parametrize("odd", ["%00", "%E6", "x" * 9000, "kind=school&what=%27%22%3C"])
def test_odd_questions_get_an_answer(client_of: Any, odd: str) -> None:
    assert client_of("bureau").get(f"{MINE}?kind=page&what={odd}").status_code == 200


def test_a_post_is_lent_and_taken_back_on_the_pages(cast: Cast, client_of: Any) -> None:
    browser, today = client_of("head"), timezone.localdate()
    deputy = cast.accounts["principal"].person
    sheet = browser.get(NEW).content.decode()
    assert f'value="{deputy.pk}"' in sheet and "莫演示" not in sheet
    days = {"since": today.isoformat(), "until": (today + timedelta(days=9)).isoformat()}
    wrong = browser.post(NEW, {**days, "person": deputy.pk, "reason": ""})
    assert wrong.status_code == 422
    answer = browser.post(NEW, {**days, "person": deputy.pk, "reason": "外出"})
    assert answer["Location"] == LOANS
    assert "农演示" in browser.get(LOANS).content.decode()
    loan = Delegation.objects.get()
    assert "韦演示" in client_of("principal").get(LOANS).content.decode()
    assert client_of("school").post(f"{LOANS}{loan.pk}/revoke/").status_code == 404
    assert browser.post(f"{LOANS}{loan.pk}/revoke/").status_code == 302
    assert Line.objects.latest("number").verb == "revoke-delegation"


def test_somebody_from_elsewhere_cannot_be_chosen(cast: Cast, client_of: Any) -> None:
    today = timezone.localdate()
    values = {"since": today, "until": today + timedelta(days=9), "reason": "外出"}
    stranger = cast.accounts["other"].person
    answer = client_of("head").post(NEW, {**values, "person": stranger.pk})
    assert answer.status_code == 422 and "邻演示" not in answer.content.decode()
    assert not Delegation.objects.exists()


def test_who_may_lend_nothing_is_told_what_could_be(client_of: Any) -> None:
    for audience in ("teacher", "guardian", "audit"):
        page = client_of(audience).get(LOANS)
        assert page.status_code == 200 and not page.context["may_lend"]
        assert client_of(audience).get(NEW).status_code == 403
