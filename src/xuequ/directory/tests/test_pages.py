"""The pages of the directory as people use them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from addresses import Place, address, is_of_a_thing, page_of, place, those
from support_plugin import Cast
from xuequ.directory.models import Membership
from xuequ.directory.tests.belonging import DAY, EVE, leave, of

pytestmark = pytest.mark.django_db

READ = those(space="directory:", method="GET")
THINGS = [name for name in those(space="directory:") if is_of_a_thing(name)]
ODD = [
    "page=abc", "page=-1", "page=99999999999999999999", "page=%00", "words=%00", "lacking=%00",
    "words=%E6", "lacking=%27", "on=", "on=9999-99-99", "on=0001-01-01", "on=9999-12-31", "on=%00",
    "words=" + "%E9%95%BF" * 5000,
]  # fmt: skip


@pytest.fixture
def own(cast: Cast) -> Place:
    """东学区 with its lead school."""
    return place(cast.east)


@pytest.mark.parametrize("name", READ)
def test_every_page_opens_for_the_bureau_in_both_languages(
    client_of: Any, own: Place, name: str
) -> None:
    browser = client_of("bureau")
    texts = {}
    for language in ("zh-hans", "en"):
        browser.cookies["language"] = language
        page = browser.get(address(name, own))
        assert (page.status_code, page["Content-Language"]) == (200, language)
        texts[language] = page.content
    if page["Content-Type"].startswith("text/html"):
        assert texts["zh-hans"] != texts["en"]


@pytest.mark.parametrize("name", THINGS)
def test_what_belongs_to_another_authority_is_not_there(
    client_of: Any, own: Place, name: str
) -> None:
    for method in page_of(name).methods:
        assert client_of("other").generic(method, address(name, own)).status_code == 404
        assert client_of("bureau").generic(method, address(name, own)).status_code in {200, 302}
    assert Membership.objects.get(pk=own.membership.pk).until is None


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_odd_questions_are_answered_all_the_same(client_of: Any, own: Place, odd: str) -> None:
    browser = client_of("bureau")
    for name in those(method="GET"):
        assert browser.get(f"{address(name, own)}?{odd}").status_code in {200, 404}, name
    assert browser.get(f"/schools/?{odd}").status_code == 200


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**30])
def test_numbers_nobody_has_lead_nowhere(client_of: Any, own: Place, pk: int) -> None:
    browser = client_of("bureau")
    for name in THINGS:
        nowhere = re.sub(r"\d+", str(pk), address(name, own))
        for method in page_of(name).methods:
            assert browser.generic(method, nowhere).status_code == 404, nowhere


def test_a_unit_that_is_not_there_is_as_none(client_of: Any) -> None:
    browser = client_of("bureau")
    for unit in ("", "-1", "abc", "\0", "9" * 17, "9" * 40):
        assert browser.post("/choose/", {"unit": unit}).status_code == 302
        assert browser.get("/consortia/").status_code == 200


def test_the_day_looked_at_comes_from_the_address_or_is_remembered(
    cast: Cast, client_of: Any
) -> None:
    leave(of("东三小"))
    browser, page = client_of("bureau"), f"/consortia/{cast.east.pk}/"
    assert seen(browser.get(page, {"on": EVE})) == {"东一小", "东二小", "东三小"}
    assert seen(browser.get(page)) == {"东一小", "东二小"}
    browser.post("/choose/", {"on": EVE})
    assert seen(browser.get(page)) == {"东一小", "东二小", "东三小"}
    assert seen(browser.get(page, {"on": DAY})) == {"东一小", "东二小"}
    browser.post("/choose/", {"on": ""})
    assert seen(browser.get(page)) == {"东一小", "东二小"}


def seen(page: Any) -> set[str]:
    """The members a consortium's page shows as such."""
    return {member.school.name for member, *_ in page.context["it"]["members"]}
