"""The access matrix: every role by every route, made from the list of routes.

Once on the guards alone, for every role of the catalogue; and once over HTTP, for everybody of
the cast, with things of their own, of a sister school, of another consortium, and of another
authority.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import RequestFactory

from addresses import ROUTES, Place, address, is_of_a_thing, page_of, place, reaches, those
from support_plugin import Cast
from xuequ.demo.cast import players
from xuequ.directory.engine.roles import ROLES, permissions
from xuequ.directory.models import Consortium, School
from xuequ.kernel.actors import CHANGES, Actor
from xuequ.web.pages import PUBLIC, may_open

NOBODY, STRANGE = "nobody", "no role of the catalogue"
AUDIENCES: dict[str, str | None] = {NOBODY: None, **{k: p.role for k, p in players().items()}}
pytestmark = pytest.mark.walk
LOG_IN, ANSWERED = "asked to log in", "answered"
ENTRANCE = resolve_url(settings.LOGIN_URL)
WHOSE = ("own", "sister", "elsewhere", "foreign")  # from the standpoint of 东二小
ALL_HERE = {"own", "sister", "elsewhere"}
OFFICES, CONSOLES = {"bureau", "city"}, {"system", "security", "audit"}
UNION, SCHOOL = {"head", "office"}, {"principal", "school", "teacher"}
PLACES_ACT = {  # who acts for a place in the ledger
    "bureau_leader",
    "bureau_office",
    "bureau_basic",
    "bureau_personnel",
    "bureau_inspection",
    "bureau_research",
    "district_head",
    "deputy_head",
    "district_office",
    "principal",
    "executive_principal",
    "dean",
    "school_office",
}
MAY_CHANGE = {  # who holds the powers that change something, said once more on purpose
    "directory.change": {"bureau_office", "bureau_basic"},
    "directory.waive": {"bureau_office", "bureau_basic"},
    "duty.waive": {"bureau_office", "bureau_basic"},
    "duty.report": PLACES_ACT,
    "duty.chase": PLACES_ACT,
    "duty.confirm": PLACES_ACT - {"school_office"},
    "class.change": {"principal", "executive_principal", "school_office"},
    "class.confirm": {
        "bureau_leader", "bureau_office", "bureau_basic", "principal", "executive_principal",
    },
    "enrolment.change": {"bureau_office", "bureau_basic"},
    "enrolment.confirm": {"bureau_leader", "bureau_office", "bureau_basic"},
    "placement.change": {"bureau_office", "bureau_basic"},
    "placement.confirm": {"bureau_leader", "bureau_office", "bureau_basic"},
    "draw.report": {"bureau_office", "bureau_basic", "notary"},
    "retention.change": {"bureau_office", "bureau_basic"},
    "retention.confirm": {"bureau_leader", "bureau_office", "bureau_basic"},
    "intake.import": {"bureau_office", "bureau_basic"},
    "seats.report": {
        "bureau_office", "bureau_basic", "principal", "executive_principal", "school_office",
    },
    "person.change": {"bureau_office", "bureau_basic"},
    "pairing.change": {
        "bureau_office", "bureau_basic", "district_head", "district_office", "principal",
        "executive_principal",
    },
    "policy.adopt": {"bureau_office", "bureau_basic"},
    "paper.change": {
        "bureau_leader", "bureau_office", "bureau_basic", "bureau_personnel",
        "bureau_inspection", "district_head", "deputy_head", "district_office", "principal",
        "executive_principal", "school_office",
    },
    "governance.change": {"bureau_office", "bureau_basic", "district_head", "district_office"},
    "pupil.change": {"principal", "executive_principal", "school_office"},
    "rollover.change": {
        "bureau_office", "bureau_basic", "principal", "executive_principal", "school_office",
    },
    "account.manage": {"system_admin"},
    "installation.manage": {"system_admin"},
    "permission.manage": {"security_admin"},
    "permission.view": {"security_admin", "audit_admin"},
    "audit.view": {"audit_admin"},
    "family.view": {"guardian"},
    "peer.report": {"teacher", "dean"},
    "case.report": set(ROLES)
    - {"guardian", "notary", "system_admin", "security_admin", "audit_admin"},
}  # fmt: skip


def seen(audience: str, reach: str) -> set[str]:
    """Whose things an audience may see, if a scope of that sort decides about them."""
    if reach == "public":
        return set()
    if audience == "other":
        return {"foreign"} if reach not in {"self", "desk", "chair", "started"} else set()
    here = {
        "here": (set(AUDIENCES) - {NOBODY, "city"}, set(), set()),
        "entry": (OFFICES | CONSOLES, UNION | SCHOOL, set()),
        "inside": (OFFICES | CONSOLES, UNION, SCHOOL),
        "handed": (OFFICES, UNION, {"principal", "school"}),
        "owes": (OFFICES - {"city"}, UNION, set()),
        "union": (OFFICES, UNION, set()),
        "whole": (OFFICES, set(), set()),
        "bureau": (OFFICES - {"city"}, set(), set()),
        "record": ((OFFICES | UNION | SCHOOL | CONSOLES) - {"city"}, set(), set()),
        "accounts": (CONSOLES, set(), set()),
        "started": (CONSOLES, set(), set()),
        "self": (set(), set(), set()),
        "desk": (set(), set(), {"principal", "school"}),  # what a school drafts
        "chair": (set(), set(), {"principal"}),
    }[reach]
    everything, union, only_own = here
    if audience in everything:
        return ALL_HERE
    if audience in union:
        return {"own", "sister"}
    return {"own"} if audience in only_own else set()


def holds(role: str | None, needs: str) -> bool:
    """Does the catalogue of roles give what a page needs?"""
    return needs == PUBLIC or (role in ROLES and needs in ROLES[role].permissions)


def knock(name: str, role: str | None) -> object:
    """What the guard of a route says to a role, asked by a method no page answers."""
    request: Any = RequestFactory().generic("TRACE", "/")
    request.session = {}
    request.actor = None if role is None else Actor("somebody", "", permissions(role))
    assert may_open(request, page_of(name).needs) == holds(role, page_of(name).needs)
    try:
        response = ROUTES[name].callback(request)
    except PermissionDenied:
        return 403
    return outcome(response)


def outcome(response: HttpResponse) -> object:
    """The status, or what it means where several mean the same."""
    if response.status_code == 302 and response["Location"].startswith(f"{ENTRANCE}?next="):
        return LOG_IN
    return ANSWERED if response.status_code in {200, 302, 422} else response.status_code


@pytest.mark.parametrize("role", [None, STRANGE, *ROLES])
def test_the_guard_of_every_page_decides_as_the_role_says(role: str | None) -> None:
    expected: dict[str, object] = {}
    for name in ROUTES:
        shut = LOG_IN if role is None else 403
        expected[name] = 405 if holds(role, page_of(name).needs) else shut
    assert {name: knock(name, role) for name in ROUTES} == expected
    assert len(set(expected.values())) > 1


def test_the_powers_that_change_something_are_where_they_belong() -> None:
    for power, roles in MAY_CHANGE.items():
        assert {code for code, role in ROLES.items() if power in role.permissions} == roles, power


def test_every_page_needs_a_power_that_somebody_has() -> None:
    known = set().union(*(role.permissions for role in ROLES.values()), {PUBLIC})
    assert {name: page_of(name).needs for name in ROUTES if page_of(name).needs not in known} == {}


@pytest.fixture
def things(cast: Cast) -> dict[str, Place]:
    """A school with its things: own, a sister, of another consortium, of another authority."""
    foreign = Consortium.objects.get(authority=cast.other)
    return {
        "own": place(cast.east, "东二小"),
        "sister": place(cast.east, "东三小"),
        "elsewhere": place(cast.group),
        "foreign": place(foreign),
    }


def expected(name: str, audience: str, whose: str, method: str) -> object:
    """What a page must say to an audience about something of its own or of somebody else."""
    page = page_of(name)
    if not holds(AUDIENCES[audience], page.needs):
        return LOG_IN if audience == NOBODY else 403
    if any(whose not in seen(audience, reach) for reach in reaches(name)):
        return 404
    if audience == "city" and reaches(name) and page.needs.rpartition(".")[2] in CHANGES:
        return 404  # seeing reaches down; changing and revealing stay in the own authority
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


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_says_to_every_audience_what_its_post_and_scope_allow(
    cast: Cast, client_of: Any, things: dict[str, Place], audience: str
) -> None:
    hidden = hidden_from(audience, cast)
    reader = client_of(audience)
    wrong: dict[tuple[str, str, str], object] = {}
    at = cache(lambda name, whose: address(name, things[whose]))  # looked at, then acted upon
    for name, whose, method in asked(audience):
        is_let_in = holds(AUDIENCES[audience], page_of(name).needs)
        if method == "POST" and is_let_in and audience != NOBODY:
            reader.force_login(cast.accounts[audience])  # the act before may have ended the session
        wanted = expected(name, audience, whose, method)
        response = reader.generic(method, at(name, whose))
        if outcome(response) != wanted:
            wrong[name, whose, method] = outcome(response), wanted
        text = b"".join(response).decode(errors="replace")
        if page_of(name).needs != PUBLIC and any(each in text for each in hidden):
            wrong[name, whose, method] = "shows names of another authority"
    assert wrong == {}


def asked(audience: str) -> Iterator[tuple[str, str, str]]:
    """Every route by the methods it answers; where it names a thing, for things of several.

    A guard that shuts a page does so before anybody looks which thing it is of: there the own one
    is enough.  What a page says to other methods is asked of the guards, above.
    """
    for name in ROUTES:
        is_let_in = holds(AUDIENCES[audience], page_of(name).needs)
        for whose in along(audience, name) if is_of_a_thing(name) and is_let_in else ["own"]:
            for method in page_of(name).methods:
                yield name, whose, method


def along(audience: str, name: str) -> list[str]:
    """Whose things are asked about: the own, both sides of the edge of the scope, strangers'."""
    sights = [seen(audience, reach) for reach in reaches(name)]
    inside = [whose for whose in WHOSE if all(whose in sight for sight in sights)]
    outside = [whose for whose in WHOSE if whose not in inside]
    chosen = {"own", "foreign", *inside[-1:], *outside[:1]}
    return [whose for whose in WHOSE if whose in chosen]


@pytest.mark.parametrize("audience", ["school", "head", "principal", "teacher"])
def test_a_school_does_not_read_the_names_of_consortia_it_is_not_in(
    client_of: Any, things: dict[str, Place], audience: str
) -> None:
    lists = [
        name
        for name in those(method="GET")
        if not is_of_a_thing(name) and page_of(name).needs != PUBLIC
    ]
    pages = {name: client_of(audience).get(address(name, things["own"])) for name in lists}
    texts = {name: b"".join(page).decode(errors="replace") for name, page in pages.items()}
    assert sum("东学区" in text for text in texts.values()) > 5
    assert not [name for name, text in texts.items() if "西集团" in text]


@pytest.mark.parametrize("audience", ["bureau", "school", "head"])
def test_the_evidence_of_another_authority_as_a_whole_is_not_there(
    cast: Cast, client_of: Any, audience: str
) -> None:
    client = client_of(audience)
    assert client.get(f"/board/county/{cast.authority.pk}/REG-01/").status_code == 200
    assert client.get(f"/board/county/{cast.other.pk}/REG-01/").status_code == 404
