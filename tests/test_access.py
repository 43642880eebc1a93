"""The access matrix: every role by every route, made from the list of routes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from addresses import ROUTES, Place, address, is_of_a_thing, page_of, place, those
from support_plugin import Cast
from xuequ.directory.engine.roles import ROLES, permissions
from xuequ.directory.models import Consortium, School
from xuequ.kernel.actors import Actor
from xuequ.web.pages import PUBLIC, may_open

NOBODY, STRANGE = "nobody", "no role of the catalogue"
AUDIENCES = {
    NOBODY: None,
    "school": "school_office",
    "bureau": "bureau_office",
    "other": "bureau_office",
}
SEES = {("bureau", "own"), ("bureau", "elsewhere"), ("school", "own"), ("other", "foreign")}
LOG_IN, ANSWERED = "asked to log in", "answered"


def holds(role: str | None, needs: str) -> bool:
    """Does the catalogue of roles give what a page needs?"""
    return needs == PUBLIC or (role in ROLES and needs in ROLES[role].permissions)


def knock(name: str, role: str | None) -> object:
    """What the guard of a route says to a role, asked by a method no page answers."""
    request: Any = RequestFactory().generic("TRACE", "/")
    request.actor = None if role is None else Actor("somebody", "", permissions(role))
    assert may_open(request, page_of(name).needs) == holds(role, page_of(name).needs)
    try:
        response = ROUTES[name].callback(request)
    except PermissionDenied:
        return 403
    return outcome(response)


def outcome(response: HttpResponse) -> object:
    """The status, or what it means where several mean the same."""
    if response.status_code == 302 and "?next=" in response["Location"]:
        return LOG_IN
    return ANSWERED if response.status_code in {200, 302} else response.status_code


@pytest.mark.parametrize("role", [None, STRANGE, *ROLES])
def test_the_guard_of_every_page_decides_as_the_role_says(role: str | None) -> None:
    expected: dict[str, object] = {}
    for name in ROUTES:
        shut = LOG_IN if role is None else 403
        expected[name] = 405 if holds(role, page_of(name).needs) else shut
    assert {name: knock(name, role) for name in ROUTES} == expected
    assert len(set(expected.values())) > 1 or role == "bureau_office"


@pytest.mark.parametrize(
    "role", [None, STRANGE, *(each for each in ROLES if each != "bureau_office")]
)
def test_only_the_bureaus_office_opens_pages_that_change_something(role: str | None) -> None:
    open_ = {name for name in those(method="POST") if knock(name, role) == 405}
    assert open_ == {name for name in those(method="POST") if page_of(name).needs == PUBLIC}
    assert len(open_) < len(those(method="POST")) / 2


@pytest.fixture
def things(cast: Cast) -> dict[str, Place]:
    """A consortium with its things: the school's own, another one, and another authority's."""
    foreign = Consortium.objects.get(authority=cast.other)
    found = {"own": cast.east, "elsewhere": cast.group, "foreign": foreign}
    return {name: place(consortium) for name, consortium in found.items()}


def expected(name: str, audience: str, whose: str, method: str) -> object:
    """What a page must say to an audience about something of its own or of somebody else."""
    page = page_of(name)
    if not holds(AUDIENCES[audience], page.needs):
        return LOG_IN if audience == NOBODY else 403
    if method not in page.methods:
        return 405
    if is_of_a_thing(name) and (audience, whose) not in SEES:
        return 404
    return ANSWERED


def hidden_from(audience: str, cast: Cast) -> set[str]:
    """Names that only another authority may see."""
    theirs = {"nobody": [cast.authority, cast.other], "other": [cast.authority]}
    found: set[str] = set()
    for authority in theirs.get(audience, [cast.other]):
        found.add(authority.name)
        found |= set(School.objects.filter(authority=authority).values_list("name", flat=True))
        labels = Consortium.objects.filter(authority=authority).values_list("label", flat=True)
        found |= set(labels)
    return found


@pytest.mark.parametrize("whose", ["own", "elsewhere", "foreign"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_says_to_every_audience_what_its_post_and_scope_allow(
    cast: Cast, client_of: Any, things: dict[str, Place], audience: str, whose: str
) -> None:
    hidden = hidden_from(audience, cast)
    found, wanted = {}, {}
    for name in ROUTES:
        for method in ("GET", "POST") if whose == "own" or is_of_a_thing(name) else ():
            response = client_of(audience).generic(method, address(name, things[whose]))
            found[name, method] = outcome(response)
            wanted[name, method] = expected(name, audience, whose, method)
            text = response.content.decode(errors="replace")
            assert not {each for each in hidden if each in text}, (name, method)
    assert found == wanted


def test_a_school_does_not_read_the_names_of_consortia_it_is_not_in(
    client_of: Any, things: dict[str, Place]
) -> None:
    lists = [name for name in those(method="GET") if not is_of_a_thing(name)]
    pages = {name: client_of("school").get(address(name, things["own"])) for name in lists}
    texts = {name: page.content.decode(errors="replace") for name, page in pages.items()}
    assert sum("东学区" in text for text in texts.values()) > 5
    assert not [name for name, text in texts.items() if "西集团" in text]


@pytest.mark.parametrize("audience", ["bureau", "school"])
def test_the_evidence_of_another_authority_as_a_whole_is_not_there(
    cast: Cast, client_of: Any, audience: str
) -> None:
    client = client_of(audience)
    assert client.get(f"/board/county/{cast.authority.pk}/REG-01/").status_code == 200
    assert client.get(f"/board/county/{cast.other.pk}/REG-01/").status_code == 404
