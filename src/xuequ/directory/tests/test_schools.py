"""What a school is called, what it is, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.queries.overview import SchoolFilter, filtered
from xuequ.directory.queries.scope import schools as in_scope
from xuequ.directory.queries.snapshot import county
from xuequ.directory.services.schools import (
    add_teaching_point,
    change_school,
    name_school,
    place_campus,
    register_school,
)
from xuequ.directory.tests.belonging import DAY, EVE, LATER
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def names(who: School, on: date) -> list[tuple[str, str]]:
    return sorted(who.names.on(on).values_list("kind", "name"))


def rename(who: School, name: str, kind: str = "official", since: date = DAY) -> None:
    name_school(who, name, kind=kind, since=since, actor=MAKER)


def change(
    who: School, since: date = DAY, stages: Collection[str] = (), **values: str | None
) -> None:
    change_school(who, since=since, values=values, stages=stages, actor=MAKER)


def strength(who: School, on: date) -> str | None:
    standing = who.standings.on(on).first()
    return standing.strength if standing else None


def stages(who: School, on: date) -> set[str]:
    return set(who.sections.on(on).values_list("stage", flat=True))


def seen(cast: Cast, on: date) -> Any:
    """孤小 as the rules see it."""
    [found] = [each for each in county(cast.authority, on).schools if each.id == cast.loose.pk]
    return found


def test_a_registered_school_has_its_name_from_the_first_day(cast: Cast) -> None:
    fresh = register_school(cast.authority, "新小", since=DAY, actor=cast.bureau)
    assert names(fresh, DAY) == [("official", "新小")]
    assert names(fresh, EVE) == []
    line = Line.objects.latest("number")
    assert (line.verb, line.name, line.before) == ("register-school", "新小", "")


def test_a_name_is_taken_within_an_authority_and_a_code_everywhere(cast: Cast) -> None:
    register_school(cast.other, "孤小", since=DAY, actor=MAKER, code="2145000001")
    with pytest.raises(Refused, match="name-is-taken"):
        register_school(cast.authority, "孤小", since=DAY, actor=MAKER)
    with pytest.raises(Refused, match="name-is-taken"):
        register_school(cast.authority, "新小", since=DAY, actor=MAKER, code="2145000001")
    assert not School.objects.filter(name="新小").exists()


def test_a_new_official_name_holds_from_its_day_and_the_old_one_until_then(cast: Cast) -> None:
    rename(cast.loose, "独秀小学")
    assert names(cast.loose, EVE) == [("official", "孤小")]
    assert names(cast.loose, DAY) == [("official", "独秀小学")]
    assert School.objects.get(pk=cast.loose.pk).name == "独秀小学"
    assert Line.objects.latest("number").note == {"name": "独秀小学", "kind": "official"}


def test_a_name_entered_for_earlier_days_does_not_displace_the_present_one(cast: Cast) -> None:
    rename(cast.loose, "独秀小学", since=LATER)
    rename(cast.loose, "旧名小学", since=DAY)
    assert names(cast.loose, DAY) == [("official", "旧名小学")]
    assert names(cast.loose, LATER) == [("official", "独秀小学")]
    assert School.objects.get(pk=cast.loose.pk).name == "独秀小学"


@pytest.mark.clause("REG-31")
def test_a_school_carries_several_names_and_is_found_by_each(cast: Cast) -> None:
    rename(cast.loose, "实验小学湖滨校区", "plaque")
    rename(cast.loose, "第二实验学校", "plaque")
    assert names(cast.loose, EVE) == [("official", "孤小")]
    assert len(names(cast.loose, DAY)) == 3
    assert School.objects.get(pk=cast.loose.pk).name == "孤小"
    shown = in_scope(seen_by=cast.bureau, on=DAY)
    for words in ("湖滨", "第二实验", "孤"):
        assert list(filtered(shown, SchoolFilter(words), DAY)) == [cast.loose]


@pytest.mark.parametrize("kind", ["official", "plaque"])
def test_a_name_it_bears_already_is_refused(cast: Cast, kind: str) -> None:
    rename(cast.loose, "湖滨校区", kind)
    lines = Line.objects.count()
    with pytest.raises(Refused, match="nothing-changed"):
        rename(cast.loose, "湖滨校区", kind, since=LATER)
    assert Line.objects.count() == lines


def test_facts_hold_from_their_day_and_earlier_days_keep_what_they_had(cast: Cast) -> None:
    change(cast.loose, strength="weak")
    change(cast.loose, LATER, strength="quality")
    found = [strength(cast.loose, day) for day in (OPENING, EVE, DAY, LATER)]
    assert found == [None, None, "weak", "quality"]
    assert [seen(cast, day).strength for day in (EVE, DAY, LATER)] == [None, "weak", "quality"]


def test_facts_entered_for_earlier_days_hold_until_the_next_known_ones(cast: Cast) -> None:
    change(cast.loose, LATER, strength="quality", stages=["primary"])
    change(cast.loose, DAY, strength="weak", stages=["primary", "junior"])
    assert [strength(cast.loose, day) for day in (EVE, DAY, LATER)] == [None, "weak", "quality"]
    assert stages(cast.loose, DAY) == {"primary", "junior"}
    assert stages(cast.loose, LATER) == {"primary"}


def test_facts_of_the_same_day_are_corrected_in_place(cast: Cast) -> None:
    change(cast.loose, strength="weak", stages=["primary"])
    change(cast.loose, strength="ordinary", stages=["junior"])
    assert cast.loose.standings.count() == 1
    assert strength(cast.loose, DAY) == "ordinary"
    assert stages(cast.loose, DAY) == {"junior"}


@pytest.mark.clause("REG-45")
def test_stages_begin_and_end(cast: Cast) -> None:
    change(cast.loose, stages=["primary"])
    change(cast.loose, LATER, stages=["junior", "senior"])
    assert [stages(cast.loose, day) for day in (EVE, DAY, LATER)] == [
        set(),
        {"primary"},
        {"junior", "senior"},
    ]
    assert seen(cast, EVE).stages is None
    assert seen(cast, DAY).is_compulsory


def test_facts_that_change_nothing_or_come_too_early_are_refused(cast: Cast) -> None:
    change(cast.loose, strength="weak", stages=["primary"])
    lines = Line.objects.count()
    with pytest.raises(Refused, match="nothing-changed"):
        change(cast.loose, LATER, strength="weak", stages=["primary"])
    with pytest.raises(Refused, match="not-yet-begun"):
        change(cast.loose, date(2020, 8, 31), strength="weak")
    assert Line.objects.count() == lines
    assert cast.loose.standings.count() == 1


@pytest.mark.clause("REG-34")
def test_a_teaching_point_stands_under_its_parent_and_is_no_school(cast: Cast) -> None:
    before = county(cast.authority, DAY)
    add_teaching_point(cast.loose, "山坳教学点", since=DAY, actor=MAKER)
    after = county(cast.authority, DAY)
    assert len(after.schools) == len(before.schools)
    assert (before.teaching_points, after.teaching_points) == (0, 1)
    assert seen(cast, DAY).teaching_points == 1
    assert seen(cast, EVE).teaching_points == 0


def test_a_parent_has_each_teaching_point_once(cast: Cast) -> None:
    add_teaching_point(cast.loose, "山坳", since=DAY, actor=MAKER)
    with pytest.raises(Refused, match="name-is-taken"):
        add_teaching_point(cast.loose, "山坳", since=LATER, actor=MAKER)
    another = School.objects.get(name="东一小")
    assert add_teaching_point(another, "山坳", since=DAY, actor=MAKER).parent == another


def place(who: School, since: date, **values: Any) -> None:
    place_campus(who, "本部", since=since, values=values, actor=MAKER)


def test_coordinates_are_kept_as_given_and_compared_in_one_datum(cast: Cast) -> None:
    at = {"longitude": 108.366, "latitude": 22.817}
    place(cast.loose, DAY, **at, datum="wgs84")
    assert seen(cast, DAY).point == (108.366, 22.817)
    place(cast.loose, LATER, **at, datum="gcj02")
    assert cast.loose.campuses.on(LATER).get().longitude == 108.366
    east, north = seen(cast, LATER).point
    assert 0.001 < abs(east - 108.366) < 0.01
    assert 0.001 < abs(north - 22.817) < 0.01
    assert seen(cast, DAY).point == (108.366, 22.817)
    assert seen(cast, EVE).point is None


def test_the_same_place_again_is_refused(cast: Cast) -> None:
    place(cast.loose, DAY, longitude=108.4, latitude=22.8)
    with pytest.raises(Refused, match="nothing-changed"):
        place(cast.loose, LATER, longitude=108.4, latitude=22.8)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("214500001", "现为9位"),
        ("1245000001", "不是学校类别"),
        ("91450100MA5KXXXX1L", "统一社会信用代码"),
        ("2.1E+09", "科学记数法"),
    ],
)
def test_what_is_no_school_code_is_told_at_its_field(
    client_of: Any, typed: str, words: str
) -> None:
    data = {"name": "新校", "code": typed, "since": "2026-09-01"}
    page = client_of("bureau").post("/schools/new/", data)
    assert page.status_code == 422 and words in page.content.decode()
    assert not School.objects.filter(name="新校").exists()


@pytest.mark.parametrize(
    ("code", "stages", "words"),
    [
        ("3145000001", ["primary"], "与学段“小学”不符"),
        ("2145000001", ["primary", "junior"], "一般以31开头"),  # only advice
    ],
)
def test_the_code_of_a_school_and_its_stages_are_held_together(
    client_of: Any, cast: Cast, code: str, stages: list[str], words: str
) -> None:
    school = register_school(cast.authority, "新校", since=DAY, actor=MAKER, code=code)
    data = {"since": "2026-09-01", "stages": stages}
    page = client_of("bureau").post(f"/schools/{school.pk}/change/", data, follow=True)
    assert words in page.content.decode()
    taught = sorted(school.sections.values_list("stage", flat=True))
    assert taught == ([] if len(stages) == 1 else ["junior", "primary"])
