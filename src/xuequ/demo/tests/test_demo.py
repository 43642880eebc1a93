"""The demonstration: whole or not at all, the same for the same seed, and marked as made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from keeping import kept
from support_plugin import Cast
from xuequ.demo.accounts import log_ins
from xuequ.demo.cast import players
from xuequ.demo.decided import MADE_UP
from xuequ.demo.fill import OPENING, SEED, XINGNING, fill
from xuequ.demo.guilin import DISTRICTS, GUILIN
from xuequ.demo.localities import localities
from xuequ.demo.people import class_sizes, names, places
from xuequ.demo.year.told import MADE_UP as OF_FUTIAN
from xuequ.directory.models import (
    Authority,
    Campus,
    Consortium,
    Holding,
    Person,
    School,
    SchoolClass,
    SchoolDay,
)
from xuequ.profiles import loader
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
CAST = [name for name, each in players().items() if each.place not in {"other", "city"}]

TOWN = [
    "mover",
    "mentor",
    "apprentice",
    "town",
    "leader",
    "group",
    "judge",
    "lead",
    "first",
    "newcomer",
]
COUNT = len(CAST) + 8 + len(TOWN)


def counts() -> dict[str, int]:
    """How many rows every table of the product holds."""
    models = [m for app in ("directory", "record") for m in apps.get_app_config(app).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def made_up() -> list[Any]:
    """Everything a seed decides."""
    people = Person.objects.order_by("id").values_list("name")
    spots = Campus.objects.order_by("id").values_list("school__name", "longitude", "latitude")
    classes = SchoolClass.objects.order_by("id").values_list(
        "school__name", "stage", "grade", "number", "pupil_count"
    )
    return [*people, *spots, *classes]


def enters(name: str, password: str) -> bool:
    page = Client().post("/log-in/", {"username": name, "password": password})
    assert page.status_code in {302, 422}
    return page.status_code == 302


def test_filling_twice_is_filling_once() -> None:
    first = kept(fill)
    once = counts()
    assert fill() == first
    assert counts() == once
    assert (once["Authority"], once["School"], once["TeachingPoint"]) == (
        9,
        65 + 14 + 3 + 5 + 2,
        11,
    )
    assert once["Consortium"] == 10 + 12 + 2  # two of Guilin are made up
    assert verify() == (once["Line"], None)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_fill_that_is_killed_leaves_nothing_behind(step: int) -> None:
    told: list[str] = []

    def die(text: str) -> None:
        told.append(text)
        if len(told) > step:
            raise KeyboardInterrupt(text)

    before = counts()
    with pytest.raises(KeyboardInterrupt):
        fill(die)
    assert counts() == before
    assert not Authority.objects.filter(name=XINGNING).exists()


def test_the_same_seed_makes_the_same_people_places_and_classes() -> None:
    found = []
    for make in (partial(kept, fill), fill):
        with transaction.atomic():
            make()
            found.append(made_up())
            transaction.set_rollback(True)
    assert found[0] == found[1] != []


def test_another_seed_makes_others() -> None:
    assert names(SEED, 65) == names(SEED, 65) != names(SEED + 1, 65)
    assert places(SEED, [3, 1]) == places(SEED, [3, 1]) != places(SEED + 1, [3, 1])
    stages = ["primary", "junior"]
    assert class_sizes(SEED, stages) == class_sizes(SEED, stages) != class_sizes(SEED + 1, stages)


def test_made_up_names_are_different_and_places_lie_in_the_county() -> None:
    assert len(set(names(SEED, 500))) == 500
    found = places(SEED, [9] * 10)
    assert [len(each) for each in found] == [9] * 10
    for east, north in (spot for each in found for spot in each):
        assert 108.1 < east < 108.6 and 22.6 < north < 23.1


def test_every_school_has_a_principal_and_every_district_its_lead_principal_as_head() -> None:
    xingning = kept(fill)
    held = Holding.objects.on(OPENING).filter(post__authority=xingning)
    assert held.filter(post__role="principal").count() == 65
    heads = held.filter(post__role="district_head").select_related("post__consortium")
    assert heads.count() == 10
    for head in heads:
        assert head.ex_officio and head.post.consortium
        lead = head.post.consortium.memberships.get(role="lead").school
        assert held.get(post__role="principal", post__school=lead).person == head.person


def test_the_nine_localities_hold_what_their_documents_name_and_no_more() -> None:
    kept(fill)
    named = {each.code: each.said for each in localities()} | {"xingning": None}
    found = {each.profile: each for each in Authority.objects.all()}
    assert set(found) == set(named) == set(loader.localities())
    for code, said in named.items():
        if said is None:
            continue
        told = said.get("consortium", [])
        here = Consortium.objects.filter(authority=found[code]).values_list("label", flat=True)
        made_up = list(DISTRICTS) if code == "guilin" else []
        assert all("虚构" in each for each in made_up)
        assert sorted(here) == sorted([each["label"] for each in told] + made_up)
        schools = School.objects.filter(authority=found[code]).values_list("name", flat=True)
        wanted = [school["name"] for each in told for school in each.get("schools", ())]
        wanted += {"putuo": MADE_UP, "guilin": list(GUILIN), "futian": list(OF_FUTIAN)}.get(
            code, []
        )
        assert sorted(schools) == sorted(wanted)
    assert all(each.is_public and each.has_synthetic_data for each in found.values())


def test_one_person_is_principal_of_both_schools_of_shuangtaizi() -> None:
    kept(fill)
    held = Holding.objects.filter(post__authority__profile="shuangtaizi")
    principals = held.filter(post__role="principal").values_list("person", flat=True)
    assert len(principals) == 2 and len(set(principals)) == 1


def test_each_of_the_cast_begins_on_a_screen_of_its_own(tmp_path: Path) -> None:
    screens = {}
    for each in log_ins(kept(fill), tmp_path):
        visitor = Client()
        visitor.post("/log-in/", {"username": each.username, "password": each.password})
        first = visitor.get("/", follow=True)
        assert first.status_code == 200, each.username
        screens[each.username] = first.request["PATH_INFO"]
    assert {screens[name] for name in ("bureau", "head", "principal", "teacher", "putuo")} == {"/"}
    assert screens["guardian"] == "/family/"
    assert screens["system"] == "/accounts/"
    assert screens["security"] == "/powers/"
    assert screens["audit"] == "/record/audit/"


def test_the_calendar_knows_holidays_and_ordinary_days() -> None:
    days = dict(SchoolDay.objects.filter(authority=kept(fill)).values_list("day", "teaching"))
    assert days[date(2026, 9, 2)] is True
    assert days[date(2026, 10, 1)] is False
    assert date(2027, 2, 1) not in days  # between the terms


def test_everything_made_up_is_marked(tmp_path: Path) -> None:
    xingning = kept(fill)
    log_ins(xingning, tmp_path)
    assert xingning.has_synthetic_data
    for kind in (Person, Campus, SchoolClass):
        rows = kind._default_manager
        assert rows.exists() and not rows.filter(is_synthetic=False).exists(), kind
    assert not Person.objects.exclude(name__contains="演示").exists()


@pytest.mark.parametrize(("language", "mark"), [("zh-hans", "演示"), ("en", "Demonstration")])
def test_every_screen_says_that_the_data_are_made_up(
    tmp_path: Path, language: str, mark: str
) -> None:
    bureau = log_ins(kept(fill), tmp_path)[0]
    visitor = Client()
    visitor.cookies["language"] = language
    said = f"<strong>{mark}"
    assert said in visitor.get("/log-in/").text
    visitor.post("/log-in/", {"username": bureau.username, "password": bureau.password})
    for at in ("/", "/board/", "/schools/", "/roster/", "/record/", "/public/", "/no-such-page/"):
        assert said in visitor.get(at).text, at


def test_a_real_authority_is_not_marked(cast: Cast, client_of: Log) -> None:
    assert 'class="synthetic"' not in client_of("bureau").get("/board/").text
