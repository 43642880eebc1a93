"""What everybody may see: only authorities that decided so, and never a person."""

from __future__ import annotations

from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.directory.services.authorities import publish_authority
from xuequ.directory.services.schools import place_campus
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(cast: Cast) -> Cast:
    """The county shows itself; its neighbour does not, though it lies below it."""
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    Authority.objects.filter(pk=cast.other.pk).update(parent=cast.authority)
    for school in School.objects.all():
        values = {"longitude": 108.3, "latitude": 22.8, "phone": "0771-0000000"}
        place_campus(school, school.name, since=school.since, values=values, actor=MAKER)
    return cast


def pages(cast: Cast) -> list[str]:
    """Every public page of the county."""
    own = cast.authority.pk
    return [
        "/public/", f"/public/{own}/", f"/public/{own}/places.json", f"/public/{own}/clauses/",
        f"/public/{own}/clauses/?chapter=ENR", f"/public/{own}/policy/",
        *(f"/public/district/{each.pk}/" for each in Consortium.objects.filter(authority=own)),
        *(f"/public/school/{each.pk}/" for each in School.objects.filter(authority=own)),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_public_pages_open_for_everybody_and_name_no_person(
    shown: Cast, client_of: Any, language: str
) -> None:
    people = set(Person.objects.values_list("name", flat=True))
    browser = client_of("nobody")
    browser.cookies["language"] = language
    for page in pages(shown):
        answer = browser.get(page)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert not [name for name in people if name in text], page
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_nothing_of_an_authority_that_is_not_public_is_there(shown: Cast, client_of: Any) -> None:
    browser, other = client_of("nobody"), shown.other
    hidden = {other.name, "邻一小", "邻学区"}
    for page in pages(shown):
        text = browser.get(page).content.decode()
        assert not [name for name in hidden if name in text], page
    consortium = Consortium.objects.get(authority=other)
    school = School.objects.get(authority=other)
    for page in (
        f"/public/{other.pk}/", f"/public/{other.pk}/places.json", f"/public/{other.pk}/clauses/",
        f"/public/{other.pk}/policy/", f"/public/district/{consortium.pk}/",
        f"/public/school/{school.pk}/", "/public/999999/",
    ):  # fmt: skip
        assert browser.get(page).status_code == 404, page


def test_every_field_of_a_school_stands_with_its_source(shown: Cast, client_of: Any) -> None:
    school = School.objects.get(name="东一小")
    page = client_of("nobody").get(f"/public/school/{school.pk}/")
    rows = page.context["it"]["rows"]
    assert all(row.source for row in rows) and len(rows) > 4
    assert "0771-0000000" in page.content.decode()


def test_a_synthetic_place_is_called_so(cast: Cast, client_of: Any) -> None:
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    school = School.objects.get(name="东一小")
    values = {"longitude": 108.3, "latitude": 22.8, "is_synthetic": True}
    place_campus(school, school.name, since=school.since, values=values, actor=MAKER)
    browser = client_of("nobody")
    browser.cookies["language"] = "en"
    page = browser.get(f"/public/school/{school.pk}/")
    [row] = [row for row in page.context["it"]["rows"] if "108.3" in row.value]
    assert row.source == "synthetic"


def test_lead_schools_come_first_and_are_marked(shown: Cast, client_of: Any) -> None:
    page = client_of("nobody").get(f"/public/{shown.authority.pk}/")
    for group in page.context["groups"]:
        assert group.members[0].role == "lead"
    places = client_of("nobody").get(f"/public/{shown.authority.pk}/places.json").json()
    assert {each["name"] for unit in places for each in unit["schools"] if each["lead"]} == {
        "东一小",
        "西一小",
    }
    assert {each["url"].split("/")[1] for unit in places for each in unit["schools"]} == {"public"}


def test_the_office_decides_and_the_decision_is_recorded(cast: Cast, client_of: Any) -> None:
    assert client_of("school").post("/authority/public/", {"is_public": "on"}).status_code == 403
    assert client_of("nobody").get("/public/").context["localities"] == []
    assert client_of("bureau").post("/authority/public/", {"is_public": "on"}).status_code == 302
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("publish-authority", {"public": 1})
    [locality] = client_of("nobody").get("/public/").context["localities"]
    assert (locality.authority, locality.consortia, locality.schools) == (cast.authority, 2, 6)
    with pytest.raises(Refused, match="nothing-changed"):
        publish_authority(cast.authority, is_public=True, actor=MAKER)


def test_search_engines_may_list_the_pages_only_if_the_installation_says_so(
    shown: Cast, client_of: Any, settings: Any
) -> None:
    settings.PUBLIC_INDEXED = True
    assert "X-Robots-Tag" not in client_of("nobody").get("/public/")


@pytest.mark.parametrize("odd", ["chapter=%00", "chapter=XXX", "on=0001-01-01", "on=9999-12-31"])
def test_odd_questions_are_answered_all_the_same(shown: Cast, client_of: Any, odd: str) -> None:
    for page in pages(shown):
        answer = client_of("nobody").get(page.partition("?")[0] + f"?{odd}")
        assert answer.status_code in {200, 404}, page
