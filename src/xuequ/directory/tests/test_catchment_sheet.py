"""The sheet of catchments goes into the draft of its stage."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.directory.models import Catchment, CatchmentDraft, DraftedCatchment
from xuequ.directory.queries.giving.catchments import give_catchments
from xuequ.directory.sheets import CATCHMENTS
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.catchment_lists import (
    LISTS,
    NAMES,
    drafted,
    published,
    put_in_force,
    taught,
)
from xuequ.directory.tests.round_trip import Mistake, again, is_told, take
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HEADS = "学校,学段,小区、道路或村,起号,止号,单双号,号别,片区,适龄儿童数,备注"


def lists() -> dict[str, str]:
    rows = DraftedCatchment.objects.filter(draft__published_at=None)
    return dict(rows.values_list("school__name", "text"))


def test_a_sheet_begins_a_draft_and_another_one_goes_on_with_it(cast: Cast) -> None:
    taught(*NAMES)
    rows = (
        "东一小,小学,益田村,,,,,,40,",
        "东一小,小学,福强路,1,99,单号,,,,含附号",
        "东二小,小学,翠竹里,,9,,栋,,,",
        "东二小,小学,福强路,100,,,,,,",
    )
    assert take(cast, CATCHMENTS, HEADS, *rows) == {"schools": 2}
    assert Line.objects.latest("number").verb == "import-catchments"
    assert lists() == {
        "东一小": "益田村 40人\n福强路 1-99号 单号（含附号）",
        "东二小": "翠竹里 9栋以下\n福强路 100号以上",
    }
    assert CatchmentDraft.objects.get().since == DAY and not Catchment.objects.exists()
    assert take(cast, CATCHMENTS, HEADS, *rows) == {"schools": 0}
    assert take(cast, CATCHMENTS, HEADS, "东一小,小学,益田村,,,,,,41,", since=LATER) == {
        "schools": 1
    }
    assert lists()["东一小"] == "益田村 41人" and CatchmentDraft.objects.get().since == DAY


def test_what_is_given_out_is_taken_again_and_begins_no_draft(cast: Cast) -> None:
    published(cast)
    given = list(give_catchments(cast.authority, DAY, cast.bureau))
    assert len(given) == 4
    assert set(again(cast, CATCHMENTS, given).values()) == {0}
    assert not CatchmentDraft.objects.filter(published_at=None).exists()
    mine = list(give_catchments(cast.authority, DAY, cast.actors["principal"]))
    assert {each["school"] for each in mine} <= {"东一小", "东二小"} and len(mine) == 2


def test_schools_the_sheet_does_not_name_stay_as_they_are(cast: Cast) -> None:
    published(cast)
    take(cast, CATCHMENTS, HEADS, "东三小,小学,莲花村,,,,,,,", since=LATER)
    assert lists() == {**LISTS, "东三小": "莲花村"}
    put_in_force(CatchmentDraft.objects.get(published_at=None), cast.bureau)
    assert Catchment.objects.on(LATER).count() == 3


FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown school": (("无小,小学,莲花村,,,,,,,",), [(2, "学校", "there is no school 无小")]),
    "a school of no such stage": (
        ("孤小,小学,莲花村,,,,,,,",), [(2, "学段", "does not teach this stage")],
    ),
    "no place": (("东三小,小学,,,,,,,,",), [(2, "小区、道路或村", "")]),
    "a number for a place": (
        ("东三小,小学,123号,,,,,,,",), [(2, "小区、道路或村", "this is no place")],
    ),
    "numbers in the place": (
        ("东三小,小学,莲花村1-9号,,,,,,,",), [(2, "小区、道路或村", "this is no place")],
    ),
    "backwards": (("东三小,小学,莲花村,9,1,,,,,",), [(2, "止号", "no number in this range")]),
    "an even odd number": (
        ("东三小,小学,莲花村,2,2,单号,,,,",), [(2, "止号", "no number in this range")],
    ),
    "below nothing": (("东三小,小学,莲花村,-1,,,,,,",), [(2, "起号", "out of range")]),
    "far too high": (("东三小,小学,莲花村,1,100000,,,,,",), [(2, "止号", "out of range")]),
    "children below nothing": (
        ("东三小,小学,莲花村,,,,,,-3,",), [(2, "适龄儿童数", "out of range")],
    ),
    "a door twice in the sheet": (
        ("东三小,小学,莲花村,,,,,,,", "东一小,小学,莲花村,3,5,,,,,"),
        [(3, "小区、道路或村", "shares doors with line 2")],
    ),
    "a door of a school that is not in the sheet": (
        ("东三小,小学,益田村,7,9,,,,,",), [(2, "小区、道路或村", "of 东一小")],
    ),
    "two areas": (
        ("东三小,小学,莲花村,,,,,东片,,", "东三小,小学,桥头村,,,,,西片,,"),
        [(3, "共同服务的片区", "line 2 names another area")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_about_a_catchment_is_told(cast: Cast, what: str) -> None:
    published(cast)
    rows, wanted = FAULTS[what]
    is_told(cast, CATCHMENTS, HEADS, rows, *wanted)


def test_the_same_places_may_be_listed_for_schools_of_one_area(cast: Cast) -> None:
    taught(*NAMES)
    rows = ("东一小,小学,莲花村,,,,,东片,,", "东三小,小学,莲花村,,,,,东片,,")
    assert take(cast, CATCHMENTS, HEADS, *rows) == {"schools": 2}


def test_an_outline_stays_when_a_sheet_brings_another_list(cast: Cast) -> None:
    published(cast)
    draft = drafted(cast, LATER)
    outline = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}
    row = draft.catchments.get(school=named("东一小"))
    row.outline = outline
    row.save()
    take(cast, CATCHMENTS, HEADS, "东一小,小学,莲花村,,,,,,,")
    row.refresh_from_db()
    assert (row.text, row.outline) == ("莲花村", outline)
