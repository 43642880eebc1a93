"""Catchments are drafted, opinions asked, and published into the directory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import (
    Catchment,
    CatchmentDraft,
    CatchmentLine,
)
from xuequ.directory.queries import catchments, drafts
from xuequ.directory.queries.outlines import features
from xuequ.directory.services.catchments import (
    ask_opinions,
    draft_catchment,
    publish_catchments,
)
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.catchment_lists import (
    LISTS,
    NAMES,
    NOW,
    drafted,
    drawn,
    found,
    held,
    published,
    put_in_force,
    refused,
    taught,
)
from xuequ.methods.distance import to_gcj02
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with the lists of two schools in force."""
    published(cast)
    return cast


@pytest.mark.clause("ENR-33")
def test_the_authority_drafts_asks_and_publishes_in_one_act(cast: Cast) -> None:
    taught(*NAMES)
    draft = drafted(cast, **LISTS)
    assert not Catchment.objects.exists() and found(cast.authority, "益田村5栋") == []
    put_in_force(draft, cast.bureau)
    line = Line.objects.latest("number")
    assert line.verb == "publish-catchments"
    assert line.note == {
        "stage": "primary", "since": DAY.isoformat(), "basis": "", "schools": 2, "changed": 2,
        "ended": 0,
    }  # fmt: skip
    assert held("东一小") == held("东二小") == [(DAY, None, 2)]
    assert found(cast.authority, "益田村5栋") == [("东一小", "益田村", "")]
    assert found(cast.authority, "益田村5栋", EVE) == []


def test_an_address_leads_to_the_school_whose_list_names_it(world: Cast) -> None:
    where = world.authority
    assert found(where, "测试区福强路１０号") == [("东二小", "福强路", "2-98号 双号")]
    assert found(where, "福强路一号益田新村") == [("东一小", "福强路", "1-99号 单号")]
    assert found(where, "翠竹里9幢1单元") == [("东二小", "翠竹里", "1-9栋")]
    assert found(where, "福强路100号") == found(where, "莲花路1号") == found(where, "") == []
    assert {e[0] for e in found(where, "福强路1号翠竹里2栋")} == {"东一小", "东二小"}
    assert found(world.other, "益田村") == []
    assert catchments.found(where, "junior", "益田村", DAY) == []
    near = catchments.answer(where, "primary", "福强路", DAY)
    assert not near.matches
    assert {e.school.name for e in near.numbered} == {"东一小", "东二小"}
    names = {e.name: {s.name for s in e.schools} for e in catchments.places(where, "primary", DAY)}
    assert names == {"益田村": {"东一小"}, "翠竹里": {"东二小"}, "福强路": {"东一小", "东二小"}}


def test_the_next_draft_starts_with_what_holds_and_ends_what_it_changes(world: Cast) -> None:
    draft = drafted(world, LATER)
    assert {e.school.name: e.text for e in drafts.drafted(draft).values()} == LISTS
    lists = [("东一小", "福强路 1-99号 单号"), ("东二小", ""), ("东三小", "益田村\n翠竹里")]
    for name, text in lists:
        draft_catchment(draft, named(name), drawn(text), actor=world.bureau)
    told = {e.school.name: (e.added, e.dropped) for e in drafts.changes(draft) if e.is_one}
    assert told["东三小"] == (["益田村", "翠竹里"], [])
    assert told["东二小"] == ([], LISTS["东二小"].split("\n"))
    put_in_force(draft, world.bureau)
    assert held("东一小") == [(DAY, LATER, 2), (LATER, None, 1)]
    assert held("东二小") == [(DAY, LATER, 2)]
    assert held("东三小") == [(LATER, None, 2)]
    eve = LATER - timedelta(days=1)
    assert found(world.authority, "益田村", eve) == [("东一小", "益田村", "")]
    assert found(world.authority, "益田村", LATER) == [("东三小", "益田村", "")]


def test_what_stays_goes_on_and_what_began_that_very_day_is_changed_in_place(world: Cast) -> None:
    kept = Catchment.objects.get(school__name="东一小").pk
    again = drafted(world, DAY, 东三小="莲花北村")
    put_in_force(again, world.bureau)
    assert held("东一小") == held("东二小") == [(DAY, None, 2)]
    last = drafted(world, DAY, 东一小="益田村", 东二小="")
    put_in_force(last, world.bureau)
    assert held("东一小") == [(DAY, None, 1)] and held("东二小") == []
    assert Catchment.objects.get(school__name="东一小").pk == kept
    assert CatchmentLine.objects.count() == 2
    assert Line.objects.latest("number").note["changed"] == 1


CLASHES = {
    "a whole place": ("益田村", "益田村", "益田村 40人"),
    "a part of it": ("益田村 3-5号", "益田村 3-5号", "益田村 40人"),
    "another spelling": ("福强路９９号", "福强路 99号", "福强路 1-99号 单号 20人"),
}


@pytest.mark.parametrize("what", CLASHES)
def test_a_door_of_two_schools_is_refused_with_both_lines(world: Cast, what: str) -> None:
    typed, line, other = CLASHES[what]
    draft = drafted(world, LATER)
    facts = refused(
        "place-listed-twice",
        lambda: draft_catchment(draft, named("东三小"), drawn(typed), actor=world.bureau),
    )
    said = {(facts["line"], facts["school"]), (facts["other_line"], facts["other"])}
    assert said == {(line, "东三小"), (other, "东一小")}


def test_a_school_lists_no_door_twice_and_each_side_of_a_road_once(world: Cast) -> None:
    draft = drafted(world, LATER)
    facts = refused(
        "place-listed-twice",
        lambda: draft_catchment(
            draft, named("东三小"), drawn("莲花村\n莲花村 2号"), actor=world.bureau
        ),
    )
    assert facts["school"] == facts["other"] == "东三小"
    draft_catchment(draft, named("东三小"), drawn("福强路 100号以上"), actor=world.bureau)


@pytest.mark.clause("ENR-07", "ENR-19")
def test_schools_served_together_share_places_and_a_family_is_told_all_of_them(
    world: Cast,
) -> None:
    draft = drafted(world, LATER)
    for name, text in (("东一小", LISTS["东一小"]), ("东三小", "益田村 40人\n莲花村")):
        draft_catchment(draft, named(name), drawn(text, "东片"), actor=world.bureau)
    put_in_force(draft, world.bureau)
    both = catchments.told(world.authority, "primary", "益田村5栋", LATER)
    assert both.is_clear and both.area == "东片"
    assert both.schools == both.together
    assert {e.name for e in both.schools} == {"东一小", "东三小"}
    own = catchments.told(world.authority, "primary", "莲花村", LATER)
    assert [e.name for e in own.schools] == ["东三小"] and len(own.together) == 2
    alone = catchments.told(world.authority, "primary", "翠竹里1栋", LATER)
    assert (alone.is_clear, alone.area, alone.together) == (True, "", [])
    unclear = catchments.told(world.authority, "primary", "益田村翠竹里1栋", LATER)
    assert not unclear.is_clear and len(unclear.schools) == 3


def square(west: float) -> dict[str, Any]:
    ring = [[west, 22.5], [west + 0.01, 22.5], [west + 0.01, 22.51], [west, 22.51], [west, 22.5]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_outlines_that_overlap_are_refused_in_whatever_datum_they_are_drawn(world: Cast) -> None:
    draft = drafted(world, LATER)
    one = drawn(LISTS["东一小"], outline=square(114.0))
    draft_catchment(draft, named("东一小"), one, actor=world.bureau)
    shifted = {
        "type": "Polygon",
        "coordinates": [[list(to_gcj02((x, y))) for x, y in square(114.008)["coordinates"][0]]],
    }
    two = drawn(LISTS["东二小"], outline=shifted, datum="gcj02")
    facts = refused(
        "outlines-overlap",
        lambda: draft_catchment(draft, named("东二小"), two, actor=world.bureau),
    )
    assert {facts["school"], facts["other"]} == {"东一小", "东二小"}
    apart = drawn(LISTS["东二小"], outline=square(114.01))
    draft_catchment(draft, named("东二小"), apart, actor=world.bureau)
    put_in_force(draft, world.bureau)
    shown = features(drafts.in_force_on(world.authority, "primary", LATER), LATER)
    assert {e["school"]: (e["places"], e["rings"][0][0]) for e in shown} == {
        "东一小": (2, [114.0, 22.5]), "东二小": (2, [114.01, 22.5]),
    }  # fmt: skip


def test_a_publication_that_fails_half_way_writes_nothing(
    world: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafted(world, LATER, 东一小="", 东三小="莲花村")
    draft = ask_opinions(draft, actor=world.bureau, now=NOW)
    before = list(Catchment.objects.values()), list(CatchmentLine.objects.values())

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("xuequ.directory.services.catchments.publishing.write", fail)
    with pytest.raises(RuntimeError):
        publish_catchments(draft, actor=world.bureau, now=NOW)
    assert (list(Catchment.objects.values()), list(CatchmentLine.objects.values())) == before
    assert CatchmentDraft.objects.get(pk=draft.pk).published_at is None
