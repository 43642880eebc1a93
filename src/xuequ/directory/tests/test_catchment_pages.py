"""The pages of catchments as officers, schools and families use them."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Catchment, CatchmentDraft, CatchmentOpinion
from xuequ.directory.services.authorities import publish_authority
from xuequ.directory.services.catchments import ask_opinions, draft_catchment
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.catchment_lists import (
    LISTS,
    NAMES,
    NOW,
    drafted,
    drawn,
    published,
    put_in_force,
    taught,
)
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
ON = {"on": DAY.isoformat()}
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[114.0, 22.5], [114.01, 22.5], [114.01, 22.51], [114.0, 22.5]]],
}


def text(page: Any) -> str:
    return unescape(page.content.decode())


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The lists of two schools in force, and an authority that shows itself."""
    published(cast)
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    return cast


@pytest.fixture
def stranger(world: Cast) -> Client:
    """Somebody who has not logged in, reading English."""
    client = Client()
    client.cookies["language"] = "en"
    return client


@pytest.mark.clause("ENR-33")
def test_an_officer_comes_from_nothing_to_lists_in_force(cast: Cast, reading: Any) -> None:
    taught(*NAMES)
    bureau = reading("bureau")
    assert "Draft them, or bring in a sheet" in text(bureau.get("/catchments/", ON))
    typed = {"stage": "primary", "since": DAY.isoformat(), "basis": "教发5号"}
    assert bureau.post("/catchments/new/", typed).status_code == 302
    one = f"/catchments/drafted/{CatchmentDraft.objects.get().pk}/"
    assert "3 schools have no list" in text(bureau.get(one))
    for name, said in LISTS.items():
        sent = {"text": said, "area": "", "datum": "wgs84", "outline": ""}
        assert bureau.post(f"{one}schools/{named(name).pk}/", sent).status_code == 302
    page = text(bureau.get(one))
    assert "+ 益田村 40人" in page and "Ask for opinions" in page and "Publish" not in page
    assert "alert-success" in text(bureau.post(f"{one}ask/", follow=True))
    assert "Publish" in text(bureau.get(one))
    done = text(bureau.post(f"{one}publish/", follow=True))
    assert "The catchments are published." in done and "福强路 2-98号 双号" in done
    assert Line.objects.latest("number").verb == "publish-catchments"
    assert set(Catchment.objects.values_list("basis", flat=True)) == {"教发5号"}


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a range backwards": ({"text": "福强路\n莲花村 9-1号"}, "Line 2, «莲花村 9-1号»: there is no"),
    "no place": ({"text": "1-9号"}, "Line 1, «1-9号»: write the name of a place first"),
    "a high number": ({"text": "莲花村 1-100000号"}, "no number is higher than 99999"),
    "a long name": ({"text": "村" * 80}, "shorten the name or the note"),
    "a door of another": ({"text": "益田村 3号"}, "«益田村 3号» of 东三小"),
    "no json": ({"outline": "益田村"}, "This is no GeoJSON"),
    "an open outline": (
        {"outline": json.dumps({**SQUARE, "coordinates": [SQUARE["coordinates"][0][:-1]]})},
        "The outline is not closed",
    ),
    "a line": ({"outline": '{"type": "LineString", "coordinates": []}'}, "of the kind Polygon"),
    "another stage": ({"text": "莲花村", "datum": "mars"}, "Select a valid choice"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_a_list_cannot_be_comes_back_with_the_reason_and_what_was_typed(
    world: Cast, reading: Any, what: str
) -> None:
    draft = drafted(world, LATER)
    typed, reason = WRONG[what]
    sent = {"text": "莲花村", "area": "", "datum": "wgs84", "outline": "", **typed}
    lines = Line.objects.count()
    page = reading("bureau").post(
        f"/catchments/drafted/{draft.pk}/schools/{named('东三小').pk}/", sent
    )
    assert page.status_code == 422 and reason in text(page)
    assert sent["text"].split("\n")[-1] in text(page)
    assert Line.objects.count() == lines and not draft.catchments.filter(school__name="东三小")


def test_a_second_draft_of_a_stage_and_a_day_that_is_none_are_refused(
    world: Cast, reading: Any
) -> None:
    draft = drafted(world, LATER)
    bureau = reading("bureau")
    typed = {"stage": "primary", "since": DAY.isoformat()}
    page = bureau.post("/catchments/new/", typed)
    assert page.status_code == 422 and "There is a draft of this stage already" in text(page)
    for wrong in ({"stage": "senior"}, {"since": "昨天"}):
        assert bureau.post("/catchments/new/", {**typed, **wrong}).status_code == 422
    one = f"/catchments/drafted/{draft.pk}/"
    assert bureau.post(f"{one}change/", {"since": ""}).status_code == 422
    moved = {"since": "2027-08-01", "basis": "教发6号"}
    assert bureau.post(f"{one}change/", moved).status_code == 302
    assert "2027-08-01" in text(bureau.get(one)) and "教发6号" in text(bureau.get(one))


def test_a_school_reads_a_draft_it_is_asked_about_and_answers(world: Cast, reading: Any) -> None:
    draft = drafted(world, LATER, 东三小="莲花村")
    one = f"/catchments/drafted/{draft.pk}/"
    school, bureau = reading("principal"), reading("bureau")
    assert school.get(one).status_code == school.get(f"{one}opinion/").status_code == 404
    assert one not in text(school.get("/catchments/", ON))
    ask_opinions(draft, actor=world.bureau, now=NOW)
    assert one in text(school.get("/catchments/", ON))
    page = text(school.get(one))
    assert "Give an opinion" in page and "莲花村" in page and f"{one}publish/" not in page
    assert school.post(f"{one}opinion/", {"text": ""}).status_code == 422
    odd = "<script>alert(1)</script>\n第二行"
    assert school.post(f"{one}opinion/", {"text": odd}).status_code == 302
    assert "<script>alert" not in bureau.get(one).content.decode()
    assert "第二行" in text(bureau.get(one)) and CatchmentOpinion.objects.count() == 1
    assert school.post(f"{one}publish/").status_code == 403
    assert reading("teacher").get(one).status_code == 403
    again = bureau.post(f"{one}opinion/", {"text": "好"})
    assert again.status_code == 422 and "in a post of a school" in text(again)


def test_a_refused_button_says_why_on_the_page_it_came_from(world: Cast, reading: Any) -> None:
    draft = drafted(world, LATER)
    one, bureau = f"/catchments/drafted/{draft.pk}/", reading("bureau")
    assert "nothing that is not in force already" in text(bureau.post(f"{one}ask/", follow=True))
    assert "for their opinions first" in text(bureau.post(f"{one}publish/", follow=True))
    done = text(bureau.post(f"{one}drop/", follow=True))
    assert "The draft is thrown away" in done and bureau.get(one).status_code == 404


def test_the_map_gets_outlines_in_force_drafted_and_for_everybody(
    world: Cast, reading: Any, stranger: Client
) -> None:
    draft = drafted(world, LATER)
    outlined = drawn(LISTS["东一小"], outline=SQUARE)
    draft_catchment(draft, named("东一小"), outlined, actor=world.bureau)
    bureau = reading("bureau")
    shown = bureau.get(f"/catchments/drafted/{draft.pk}/outlines/").json()
    assert [(e["school"], e["rings"]) for e in shown] == [("东一小", SQUARE["coordinates"])]
    put_in_force(draft, world.bureau)
    for browser, where in (
        (bureau, "/catchments/outlines"), (stranger, f"/public/{world.authority.pk}/outlines"),
    ):  # fmt: skip
        then = browser.get(f"{where}/primary/", {"on": LATER.isoformat()}).json()
        assert then == shown
        assert browser.get(f"{where}/primary/", ON).json() == []
        assert browser.get(f"{where}/senior/").status_code == 404


def ask(browser: Client, world: Cast, address: str, **more: str) -> str:
    where = f"/public/{world.authority.pk}/catchments/?on={DAY.isoformat()}"
    page = browser.post(where, {"stage": "primary", "address": address, **more})
    assert page.status_code == 200
    return text(page).split("Lists by school")[0]


def test_a_family_types_an_address_and_reads_the_school(world: Cast, stranger: Client) -> None:
    told = ask(stranger, world, "福强路８号")
    assert "This address belongs to the catchment of" in told and "东二小" in told
    assert "福强路 2-98号 双号" in told and "东一小" not in told
    assert "The lists tell the numbers of this place apart" in ask(stranger, world, "福强路")
    assert "but not this number of it" in ask(stranger, world, "福强路100号")
    nothing = ask(stranger, world, "莲花路1号")
    assert "No list names this address" in nothing
    assert f"ask the enrolment office of {world.authority.name}" in nothing
    unclear = ask(stranger, world, "益田村翠竹里1栋")
    assert "The lists of several schools name this address" in unclear
    assert "东一小" in unclear and "东二小" in unclear


def test_the_lists_stand_below_and_an_address_that_is_none_is_asked_again(
    world: Cast, stranger: Client
) -> None:
    where = f"/public/{world.authority.pk}/catchments/?on={DAY.isoformat()}"
    page = text(stranger.get(where))
    assert all(each in page for each in ("益田村", "翠竹里 1-9栋", "福强路 1-99号 单号"))
    assert "40" not in page.split("Lists by school")[1].split("Map")[0]  # no counts of children
    for wrong in ({"address": ""}, {"address": "x" * 121}, {"stage": "senior"}):
        typed = {"stage": "primary", "address": "益田村", **wrong}
        assert stranger.post(where, typed).status_code == 422
    odd = stranger.post(where, {"stage": "primary", "address": "<script>alert(1)</script>"})
    assert odd.status_code == 200 and "<script>alert" not in odd.content.decode()
    assert stranger.get(f"/public/{world.other.pk}/catchments/").status_code == 404


def test_served_together_a_family_reads_all_schools_and_its_own(
    world: Cast, stranger: Client
) -> None:
    draft = drafted(world, LATER)
    for name, said in (("东一小", LISTS["东一小"]), ("东三小", "莲花村")):
        draft_catchment(draft, named(name), drawn(said, "东片"), actor=world.bureau)
    put_in_force(draft, world.bureau)
    where = f"/public/{world.authority.pk}/catchments/?on={LATER.isoformat()}"
    told = text(stranger.post(where, {"stage": "primary", "address": "莲花村3栋"}))
    assert "You may choose among the schools of 东片" in told
    assert "Among them your own catchment is that of 东三小" in told


def test_without_catchments_the_page_says_whom_to_ask(cast: Cast) -> None:
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    client = Client()
    client.cookies["language"] = "en"
    page = text(client.get(f"/public/{cast.authority.pk}/catchments/"))
    assert "has published no catchments here" in page and "<form" not in page.split("<main")[1]
