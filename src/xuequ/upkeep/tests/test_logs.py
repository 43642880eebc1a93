"""The log says what became of every request and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from support_plugin import Cast
from xuequ.site import home
from xuequ.upkeep import views
from xuequ.upkeep.logs import JsonLines, Plain
from xuequ.upkeep.middleware import HEADER
from xuequ.web.context import routes

pytestmark = pytest.mark.django_db
PLANTED = {
    "name": "欧阳若水",
    "identity": "11010519491231002X",
    "phone": "13912345678",
    "password": "Swordfish-7-hidden",
    "token": "tok_9f8e7d6c5b4a39281706",
    "e-mail": "ruoshui@school.example",
}
EVERYTHING = " ".join(PLANTED.values())


class Both(logging.Formatter):
    """Every line in both formats, the JSON first."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{JsonLines().format(record)}\n{Plain().format(record)}"


@pytest.fixture
def log() -> Iterator[Callable[[], list[str]]]:
    """What the configured handlers write meanwhile."""
    places = ("", "xuequ.request", "django.request")
    handlers = {
        each
        for name in places
        for each in logging.getLogger(name).handlers
        if isinstance(each, logging.StreamHandler) and isinstance(each.formatter, Plain | JsonLines)
    }
    assert handlers
    written = io.StringIO()
    before = [(each, each.stream, each.formatter) for each in handlers]
    for each in handlers:
        each.stream = written  # what stood there may be closed already, and is not flushed
    for each in handlers:
        each.setFormatter(Both())
    yield lambda: written.getvalue().splitlines()
    for handler, stream, formatter in before:
        handler.stream = stream
        handler.setFormatter(formatter)


def nothing_planted(lines: list[str]) -> None:
    for line in lines:
        for what, value in PLANTED.items():
            assert value not in line, f"{what}: {line}"


def plain_routes() -> list[str]:
    """The addresses that need no parameter."""
    found = []
    for name, route in routes(get_resolver().url_patterns):
        page = getattr(route.callback, "page", None)
        if page is not None and "<" not in str(route.pattern) and "log_out" not in name:
            found.append(name)
    return found


def test_no_page_writes_what_somebody_sent(
    cast: Cast, client_of: Any, log: Callable[[], list[str]]
) -> None:
    sent = {"q": EVERYTHING, "username": PLANTED["name"], "password": PLANTED["password"]}
    sent |= {"number": PLANTED["identity"], "phone": PLANTED["phone"], "reason": EVERYTHING}
    for who in ("nobody", "bureau", "system"):
        browser: Client = client_of(who)
        browser.raise_request_exception = False
        for name in plain_routes():
            browser.get(reverse(name), sent)
            browser.post(reverse(name), sent)
    lines = log()
    assert len(lines) > 200
    nothing_planted(lines)


def test_no_mishap_writes_what_somebody_sent(
    cast: Cast, client_of: Any, log: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        held_here = EVERYTHING
        try:
            raise KeyError(held_here)
        except KeyError as error:
            raise ValueError(f"DETAIL: Key (name)=({held_here})") from error

    monkeypatch.setattr(views, "findings", fail)
    browser = client_of("system")
    browser.raise_request_exception = False
    planted = {HEADER: PLANTED["token"], "Authorization": f"Bearer {PLANTED['token']}"}
    assert browser.get("/health/ready/", headers=planted).status_code == 500
    assert browser.get(f"/{PLANTED['name']}/{PLANTED['token']}/").status_code == 404
    assert browser.get("/", headers={"host": PLANTED["token"] + ".example"}).status_code == 400
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/log-in/", {"username": PLANTED["name"]}).status_code == 403
    library = logging.getLogger("somebody.else")
    library.warning("cannot reach %s for %s", PLANTED["e-mail"], PLANTED["name"])
    logging.getLogger("xuequ.vault").error("asked for %s", PLANTED["identity"])
    lines = log()
    nothing_planted(lines)
    text = "\n".join(lines)
    assert "ValueError" in text and "xuequ/upkeep/views.py" in text and "readiness" in text
    assert "cannot reach … for …" in text


def test_a_line_says_route_status_time_and_account_and_carries_the_number_of_the_answer(
    cast: Cast, client_of: Any, log: Callable[[], list[str]]
) -> None:
    answer = client_of("bureau").get(reverse("directory:school_list"), {"q": "x"})
    number = answer.headers[HEADER]
    assert re.fullmatch("[0-9a-f]{32}", number)
    as_json, plain = (each for each in log() if number in each)
    account = cast.accounts["bureau"].pk
    facts = json.loads(as_json)
    assert (facts["request"], facts["account"]) == (number, account)
    assert (facts["route"], facts["status"]) == ("directory:school_list", 200) and facts["ms"] > 0
    assert f"account={account}" in plain and "route=directory:school_list" in plain


def test_a_number_from_the_server_in_front_is_kept_if_it_is_just_a_number(client: Client) -> None:
    for given, is_kept in (("a" * 32, True), ("5f0c1d2e-" + "1a2b-" * 3 + "0" * 12, True),
                           (PLANTED["token"], False), ("x\ny", False)):  # fmt: skip
        answer = client.get("/health/", headers={HEADER: given})
        assert (answer.headers[HEADER] == given) == is_kept


def test_the_format_of_the_log_is_one_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("plain", "json", "quiet"):
        monkeypatch.setenv("XUEQU_LOG", each)
        assert home.log_format() == each
    monkeypatch.setenv("XUEQU_LOG", "xml")
    with pytest.raises(ValueError, match="XUEQU_LOG"):
        home.log_format()
