"""A roster comes in whole or not at all, and every mistake in it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files

import pytest
from django.apps import apps
from django.test import Client

from casting import MAKER, authority
from support_plugin import Cast
from xuequ.directory.models import Authority, Consortium, Membership, School, TeachingPoint
from xuequ.directory.sheets import ROSTER
from xuequ.intake.files import template
from xuequ.intake.services import import_sheet
from xuequ.kernel.problems import Problems
from xuequ.record.models import Line

from .test_files import SHEET, packed, parts

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
OPENING, DAY = date(2018, 9, 1), date(2026, 9, 1)
XINGNING = files("xuequ.demo").joinpath("data/xingning.csv").read_bytes()
HEADS = "学区,组建形式,学校,角色,所属学校,学校标识码,起始日期,终止日期"
LEAD = "新学区,,甲校,龙头学校"


def sheet(*rows: str) -> bytes:
    return "\n".join((HEADS, *rows)).encode()


def take(where: Authority, data: bytes, *, since: date = DAY) -> dict[str, int]:
    name = "名册.xlsx" if data.startswith(b"PK") else "名册.csv"
    return import_sheet(ROSTER, name, data, authority=where, since=since, actor=MAKER)


def counts() -> dict[str, int]:
    """How many rows every table of the directory holds."""
    models = apps.get_app_config("directory").get_models()
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.clause("REG-03", "REG-34", "REG-36")
def test_the_roster_of_xingning_gives_ten_districts_65_schools_and_eleven_points() -> None:
    xingning = authority("兴宁区教育局", "兴宁")
    new = take(xingning, XINGNING, since=OPENING)
    assert new == {"consortia": 10, "schools": 65, "memberships": 65, "teaching_points": 11}
    found = Consortium.objects.filter(authority=xingning)
    assert (School.objects.count(), TeachingPoint.objects.count()) == (65, 11)
    assert TeachingPoint.objects.values("parent").distinct().count() == 6
    assert Membership.objects.on(OPENING).filter(role="lead", consortium__in=found).count() == 10
    assert list(found.filter(kind="group").values_list("name", flat=True)) == [
        "中兴小学集团",
        "澳华小学集团",
    ]
    assert Line.objects.latest("number").note["rows"] == 76


def test_a_district_the_source_does_not_name_gets_a_name_in_use_and_no_official_one() -> None:
    take(authority("兴宁区教育局", "兴宁"), XINGNING, since=OPENING)
    unnamed = Consortium.objects.get(name=None)
    assert unnamed.label == "燕子岭小学牵头学区（原文缺名）"
    assert unnamed.memberships.count() == 8


def test_the_same_roster_taken_twice_changes_nothing_new() -> None:
    xingning = authority("兴宁区教育局", "兴宁")
    rows = sheet(LEAD, "新学区,,乙校,成员校,,2145000001,,2030-09-01", "新学区,,山坳,教学点,甲校")
    for data in (XINGNING, rows):
        take(xingning, data, since=OPENING)
        once = counts()
        for since in (OPENING, DAY):
            assert set(take(xingning, data, since=since).values()) == {0}
            assert counts() == once


def test_a_second_roster_adds_to_what_is_registered(cast: Cast) -> None:
    new = take(cast.authority, sheet("东学区,,东四小,成员校", "东学区,,山坳,教学点,东一小"))
    assert new == {"consortia": 0, "schools": 1, "memberships": 1, "teaching_points": 1}
    assert cast.east.memberships.on(DAY).count() == 4


def test_a_guest_is_at_home_elsewhere(cast: Cast) -> None:
    take(cast.authority, sheet("西集团,,东二小,列席校"))
    held = Membership.objects.on(DAY).filter(school__name="东二小")
    assert dict(held.values_list("consortium__label", "is_primary")) == {
        "东学区": True,
        "西集团": False,
    }


def test_a_teaching_point_may_stand_above_its_parent() -> None:
    rows = sheet(LEAD, "新学区,,山坳,教学点,丙校", "后学区,,丙校,龙头学校")
    assert take(authority("甲区教育局", "甲"), rows)["teaching_points"] == 1


# Rows; then line, column and words of the mistakes.
FAULTS: dict[str, tuple[tuple[str, ...], list[tuple[int, str, str, str]]]] = {
    "a school twice": (
        (LEAD, "新学区,,甲校,成员校"),
        [(3, "学校", "与第2行重复", "already stands in line 2")],
    ),
    "a member of an unknown district": (
        ("无学区,,甲校,成员校",),
        [(2, "学区", "没有“无学区”", "there is no 无学区")],
    ),
    "a second lead": (
        (LEAD, "新学区,,乙校,龙头学校"),
        [(3, "角色", "已有龙头学校", "already has a lead school")],
    ),
    "a second lead beside the one registered": (
        ("东学区,,甲校,龙头学校",),
        [(2, "角色", "已有龙头学校“东一小”", "already has the lead school 东一小")],
    ),
    "a membership that ends before it begins": (
        (f"{LEAD},,,2026-09-01,2026-09-01",),
        [(2, "终止日期", "不晚于起始日期", "ends on 2026-09-01 but begins")],
    ),
    "a teaching point without a known parent": (
        (LEAD, "新学区,,山坳,教学点,丙校", "新学区,,岭上,教学点"),
        [
            (3, "所属学校", "“丙校”不在名册中", "丙校 of teaching point 山坳"),
            (4, "所属学校", "不在名册中", "the parent of teaching point 岭上"),
        ],
    ),
    "a form not in the catalogue": (
        ("新学区,强强联合,甲校,龙头学校",),
        [(2, "组建形式", "目录中没有“强强联合”", "no form «强强联合»")],
    ),
    "two forms in one district": (
        (
            "新学区,学校联盟:公办+民办,甲校,龙头学校",
            "新学区,学校联盟：民办＋民办,乙校,成员校",
        ),
        [(3, "组建形式", "另一种形式", "give another form")],
    ),
    "a wrong choice": (
        (LEAD, "新学区,,乙校,牵头校"),
        [(3, "角色", "龙头学校、示范成员校", "not one of: lead school")],
    ),
    "a school that belongs elsewhere": (
        ("西集团,,东二小,成员校",),
        [(2, "学校", "已属于“东学区”", "already belongs to 东学区")],
    ),
    "another role than registered": (
        ("东学区,,东二小,示范成员校",),
        [(2, "角色", "已登记为成员校", "registered as member school")],
    ),
    "another end than registered": (
        ("东学区,,东二小,成员校,,,,2027-09-01",),
        [(2, "终止日期", "已登记为无终止日期", "registered without an end")],
    ),
    "a member before its district began": (
        ("东学区,,甲校,成员校,,,2019-09-01",),
        [(2, "起始日期", "“东学区”自2020-09-01起", "东学区 is registered only from 2020-09-01")],
    ),
    "a school code twice": (
        (f"{LEAD},,2145000001", "新学区,,乙校,成员校,,2145000001"),
        [(3, "学校标识码", "在第2行", "line 2 gives 2145000001")],
    ),
    "a day with two readings": (
        (f"{LEAD},,2145000001,3/4/2018",),
        [(2, "起始日期", "2018-03-04 或 2018-04-03", "has two readings")],
    ),
    "a name no table has room for": (
        (f"{'学' * 81},,甲校,龙头学校",),
        [(2, "学区", "最多80字", "at most 80")],
    ),
    "a character nobody can see": (
        ("新学区,,甲\0校,龙头学校",),
        [(2, "学校", "控制字符", "control character")],
    ),
    "no rows": ((), [(0, "", "没有数据行", "has no rows")]),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(cast: Cast, what: str) -> None:
    rows, mistakes = FAULTS[what]
    before = counts(), Line.objects.count()
    with pytest.raises(Problems) as refused:
        take(cast.authority, sheet(*rows))
    assert (counts(), Line.objects.count()) == before
    found = refused.value.problems
    assert [(each.line, each.field) for each in found] == [each[:2] for each in mistakes]
    said = zip(mistakes, refused.value.say("zh-hans"), refused.value.say("en"), strict=True)
    for (line, field, zh, en), chinese, english in said:
        assert chinese.startswith(f"名册.csv 第{line}行" if line else "名册.csv：")
        assert english.startswith(f"名册.csv, line {line}, {field}: " if line else "名册.csv: ")
        assert field in chinese and zh in chinese and en in english


def test_several_mistakes_are_told_at_once_in_the_order_of_the_rows(cast: Cast) -> None:
    rows = [LEAD, "新学区,,甲校,成员校", "无学区,,丁校,成员校", "新学区,,戊校,龙头学校"]
    with pytest.raises(Problems) as refused:
        take(cast.authority, sheet(*rows, "西集团,强强联合,东二小,成员校"))
    found = [(each.line, each.field) for each in refused.value.problems]
    assert [line for line, _ in found] == [3, 4, 5, 6, 6]
    assert {field for line, field in found if line == 6} == {"组建形式", "学校"}


def test_the_code_of_a_school_elsewhere_is_refused(cast: Cast) -> None:
    take(cast.other, sheet(f"{LEAD},,2145000001"))
    with pytest.raises(Problems, match="2145000001 is the code of 邻区教育局 甲校"):
        take(cast.authority, sheet(f"{LEAD},,2145000001"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_filled_with_its_own_examples_is_taken(language: str) -> None:
    members = parts(template(ROSTER, language))
    cells = "".join(
        f'<c r="{chr(65 + n)}4" t="inlineStr"><is><t>{column.example}</t></is></c>'
        for n, column in enumerate(ROSTER.columns)
    )
    page = members[SHEET].decode().replace("</sheetData>", f'<row r="4">{cells}</row></sheetData>')
    filled = packed({**members, SHEET: page.encode()})
    assert take(authority("甲区教育局", "甲"), filled)["schools"] == 1
