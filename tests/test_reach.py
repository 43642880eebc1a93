"""Seeing reaches down, changing does not: what a city finds in the counties below it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from addresses import Place, address, is_of_a_thing, page_of, place, reaches, those
from casting import MAKER, OPENING
from support_plugin import PASSWORD, Cast
from xuequ.directory.engine.roles import ROLES
from xuequ.directory.services.people import appoint, create_post, open_account, register_person
from xuequ.kernel.actors import CHANGES
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
OFFICE, LEADER = "bureau_office", "bureau_leader"


def changes(name: str) -> bool:
    return page_of(name).needs.rpartition(".")[2] in CHANGES


def open_to(role: str, names: list[str]) -> list[str]:
    return [name for name in names if page_of(name).needs in ROLES[role].permissions]


ACTS = [name for name in those() if changes(name) and is_of_a_thing(name)]
VIEWS = [
    name
    for name in open_to(OFFICE, those(method="GET"))
    if not changes(name) and not reaches(name) & {"self", "record", "started", "bureau"}
]


def test_every_power_either_changes_something_or_is_known_not_to() -> None:
    powers = set().union(*(role.permissions for role in ROLES.values()))
    kinds = {each.rpartition(".")[2] for each in powers}
    assert kinds - CHANGES == {"view", "export", "use", "delegate"}


@pytest.fixture
def county(cast: Cast) -> Place:
    """东学区 with 东二小, in the county below the city."""
    return place(cast.east, "东二小")


def visitor(cast: Cast, role: str) -> Client:
    """Somebody logged in who holds a post of that role in the city."""
    person = register_person(cast.city, "市办演示", actor=MAKER, is_synthetic=True)
    post = create_post(cast.city, role, "市局", since=OPENING, actor=MAKER)
    appoint(person, post, since=OPENING, actor=MAKER)
    client = Client()
    client.force_login(open_account("city-visitor", PASSWORD, person=person, actor=MAKER))
    return client


@pytest.mark.walk
@pytest.mark.parametrize("role", [OFFICE, LEADER])
def test_a_city_changes_and_waives_nothing_in_a_county_below_it(
    cast: Cast, county: Place, role: str
) -> None:
    client, acts = visitor(cast, role), open_to(role, ACTS)
    assert {"ledger:commitment_report", "ledger:report_withdraw"} <= set(acts)
    assert ("board:waive" in acts) == (role == OFFICE)
    where = {name: address(name, county) for name in acts}
    lines = Line.objects.exclude(verb="refuse-reveal").count()  # asking is noted, in vain as it is
    for name in acts:
        for method in page_of(name).methods:
            assert client.generic(method, where[name]).status_code == 404, name
    assert Line.objects.exclude(verb="refuse-reveal").count() == lines


@pytest.mark.walk
def test_a_city_is_offered_only_what_it_may_do(cast: Cast, county: Place) -> None:
    client = visitor(cast, OFFICE)
    seen = 0
    for name in VIEWS:
        page: Any = client.get(address(name, county))
        assert page.status_code in {200, 302}, name
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            acts = {target for target, route in offered(page.text).items() if route in ACTS}
            answers = {client.get(target).status_code for target in acts}
            assert answers <= {200, 405}, (name, acts)  # 405: an act without a form of its own
            seen += is_of_a_thing(name)
    assert seen > 8


@pytest.mark.walk
def test_a_county_is_offered_the_same_for_its_own(client_of: Any, county: Place) -> None:
    client = client_of("bureau")
    pages = [client.get(address(name, county)) for name in VIEWS]
    texts = [page.text for page in pages if page["Content-Type"].startswith("text/html")]
    found = {route for text in texts for route in offered(text).values()}
    assert {"board:waive", "board:waiver_end", "directory:school_change"} <= found
    assert {"directory:post_appoint", "directory:person_identity"} <= found
    assert {"governance:aim_change", "ledger:commitment_report"} <= found


@pytest.mark.parametrize("role", [OFFICE, LEADER])
def test_the_record_of_a_county_is_read_in_the_county_alone(
    cast: Cast, client_of: Any, county: Place, role: str
) -> None:
    client = visitor(cast, role)
    for reader, status in ((client, 404), (client_of("bureau"), 200), (client_of("other"), 404)):
        assert reader.get(f"/record/{county.line}/").status_code == status
    lines = client.get("/record/").context["rows"]
    assert {line.authority for line in lines} == {cast.city.pk}


def offered(text: str) -> dict[str, str]:
    """Where links and forms of a page lead, with the route of each."""
    found = {}
    for target in re.findall(r'(?:href|action)="(/[^"]*)"', text):
        try:
            found[target] = resolve(urlsplit(target).path).view_name
        except Resolver404:
            continue  # a file of the layout
    return found
