"""The pages of the directory as people use them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from addresses import Place, address, is_of_a_thing, page_of, place, reaches, those, visitor
from casting import MAKER
from support_plugin import PASSWORD, Cast, confirmed
from xuequ.directory.models import Account, Membership
from xuequ.directory.services.authorities import publish_authority
from xuequ.directory.services.security.factors import add_code_app, new_key
from xuequ.directory.tests.belonging import DAY, EVE, leave, of
from xuequ.directory.tests.test_second_factor import code_now

pytestmark = pytest.mark.django_db

ENTRANCES = {"directory:log_in", "directory:second_step"}
SENDS_ON = {  # pages that show nothing: they lead to the provider of single sign-on, or away
    "directory:sign_on_start", "directory:sign_on_back", "directory:link_sign_on",
}  # fmt: skip
NOTHING_YET = {"directory:timetable_file"}  # no school of the cast has a timetable to give out
READ = [
    name for name in those(space="directory:", method="GET") if name not in SENDS_ON | NOTHING_YET
]
THINGS = [
    name
    for name in those(space="directory:")
    if is_of_a_thing(name) and not {"self", "public"} & reaches(name)
]
ODD = [  # of each parameter every odd value once: what one says does not depend on another
    "page=abc&words=%00&lacking=%00&on=",
    "page=-1&words=%E6&lacking=%27&on=9999-99-99",
    "page=99999999999999999999&on=0001-01-01",
    "page=%00&on=9999-12-31",
    "on=%00&words=" + "%E9%95%BF" * 5000,
]


@pytest.fixture
def own(cast: Cast) -> Place:
    """东学区 with 东二小, of an authority that shows itself to the public."""
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    return place(cast.east, "东二小")


@pytest.mark.parametrize("name", READ)
def test_every_page_opens_for_who_may_in_both_languages(
    client_of: Any, own: Place, name: str
) -> None:
    browser = ready(client_of, name)
    texts = {}
    for language in ("zh-hans", "en"):
        browser.cookies["language"] = language
        page = browser.get(address(name, own))
        assert (page.status_code, page["Content-Language"]) == (200, language)
        texts[language] = page.content
    if page["Content-Type"].startswith("text/html"):
        assert texts["zh-hans"] != texts["en"]


@pytest.mark.parametrize("name", sorted(SENDS_ON))
def test_pages_of_single_sign_on_show_nothing_where_there_is_no_provider(
    client_of: Any, own: Place, name: str
) -> None:
    for who in ("nobody", "bureau"):
        answer = client_of(who).get(address(name, own), {"provider": "none"})
        assert (answer.status_code, answer.content) == (302, b"")
    sent = confirmed(client_of("bureau")).get(address(name, own), {"provider": "none"})
    assert sent["Location"] in {"/log-in/", "/security/"}


@pytest.mark.parametrize("name", sorted(NOTHING_YET))
def test_a_file_of_nothing_leads_to_the_page_that_says_so(
    client_of: Any, own: Place, name: str
) -> None:
    answer = client_of("bureau").get(address(name, own), follow=True)
    assert answer.status_code == 200 and answer.redirect_chain


def ready(client_of: Any, name: str) -> Any:
    """Who may open a page: not logged in yet, halfway in, or with the password just given."""
    if name not in ENTRANCES:
        return confirmed(client_of(visitor(name)))
    browser = client_of("nobody")
    if name == "directory:second_step":
        key = new_key()
        add_code_app(Account.objects.get(username="bureau"), key, code_now(key), actor=MAKER)
        browser.post("/log-in/", {"username": "bureau", "password": PASSWORD})
    return browser


@pytest.mark.parametrize("name", THINGS)
def test_what_belongs_to_another_authority_is_not_there(
    client_of: Any, own: Place, name: str
) -> None:
    stranger = 404 if visitor(name) == "bureau" else 403
    for method in page_of(name).methods:
        answers = [
            client_of(each).generic(method, address(name, own)).status_code
            for each in ("other", visitor(name))
        ]
        assert answers[0] == stranger and answers[1] in {200, 302}
    assert Membership.objects.get(pk=own.membership.pk).until is None


def test_odd_questions_are_answered_all_the_same(client_of: Any, own: Place) -> None:
    browser = client_of("bureau")
    for name in those(method="GET"):
        if visitor(name) == "bureau":
            there = address(name, own)
            for odd in ODD:
                found = browser.get(f"{there}?{odd}").status_code
                assert found in {200, 302, 404}, (name, odd[:20])
    for odd in ODD:
        assert browser.get(f"/schools/?{odd}").status_code == 200


def test_numbers_nobody_has_lead_nowhere(client_of: Any, own: Place) -> None:
    for name in THINGS:
        browser, there = client_of(visitor(name)), address(name, own)
        for pk in (0, 2**31, 2**63, 10**30):
            nowhere = re.sub(r"\d+", str(pk), there)
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
