"""The sheets of schools and of teaching points: whole or not at all, by code and never by name."""

from __future__ import annotations

from datetime import date

import pytest

from casting import OPENING
from support_plugin import Cast
from xuequ.directory.models import Campus, School
from xuequ.directory.queries.giving.schools import give_schools
from xuequ.directory.services.schools import change_school
from xuequ.directory.sheets import SCHOOLS
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HEADS = (
    "学校标识码,学校名称,学段,办学性质,城乡类别,加挂牌子,校区,地址,经度,纬度,坐标系,"
    "建校日期,变更日期"
)
CODE, OTHER = "2145000001", "2145000002"


def schools(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, SCHOOLS, HEADS, *rows, since=since)


def standing(name: str, on: date) -> list[tuple[str | None, str | None]]:
    return list(named(name).standings.on(on).values_list("ownership", "locality"))


def test_a_sheet_registers_schools_with_facts_stages_names_and_campuses(cast: Cast) -> None:
    new = schools(
        cast,
        f"{CODE},新小,九年一贯制,公办,城区,新小教育集团,本部,甲路1号,108.1,22.8,GCJ-02,2019-09-01",
        f"{CODE},新小,,,,,西校区,乙路2号",
        "3145000003,新中,初中,民办,,,,丙路",
    )
    assert new == {"schools": 2, "changed": 0, "campuses": 3}
    school = named("新小")
    assert (school.code, school.since) == (CODE, date(2019, 9, 1))
    assert set(school.sections.values_list("stage", flat=True)) == {"primary", "junior"}
    assert standing("新小", DAY) == [("public", "city")]
    assert set(school.names.values_list("kind", "name")) == {
        ("official", "新小"), ("plaque", "新小教育集团"),
    }  # fmt: skip
    main = school.campuses.get(name="本部")
    assert (main.longitude, main.latitude, main.datum) == (108.1, 22.8, "gcj02")
    assert school.campuses.get(name="西校区").address == "乙路2号"
    assert Campus.objects.get(school__name="新中").name == "新中"
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"], line.note["schools"]) == ("import-schools", 3, 2)


def test_the_same_sheet_taken_again_changes_nothing(cast: Cast) -> None:
    rows = (
        f"{CODE},新小,小学,公办,城区,牌,,甲路,108.1,22.8,WGS-84,2019-09-01",
        "3145000003,新中,初中",
    )
    schools(cast, *rows)
    before = everything()
    for since in (DAY, LATER, EVE):
        assert set(schools(cast, *rows, since=since).values()) == {0}
    assert everything() == before


def test_a_changed_cell_holds_from_the_day_and_what_was_before_stays(cast: Cast) -> None:
    schools(cast, f"{CODE},新小,小学,民办,村,,,,,,,2019-09-01")
    assert schools(cast, f"{CODE},新小,九年一贯制,公办", since=LATER)["changed"] == 1
    assert standing("新小", DAY) == [("private", "village")]
    assert standing("新小", LATER) == [("public", "village")]
    sections = named("新小").sections
    assert [sections.on(day).count() for day in (DAY, LATER)] == [1, 2]
    schools(cast, f"{CODE},新小,小学,,城区,,,,,,,,2028-09-01")
    assert standing("新小", date(2028, 9, 1)) == [("public", "city")]


def test_a_school_moves_without_losing_where_it_was(cast: Cast) -> None:
    schools(cast, f"{CODE},新小,,,,,,甲路,108.1,22.8,GCJ-02,2019-09-01")
    assert schools(cast, f"{CODE},新小,,,,,,乙路", since=LATER)["campuses"] == 0
    found = Campus.objects.filter(school__name="新小").order_by("since")
    assert list(found.values_list("address", "longitude", "until")) == [
        ("甲路", 108.1, LATER), ("乙路", 108.1, None),
    ]  # fmt: skip


def test_another_name_under_the_same_code_renames_the_school(cast: Cast) -> None:
    schools(cast, f"{CODE},旧小")
    pk = named("旧小").pk
    assert schools(cast, f"{CODE},新小", since=LATER) == {
        "schools": 0, "changed": 1, "campuses": 0,
    }  # fmt: skip
    school = School.objects.get(pk=pk)
    assert (school.name, School.objects.filter(code=CODE).count()) == ("新小", 1)
    official = school.names.filter(kind="official").order_by("since")
    assert list(official.values_list("name", "until")) == [("旧小", LATER), ("新小", None)]


def test_a_former_name_still_means_the_school_and_does_not_rename_it_back(cast: Cast) -> None:
    schools(cast, f"{CODE},旧小")
    schools(cast, f"{CODE},新小", since=LATER)
    assert set(schools(cast, f"{CODE},旧小", since=LATER).values()) == {0}
    assert schools(cast, ",旧小,,公办", since=LATER)["changed"] == 1
    assert standing("新小", LATER) == [("public", None)]


def test_a_code_told_later_is_added_to_the_school_of_that_name(cast: Cast) -> None:
    assert schools(cast, f"{CODE},孤小")["changed"] == 1
    assert named("孤小").code == CODE


def test_schools_of_one_name_are_told_apart_by_code(cast: Cast) -> None:
    rows = (f"{CODE},中心小学,,,村", f"{OTHER},中心小学,,,城区")
    assert schools(cast, *rows)["schools"] == 2
    assert set(schools(cast, *rows).values()) == {0}
    assert schools(cast, f"{OTHER},中心小学,,,乡镇", since=LATER)["changed"] == 1
    found = School.objects.get(code=OTHER).standings.get(until=None)
    assert found.locality == "town"


def test_what_is_not_in_the_sheet_stays(cast: Cast) -> None:
    before = School.objects.count()
    schools(cast, f"{CODE},新小")
    assert School.objects.filter(until=None).count() == before + 1


def part_of_a_union(cast: Cast) -> None:
    school = named("东二小")
    change_school(school, since=OPENING, values={}, stages=["primary", "junior"], actor=cast.bureau)
    place = school.memberships.get()
    place.section = school.sections.get(stage="junior")
    place.save()


def abroad(cast: Cast) -> None:
    School.objects.filter(name="邻一小").update(code=CODE)


def coded(cast: Cast) -> None:
    schools(cast, f"{CODE},新小")


def twins(cast: Cast) -> None:
    schools(cast, f"{CODE},中心小学", f"{OTHER},中心小学")


FAULTS: dict[str, tuple[object, tuple[str, ...], list[Mistake]]] = {
    "a code of nine digits": (
        None, ("214500001,新小",), [(2, "学校标识码", "A school code has ten digits")],
    ),
    "a code of another authority's school": (
        abroad, (f"{CODE},新小",), [(2, "学校标识码", "is the code of 邻区教育局 邻一小")],
    ),
    "another code than registered": (
        coded, (f"{OTHER},新小",), [(2, "学校标识码", "registered with the code 2145000001")],
    ),
    "one code for two": (
        None, (f"{CODE},新小", f"{CODE},别小"),
        [(3, "学校名称", "is the same school, called 新小")],
    ),
    "namesakes without a code": (
        None, (f"{CODE},新小", ",新小,,民办"), [(3, "学校标识码", "line 2 is called 新小 too")],
    ),
    "a name that several schools bear": (
        twins, (",中心小学,,公办",), [(2, "学校名称", "2 schools are called 中心小学")],
    ),
    "a school twice": (
        None, (f"{CODE},新小", f"{CODE},新小"), [(3, "学校名称", "already stands in line 2")],
    ),
    "a campus twice": (
        None, (f"{CODE},新小,,,,,东,甲路", f"{CODE},新小,,,,,东,乙路"),
        [(3, "校区", "has the campus 东 twice")],
    ),
    "rows of one school that disagree": (
        None, (f"{CODE},新小,,公办,,,东", f"{CODE},新小,,民办,,,西"),
        [(3, "办学性质", "line 2 says otherwise")],
    ),
    "half a place": (
        None, (f"{CODE},新小,,,,,,,108.1,,GCJ-02",), [(2, "纬度", "give both longitude and")],
    ),
    "a place without its datum": (
        None, (f"{CODE},新小,,,,,,,108.1,22.8",), [(2, "坐标系", "coordinates need their datum")],
    ),
    "a place with its numbers swapped": (
        None, (f"{CODE},新小,,,,,,,22.8,108.1,GCJ-02",), [(2, "经度", "seem to be swapped")],
    ),
    "a place on no globe": (
        None, (f"{CODE},新小,,,,,,,208.1,22.8,GCJ-02",), [(2, "经度", "between -180 and 180")],
    ),
    "a change before the school began": (
        None, (",孤小,,公办,,,,,,,,,2019-09-01",), [(2, "变更日期", "only from 2020-09-01")],
    ),
    "another first day than registered": (
        None, (",孤小,,公办,,,,,,,,2019-09-01",), [(2, "设立日期", "registered from 2020-09-01")],
    ),
    "a stage that ends although it belongs to a union": (
        part_of_a_union, (",东二小,小学",), [(2, "办学类型", "is a member of 东学区")],
    ),
    "a wrong choice": (None, (f"{CODE},新小,幼儿园",), [(2, "办学类型", "is not one of")]),
    "a school without a name": (None, (f"{CODE},",), [(2, "学校名称", "required")]),
    "no rows": (None, (), [(0, "", "has no rows")]),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(cast: Cast, what: str) -> None:
    prepare, rows, wanted = FAULTS[what]
    if callable(prepare):
        prepare(cast)
    is_told(cast, SCHOOLS, HEADS, rows, *wanted)


def test_what_is_given_says_nothing_new_when_taken(cast: Cast) -> None:
    schools(
        cast,
        f"{CODE},新小,九年一贯制,公办,城区,牌一、牌二,本部,甲路1号,108.1,22.8,GCJ-02,2019-09-01",
        f"{CODE},新小,,,,,西校区,乙路2号",
        "3445000002,新小二,完全中学,民办",
    )
    schools(cast, f"{CODE},新新小,,民办", since=LATER)
    before = everything()
    for day in (DAY, LATER):
        given = list(give_schools(cast.authority, day, cast.bureau))
        assert len(given) == School.objects.filter(authority=cast.authority).count() + 1
        assert set(again(cast, SCHOOLS, given, since=day).values()) == {0}
    assert everything() == before
    assert {each["name"] for each in give_schools(cast.authority, DAY, cast.school)} == {
        "东一小", "东二小", "东三小",
    }  # fmt: skip
