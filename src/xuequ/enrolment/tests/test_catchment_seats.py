"""Seats of the plan against children of age, catchment by catchment."""

from __future__ import annotations

from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Campus, CatchmentDraft
from xuequ.directory.services.catchments import ask_opinions, draft_catchment
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.feeders import set_next_school
from xuequ.directory.services.schools import place_campus
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.catchment_lists import LISTS, NOW, drafted, drawn, published, taught
from xuequ.enrolment.queries.catchments import Comparison, comparison
from xuequ.enrolment.tests.forecasting import TODAY, filled
from xuequ.enrolment.tests.world import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Lists of two schools in force, 60 and 40 children; a plan of 90 seats in each."""
    published(cast)
    planned(cast)
    return cast


def told(cast: Cast, draft: CatchmentDraft | None = None, who: str = "bureau") -> Comparison:
    return comparison(cast.authority, "primary", draft, seen_by=cast.actors[who], on=DAY)


def figures(found: Comparison) -> dict[str, tuple[object, ...]]:
    return {
        e.school.name: (e.now.seats, e.now.children, e.then.children, e.now.state, e.then.state)
        for e in found.lines
    }


@pytest.mark.clause("ENR-33")
def test_an_estate_that_moves_takes_its_children_to_the_other_schools_seats(world: Cast) -> None:
    assert figures(told(world)) == {
        "东一小": (90, 60, None, "enough", "unknown"),
        "东二小": (90, 40, None, "enough", "unknown"),
    }
    draft = drafted(world, LATER, 东一小="福强路 1-99号 单号 20人")
    more = drawn(f"{LISTS['东二小']}\n益田村 55人")
    draft_catchment(draft, named("东二小"), more, actor=world.bureau)
    found = told(world, draft)
    assert figures(found) == {
        "东一小": (90, 60, 20, "enough", "enough"), "东二小": (90, 40, 95, "enough", "short"),
    }  # fmt: skip
    assert found.year == 2027 and found.missing == 0
    assert [each.name for each in found.without] == ["东三小"]


def test_a_place_nobody_counted_leaves_the_sum_open(world: Cast) -> None:
    draft = drafted(world, LATER, 东三小="莲花村 10人\n桥头村")
    found = told(world, draft)
    assert figures(found)["东三小"] == (None, None, None, "unknown", "unknown")
    assert found.missing == 1


def test_schools_that_serve_the_same_places_are_counted_as_one(world: Cast) -> None:
    draft = drafted(world, LATER)
    for name, text in (("东一小", "益田村 100人\n莲花村 30人"), ("东二小", "益田村 100人")):
        draft_catchment(draft, named(name), drawn(text, "东片"), actor=world.bureau)
    found = told(world, draft)
    [area] = found.sums
    assert (area.area, area.now.seats, area.then.children) == ("东片", 180, 130)
    assert {each.school.name: each.is_shared for each in found.lines} == {
        "东一小": True, "东二小": True,
    }  # fmt: skip
    assert found.missing == 0


def test_first_graders_and_leavers_of_this_year_stand_beside_it(world: Cast) -> None:
    report_classes(named("东一小"), 2026, [ClassSize("primary", 1, 1, 44)], actor=MAKER)
    report_classes(named("东一小"), 2026, [ClassSize("primary", 6, 1, 41)], actor=MAKER)
    lines = {each.school.name: each for each in told(world).lines}
    assert (lines["东一小"].beginners, lines["东一小"].leavers) == (44, None)
    assert lines["东二小"].beginners == 1  # the child of the cast
    taught("西一小", stage="junior")
    planned(world, ("西一小",), stage="junior", regime="catchment", name="初一")
    set_next_school(named("东一小"), named("西一小"), since=DAY, actor=MAKER)
    found = comparison(world.authority, "junior", None, seen_by=world.bureau, on=DAY)
    assert [(each.school.name, each.leavers) for each in found.lines] == [("西一小", 41)]


def test_a_school_reads_its_own_line_and_a_district_those_of_its_members(world: Cast) -> None:
    assert set(figures(told(world, who="principal"))) == {"东二小"}
    assert set(figures(told(world, who="head"))) == {"东一小", "东二小"}
    assert figures(told(world, who="guardian")) == {}


def test_the_page_and_the_map_say_it_and_show_a_draft_only_to_whom_it_is_shown(
    world: Cast, reading: Any
) -> None:
    for name in ("东一小", "东二小"):
        values = {"longitude": 114.0, "latitude": 22.5}
        place_campus(named(name), "本部", since=DAY, values=values, actor=MAKER)
    assert Campus.objects.count() == 2
    draft = drafted(world, LATER, 东二小="翠竹里 95人")
    when = {"on": DAY.isoformat()}
    bureau, school = reading("bureau"), reading("principal")
    page = bureau.get("/enrolment/catchments/", when).content.decode()
    assert "too few seats" in page and "106%" in page and "Open the draft" in page
    mine = school.get("/enrolment/catchments/", when).content.decode()
    assert "too few seats" not in mine and "东一小" not in mine
    assert "Open the draft" not in mine and ">45%<" in mine
    loads = {
        each["school"]: (each["load"], each["said"])
        for each in bureau.get("/enrolment/catchments/loads/primary/", when).json()
    }
    assert loads == {"东一小": ("enough", "60 / 90"), "东二小": ("short", "95 / 90")}
    ask_opinions(draft, actor=world.bureau, now=NOW)
    [own] = school.get("/enrolment/catchments/loads/primary/", when).json()
    assert (own["school"], own["load"]) == ("东二小", "short")
    assert bureau.get("/enrolment/catchments/loads/senior/").status_code == 404
    junior = bureau.get("/enrolment/catchments/", {**when, "stage": "junior"}).content.decode()
    assert "There is no plan of this stage yet" in junior


@pytest.mark.clause("ENR-30")
def test_who_is_expected_by_the_forecast_stands_beside_what_was_counted(
    world: Cast, reading: Any
) -> None:
    assert all(each.expected is None for each in told(world).lines)
    filled(world, "东一小")
    on = TODAY.date()  # the children are counted by then
    found = comparison(world.authority, "primary", None, seen_by=world.bureau, on=on)
    lines = {each.school.name: each for each in found.lines}
    expected = lines["东一小"].expected
    assert expected is not None and expected.year == 2027 and expected.seats == 90
    low, middle, high = expected.numbers
    assert low is not None and middle is not None and high is not None
    assert low <= middle <= high and middle != lines["东一小"].now.children
    page = reading("bureau").get("/enrolment/catchments/", {"on": on.isoformat()})
    assert f">{middle}</a>" in page.content.decode()
