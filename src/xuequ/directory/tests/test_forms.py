"""Forms: what fits is done and recorded, what does not is shown again with the reason."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from addresses import Place, address, place, those
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Consortium, Membership
from xuequ.directory.tests.belonging import DAY, named, places, primary
from xuequ.directory.tests.tries import ELSEWHERE, FREE_TEXT, SINCE, TRIES, typed
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

REASON = re.compile(r'<(?:p|div) class="(?:error|alert alert-danger)"[^>]*>(.*?)</(?:p|div)>', re.S)


@pytest.fixture
def own(cast: Cast) -> Place:
    """东学区 with its lead school."""
    return place(cast.east)


def reasons(page: Any) -> str:
    """Why the form was not taken, as the reader sees it."""
    return unescape(" ".join(REASON.findall(page.content.decode())))


@pytest.mark.parametrize("name", TRIES)
def test_what_fits_is_done_recorded_and_confirmed(
    cast: Cast, client_of: Any, own: Place, name: str
) -> None:
    browser, where = client_of(TRIES[name].by), address(f"directory:{name}", own)
    answer = browser.post(where, typed(name, cast))
    assert answer.status_code == 302
    line = Line.objects.latest("number")
    assert (line.verb, line.account) == (TRIES[name].verb, TRIES[name].by)
    assert 'class="alert alert-success"' in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("name", TRIES)
def test_what_does_not_fit_comes_back_with_the_reason_and_what_was_typed(
    cast: Cast, client_of: Any, own: Place, name: str
) -> None:
    browser, where = client_of(TRIES[name].by), address(f"directory:{name}", own)
    wrong = {**typed(name, cast), **TRIES[name].bad}
    lines = Line.objects.count()
    page = browser.post(where, wrong)
    assert page.status_code == 422
    assert reasons(page)
    assert TRIES[name].kept in page.content.decode()
    assert Line.objects.count() == lines


@pytest.mark.parametrize("odd", ["\0", "长" * 50_000, "<script>alert(1)</script>"])
@pytest.mark.parametrize("name", TRIES)
def test_odd_text_never_breaks_a_form_or_the_page(
    cast: Cast, client_of: Any, own: Place, name: str, odd: str
) -> None:
    everything = dict.fromkeys({**typed(name, cast), **TRIES[name].bad}, odd)
    browser = client_of(TRIES[name].by)
    page = browser.post(address(f"directory:{name}", own), everything)
    if name in FREE_TEXT and page.status_code == 302:
        page = browser.get(page["Location"])
    else:
        assert page.status_code == 422
    assert "<script>alert" not in page.content.decode()


def test_no_form_goes_untested() -> None:
    taking = set(those(space="directory:", method="POST"))
    forms = taking & set(those(space="directory:", method="GET"))
    assert {f"directory:{name}" for name in (*TRIES, *ELSEWHERE)} == forms


def test_a_refusal_is_said_in_the_readers_language(client_of: Any, own: Place) -> None:
    browser, where = client_of("bureau"), address("directory:membership_add", own)
    again = {**SINCE, "consortium": own.consortium.pk, "role": "member"}
    said = {}
    for language in ("en", "zh-hans"):
        browser.cookies["language"] = language
        page = browser.post(where, again)
        assert page.status_code == 422
        said[language] = reasons(page)
    assert "东一小 already belongs to 东学区" in said["en"]
    assert "东一小" in said["zh-hans"] and "东学区" in said["zh-hans"]
    assert not re.search("[a-z]{3}", said["zh-hans"])


def test_a_school_is_never_sent_to_another_authoritys_consortium(
    cast: Cast, client_of: Any, own: Place
) -> None:
    foreign = Consortium.objects.get(authority=cast.other)
    for name in ("membership_add", "membership_move"):
        there = {**typed(name, cast), "consortium": foreign.pk}
        page = client_of("bureau").post(address(f"directory:{name}", own), there)
        assert page.status_code == 422
        assert "邻学区" not in page.content.decode()
    assert not foreign.memberships.filter(school=own.school).exists()


def test_a_change_shows_on_the_page_from_its_day(cast: Cast, client_of: Any, own: Place) -> None:
    browser = client_of("bureau")
    browser.post(address("directory:membership_move", own), typed("membership_move", cast))
    assert places(own.school, DAY) == {"西集团": "member"}
    browser.post(address("directory:school_change", own), typed("school_change", cast))
    page = browser.get(address("directory:school_detail", own))
    facts = page.context["it"]["facts"]
    assert (facts.standing.strength, [each.stage for each in facts.stages]) == ("weak", ["primary"])


def test_the_primary_membership_is_changed_with_a_button_or_the_reason_is_shown(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("bureau")
    second = Membership.objects.create(
        school=named("西二小"), consortium=cast.east, since=DAY, is_primary=False
    )
    button = f"/memberships/{second.pk}/primary/?on={DAY}"
    assert 'class="alert alert-success"' in browser.post(button, follow=True).content.decode()
    assert primary(named("西二小"), DAY) == ["东学区"]
    assert "alert-danger" in browser.post(button, follow=True).content.decode()
    assert primary(named("西二小"), DAY) == ["东学区"]


@pytest.mark.parametrize(
    ("password", "status"), [(PASSWORD, 302), (PASSWORD.upper(), 422), ("\0", 422)]
)
def test_logging_in_leads_to_the_page_first_asked_for_or_says_no_more_than_wrong(
    client_of: Any, password: str, status: int
) -> None:
    browser = client_of("nobody")
    asked = browser.get("/schools/?words=东")["Location"]
    answer = browser.post(asked, {"username": "bureau", "password": password})
    assert answer.status_code == status
    if status == 302:
        assert unescape(answer["Location"]).startswith("/schools/?words=")
        assert Line.objects.latest("number").verb == "log-in"
    else:
        assert browser.get("/schools/").status_code == 302


def test_logging_in_never_leads_away(client_of: Any) -> None:
    typed_in = {"username": "bureau", "password": PASSWORD}
    for away in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"):
        answer = client_of("nobody").post(f"/log-in/?next={away}", typed_in)
        assert answer["Location"] == "/"


def test_nobody_logs_in_without_a_post(cast: Cast, client_of: Any) -> None:
    account = cast.accounts["school"]
    account.person.holdings.update(until=DAY)
    typed_in = {"username": "school", "password": PASSWORD}
    assert client_of("nobody").post("/log-in/", typed_in).status_code == 422
