"""Timetables out of files of other programs, into the directory and out again as a sheet."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.directory.models import Lesson, Timetable
from xuequ.directory.queries.daily import contents_of
from xuequ.directory.queries.timetables import timetable_table
from xuequ.directory.services import classes
from xuequ.directory.sheets import TIMETABLE
from xuequ.directory.tests.belonging import named
from xuequ.directory.tests.daily_world import DAY, HOME, bells, counted, day_of, furnish, week
from xuequ.directory.tests.timetable_samples import ASC, FET, FET_UNPLACED, PLACEMENTS, packed
from xuequ.intake.services import import_sheet
from xuequ.kernel.problems import Problems
from xuequ.web.outputs import OUTPUTS

pytestmark = pytest.mark.django_db
FILES = {
    f"{HOME}.xml": (ASC.encode("gb18030"), 5),
    "school_data_and_timetable.fet": (FET.encode(), 4),
    f"{HOME}.zip": (packed(a__fet=FET_UNPLACED, a_activities__xml=PLACEMENTS), 4),
}


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with one school that has classes, teachers, rooms and bells."""
    furnish(cast)
    return cast


def bring(cast: Cast, name: str, data: bytes) -> dict[str, int]:
    return import_sheet(TIMETABLE, name, data, authority=cast.authority, since=DAY, actor=MAKER)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_becomes_a_timetable(world: Cast, name: str) -> None:
    data, lessons = FILES[name]
    assert bring(world, name, data) == {"timetables": 1, "lessons": lessons}
    english = Lesson.objects.get(subject="英语")
    assert english.classes.get().part == "甲组"
    assert english.teachers.get().person.name == "钱演示"
    assert Timetable.objects.get().source == name
    assert bring(world, name, data) == {"timetables": 0, "lessons": 0}


def test_names_that_are_not_ours_are_told_by_the_line_of_the_file(world: Cast) -> None:
    before = counted()
    text = ASC.replace('name="赵演示"', 'name="孙演示"').replace('name="操场"', 'name="泳池"')
    with pytest.raises(Problems) as problems:
        bring(world, f"{HOME}.xml", text.encode("gb18030"))
    told = {(each.field, text.splitlines()[each.line - 1][:20]) for each in problems.value.problems}
    assert told == {("任课教师", '  <card lessonid="L1'), ("场地", '  <card lessonid="L2')}
    assert counted() == before


def test_a_file_called_by_another_name_says_how_to_call_it(world: Cast) -> None:
    with pytest.raises(Problems, match="no school export"):
        bring(world, "export.xml", ASC.encode("gb18030"))


def test_what_a_file_says_is_held_to_the_columns_of_the_sheet(world: Cast) -> None:
    long = ASC.replace('name="英语"', f'name="{"英" * 21}"')
    with pytest.raises(Problems, match="at most 20"):
        bring(world, f"{HOME}.xml", long.encode("gb18030"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_timetable_goes_out_as_a_sheet_and_comes_back_equal(
    world: Cast, kind: str, language: str
) -> None:
    bring(world, f"{HOME}.xml", ASC.encode("gb18030"))
    held = Timetable.objects.get()
    data = OUTPUTS[kind].write(timetable_table(held, TIMETABLE), language)
    assert bring(world, f"课程表.{kind}", data) == {"timetables": 0, "lessons": 0}
    week(world, f"{HOME},周一,1,一(1)班,数学,钱演示,,,")
    assert bring(world, f"课程表.{kind}", data) == {"timetables": 1, "lessons": 5}
    assert contents_of(Timetable.objects.latest("version")) == contents_of(held)


def test_the_command_takes_a_file_of_another_program(world: Cast, tmp_path: Path) -> None:
    path = tmp_path / f"{HOME}.xml"
    path.write_bytes(ASC.encode("gb18030"))
    asked = ["import", "timetable", str(path), "--authority", "测试", "--from", "2026-09-01"]
    assert main([*asked, "--dry-run"]) == 0 and not Timetable.objects.exists()
    assert main(asked) == 0 and Timetable.objects.get().lessons.count() == 5


def test_a_large_school_is_taken_within_seconds(world: Cast) -> None:
    sizes = [classes.ClassSize("primary", 2, number, 40) for number in range(1, 41)]
    classes.report_classes(named(HOME), 2026, sizes, actor=MAKER)
    bells(world, *day_of(HOME, "7:00", "8:00", "9:00", "10:00", "11:00", "13:00", "14:00"))
    days = ("周一", "周二", "周三", "周四", "周五")
    rows = [
        f"{HOME},{day},{period},二({number})班,语文,,,,"
        for number in range(1, 41)
        for day in days
        for period in range(1, 8)
    ]
    began = time.process_time()
    assert week(world, *rows)["lessons"] == 1400
    assert time.process_time() - began < 10
