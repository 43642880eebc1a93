"""The frame around every page: language, standpoint, menu, errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.cookies import Morsel
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse

from addresses import page_of, those
from support_plugin import Cast
from xuequ.directory.engine.roles import ROLES
from xuequ.web import views
from xuequ.web.pages import PUBLIC

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
CHINESE, ENGLISH = '<html lang="zh-Hans">', '<html lang="en">'
HAN = re.compile("[\u4e00-\u9fff]")


def heading(text: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", text, re.S)
    assert found
    return found[1].strip()


def test_pages_are_chinese_whatever_the_browser_asks_for() -> None:
    page = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/log-in/")
    assert CHINESE in page.text and page["Content-Language"] == "zh-hans"
    assert HAN.search(heading(page.text))


@pytest.mark.parametrize(
    ("cookie", "shown"), [("en", ENGLISH), ("zh-hans", CHINESE), ("fr", CHINESE), ("", CHINESE)]
)
def test_a_cookie_decides_the_language(cookie: str, shown: str) -> None:
    visitor = Client()
    visitor.cookies["language"] = cookie
    assert shown in visitor.get("/log-in/").text


def test_the_language_chosen_is_kept_in_a_cookie_no_script_reads() -> None:
    visitor = Client()
    answer = visitor.post("/choose/", {"language": "en", "next": "/log-in/"})
    assert answer.status_code == 302 and answer["Location"] == "/log-in/"
    cookie: Morsel[str] = answer.cookies["language"]
    assert cookie.value == "en" and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert ENGLISH in visitor.get("/log-in/").text
    assert "language" not in visitor.post("/choose/", {"language": "klingon"}).cookies
    assert ENGLISH in visitor.get("/log-in/").text


def test_the_day_chosen_holds_until_today_is_chosen_again(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    field = 'name="on" class="form-control form-control-sm" value="{}"'
    bureau.post("/choose/", {"on": "2020-10-01"})
    assert field.format("2020-10-01") in bureau.get("/schools/").text
    assert field.format("2021-10-01") in bureau.get("/schools/?on=2021-10-01").text
    assert field.format("2020-10-01") in bureau.get("/schools/?on=tomorrow").text
    for day in ("", "2020-02-30", "soon"):
        bureau.post("/choose/", {"on": day})
        assert field.format("2020-10-01") not in bureau.get("/schools/").text


def test_the_unit_chosen_is_one_of_those_one_may_see(cast: Cast, client_of: Log) -> None:
    office = client_of("school")
    shown = '<option value="{}" selected>'
    office.post("/choose/", {"unit": cast.east.pk})
    assert shown.format(cast.east.pk) in office.get("/board/").text
    for unit in (cast.group.pk, "", "x", "-1", "9" * 40, "²"):
        office.post("/choose/", {"unit": unit})
        page = office.get("/board/")
        assert page.status_code == 200 and shown.format(unit) not in page.text
        assert "西集团" not in page.text


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("/board/", "/board/"),
        ("/schools/?page=2", "/schools/?page=2"),
        ("/board/?on=2018-09-01", "/board/"),
        ("?on=2018-09-01", "/"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http://testserver//evil.example/?on=2020-01-01", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("web:health", "/"),
        ("https:///evil.example", "/"),
        ("/schools/?words=" + "a" * 5000, "/"),
    ],
)
def test_after_a_choice_one_goes_back_but_never_to_another_site(
    cast: Cast, client_of: Log, wanted: str, sent: str
) -> None:
    answer = client_of("bureau").post("/choose/", {"next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, sent)


def test_an_endless_question_is_not_carried_through_the_log_in() -> None:
    answer = Client().get("/schools/?words=" + "%E9%95%BF" * 5000)
    assert (answer.status_code, answer["Location"]) == (302, "/log-in/?next=%2Fschools%2F")


@pytest.mark.parametrize("wanted", ["board", "no such page", "web", "\n/x"])
def test_a_place_to_go_back_to_that_is_none_does_no_harm(wanted: str) -> None:
    answer = Client().post("/choose/", {"next": wanted})
    assert answer.status_code == 302
    assert not urlsplit(answer["Location"]).netloc
    assert not urlsplit(answer["Location"]).scheme


def test_a_choice_is_only_taken_from_our_own_forms(cast: Cast) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/choose/", {"language": "en"}).status_code == 403
    assert stranger.get("/choose/").status_code == 405


def menu(client: Client) -> list[str]:
    text = client.get("/").text
    nav = text[text.index('<nav class="side"') : text.index("</nav>")]
    return re.findall(r'<a href="([^"]+)"', nav)


def listed() -> dict[str, str]:
    """The address of every page that stands in a menu, and what it needs."""
    return {reverse(name): page_of(name).needs for name in those() if page_of(name).menu}


@pytest.mark.parametrize(
    ("audience", "role"), [("bureau", "bureau_office"), ("school", "school_office")]
)
def test_the_menu_offers_just_the_pages_one_may_open(
    cast: Cast, client_of: Log, audience: str, role: str
) -> None:
    client, offered = client_of(audience), set(menu(client_of(audience)))
    for address, needs in listed().items():
        may = needs in ROLES[role].permissions
        assert (address in offered) == may, address
        assert client.get(address).status_code == (200 if may else 403), address
    assert {"/board/", "/roster/"} <= offered
    assert ("/record/" in offered) == (audience == "bureau")


def test_a_long_menu_opens_only_where_one_is_and_a_short_one_everywhere(
    cast: Cast, client_of: Log
) -> None:
    def opened(audience: str, path: str) -> list[str]:
        return re.findall(
            r'<details class="area" open>\s*<summary>([^<]+)', client_of(audience).get(path).text
        )

    assert opened("bureau", "/schools/") == opened("bureau", "/schools/1/") == ["学区与学校"]
    assert opened("bureau", "/enrolment/") == ["招生"]
    assert len(opened("guardian", "/family/")) > 1


def test_nobody_is_offered_anything_and_asked_to_log_in(cast: Cast) -> None:
    stranger = Client()
    assert '<nav class="side"' not in stranger.get("/log-in/").text
    assert PUBLIC not in listed().values()
    for address in listed():
        answer = stranger.get(address, {"page": "2"})
        assert answer.status_code == 302
        assert answer["Location"] == f"/log-in/?next={quote(address, '')}%3Fpage%3D2"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_error_pages_say_what_to_do_in_the_readers_language(
    cast: Cast, client_of: Log, language: str
) -> None:
    school, stranger = client_of("school"), Client()
    said = {}
    for visitor in (school, stranger):
        visitor.cookies["language"] = language
    for status, page in (
        (403, school.get("/record/")),
        (404, school.get("/schools/0/")),
        (404, stranger.get("/no/such/page/")),
    ):
        assert page.status_code == status
        assert (ENGLISH if language == "en" else CHINESE) in page.text
        assert bool(HAN.search(heading(page.text))) == (language != "en")
        assert 'href="/"' in page.text
        said[status] = heading(page.text)
    assert said[403] != said[404]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_our_own_mistakes_get_a_page_too(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(views, "JsonResponse", broken)
    visitor = Client(raise_request_exception=False)
    visitor.cookies["language"] = language
    page = visitor.get("/health/")
    assert page.status_code == 500 and "secret detail" not in page.text
    assert bool(HAN.search(heading(page.text))) == (language != "en")


def test_the_site_says_that_it_is_up() -> None:
    assert Client().get("/health/").json() == {"status": "ok"}
    assert resolve("/health/").view_name == "web:health"


@pytest.mark.parametrize("at", ["/", "/people/", "/consortia/places.json", "/api/v1/me", "/no/"])
def test_nothing_made_for_somebody_is_kept_by_browser_or_proxy(client_of: Any, at: str) -> None:
    assert client_of("bureau").get(at)["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in Client().get("/log-in/").headers
