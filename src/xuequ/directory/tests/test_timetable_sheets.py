"""Bell schedules and timetables by sheet: whole or not at all, every mistake told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casting import MAKER
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import BellSchedule, Lesson, LessonClass, Person, Timetable
from xuequ.directory.queries.daily import bells_on, rings_of, timetables_on
from xuequ.directory.services import classes
from xuequ.directory.tests.belonging import LATER, named
from xuequ.directory.tests.daily_world import (
    AWAY,
    DAY,
    FOUR,
    HOME,
    bells,
    counted,
    day_of,
    furnish,
    week,
)
from xuequ.kernel.problems import Problems
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
MONDAY = f"{HOME},周一"


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with one school that has classes, teachers, rooms and bells."""
    furnish(cast)
    return cast


def test_a_sheet_of_bells_is_registered(cast: Cast) -> None:
    rows = [*day_of(HOME, *FOUR), f"{HOME},日常作息,大课间,,休息,9:30,9:40,,"]
    assert bells(cast, *rows) == {"bells": 1}
    schedule = BellSchedule.objects.get()
    assert (schedule.name, schedule.since, schedule.until) == ("日常作息", DAY, None)
    told = [(each.number, f"{each.begins:%H:%M}") for each in schedule.periods.all()]
    assert told == [(1, "08:00"), (2, "08:50"), (None, "09:30"), (3, "09:40"), (4, "10:30")]
    assert bells(cast, *rows) == {"bells": 0}


def test_what_began_last_holds_and_what_has_an_end_lies_over_the_rest(cast: Cast) -> None:
    bells(cast, *day_of(HOME, *FOUR))
    exam = [
        f"{HOME},考试,上午,1,上课,8:00,10:00,2026-11-12,2026-11-14",
        f"{HOME},考试,下午,2,上课,14:00,16:00,2026-11-12,2026-11-14",
    ]
    bells(cast, *exam)
    bells(cast, *day_of(HOME, "8:30", "9:20"), since=date(2027, 3, 1))
    school = named(HOME).pk
    for day, begins in {
        date(2026, 11, 11): "08:50",
        date(2026, 11, 13): "14:00",
        date(2026, 11, 14): "08:50",
        date(2027, 3, 1): "09:20",
    }.items():
        assert f"{rings_of([school], day)[school][''][2].begins:%H:%M}" == begins
    [last] = bells_on([school], date(2027, 2, 28))
    assert last.until == date(2027, 3, 1) and bells_on([school], DAY - timedelta(days=1)) == []


BELLS = {  # a row, and the column and the words that are told
    "no such time": (f"{HOME},日常作息,午休,,休息,25:00,16:00,,", "开始时间", "no time of day"),
    "ends before it begins": (
        f"{HOME},日常作息,晚自习,5,上课,15:00,14:00,,", "结束时间", "begins at 15:00",
    ),
    "overlaps": (f"{HOME},日常作息,眼保健操,,休息,8:30,8:45,,", "开始时间", "runs into 第1节"),
    "a number twice": (
        f"{HOME},日常作息,晚自习,4,上课,15:00,16:00,,", "节次", "the number 4 already",
    ),
    "no number": (f"{HOME},日常作息,晚自习,,上课,15:00,16:00,,", "节次", "give the number"),
    "a break with a number": (f"{HOME},日常作息,午休,5,休息,15:00,16:00,,", "节次", "is a break"),
    "out of order": (f"{HOME},日常作息,早读,5,活动,7:00,7:30,,", "节次", "Mend the times"),
    "an unknown school": ("无此校,日常作息,早读,5,活动,7:00,7:30,,", "学校", "no school"),
    "a number out of range": (f"{HOME},日常作息,夜,21,活动,20:00,21:00,,", "节次", "1 to 20"),
    "two schedules on a day": (
        f"{HOME},别的作息,早读,1,上课,7:00,7:30,,", "作息名称", "begins on 2026-09-01 too",
    ),
    "a schedule without lessons": (
        f"{HOME},别的作息,早读,1,活动,7:00,7:30,2027-01-01,", "类型", "no lesson",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BELLS)
def test_a_sheet_of_bells_with_a_mistake_is_told_and_nothing_taken(cast: Cast, what: str) -> None:
    row, column, said = BELLS[what]
    before = counted()
    with pytest.raises(Problems) as problems:
        bells(cast, *day_of(HOME, *FOUR), row)
    [problem] = problems.value.problems
    assert (problem.line, problem.field) == (6, column)
    assert said in problem.text.en and problem.text.zh and counted() == before


def test_a_timetable_is_registered_with_classes_teachers_and_rooms(world: Cast) -> None:
    new = week(
        world,
        f"{MONDAY},1,一年级1班,语文,赵演示,,,",
        f"{MONDAY},1,一(2)班,数学,钱演示,,,",
        f"{MONDAY},2,一(1)班、一(2)班,体育,赵演示、钱演示,操场,,",
        f"{MONDAY},3,101,科学,钱演示,实验室一,单周,",
        f"{MONDAY},3,一(1)班,劳动,赵演示,,双周,",
        f"{MONDAY},4,一(1)班,英语,,,,甲组",
        f"{MONDAY},4,一(1)班,英语,,,,乙组",
    )
    assert new == {"timetables": 1, "lessons": 7}
    both = Lesson.objects.get(subject="体育")
    assert both.classes.count() == both.teachers.count() == 2 and both.room is not None
    groups = LessonClass.objects.filter(lesson__subject="英语").values_list("part", flat=True)
    assert set(groups) == {"甲组", "乙组"}
    line = Line.objects.latest("number")
    assert (line.verb, line.note["lessons"]) == ("import-timetables", 7)


ONE = f"{MONDAY},1,一(1)班,语文,赵演示,实验室一,,"
WEEKS = {  # a row beside ONE, and the column and the words that are told
    "an unknown school": ("无此校,周一,1,一(1)班,语文,,,,", "学校", "no school"),
    "an unknown class": (f"{MONDAY},2,一(9)班,语文,,,,", "班级", "no class 一(9)班"),
    "a class twice": (f"{MONDAY},2,一(1)班、101,语文,,,,", "班级", "stands there twice"),
    "an unknown teacher": (
        f"{MONDAY},2,一(1)班,语文,孙演示,,,",
        "任课教师",
        "nobody called 孙演示",
    ),
    "an unknown room": (f"{MONDAY},2,一(1)班,语文,,温室,,", "场地", "no facility 温室"),
    "a period that does not ring": (f"{MONDAY},9,一(1)班,语文,,,,", "节次", "no period 9"),
    "a class in two places": (f"{MONDAY},1,一(1)班,数学,,,,", "班级", "in line 2 already"),
    "half a class in two places": (f"{MONDAY},1,一(1)班,数学,,,,甲组", "班级", "in line 2"),
    "a teacher in two places": (f"{MONDAY},1,一(2)班,语文,赵演示,,,", "任课教师", "in line 2"),
    "in odd weeks only": (f"{MONDAY},1,一(2)班,语文,赵演示,,单周,", "任课教师", "in line 2"),
    "a room for two": (f"{MONDAY},1,一(2)班,语文,钱演示,实验室一,,", "场地", "in line 2"),
    "no such weekday": (f"{HOME},周八,2,一(1)班,语文,,,,", "星期", "not one of"),
}


@pytest.mark.parametrize("what", WEEKS)
def test_a_timetable_with_a_mistake_is_told_and_nothing_taken(world: Cast, what: str) -> None:
    row, column, said = WEEKS[what]
    before = counted()
    with pytest.raises(Problems) as problems:
        week(world, ONE, row)
    [problem] = problems.value.problems
    assert (problem.line, problem.field) == (3, column)
    assert said in problem.text.en and problem.text.zh and counted() == before


def test_a_name_that_is_not_known_is_told_once_however_often_it_stands_there(world: Cast) -> None:
    rows = [f"{MONDAY},{n},一(1)班,语文,孙演示,,," for n in (1, 2, 3)]
    with pytest.raises(Problems) as problems:
        week(world, *rows)
    assert [each.line for each in problems.value.problems] == [2]


def test_without_bells_no_timetable_is_taken(cast: Cast) -> None:
    size = classes.ClassSize("primary", 1, 1, 40)
    classes.report_classes(named(AWAY), 2026, [size], actor=MAKER)
    with pytest.raises(Problems, match="no bell schedule") as problems:
        week(cast, f"{AWAY},周一,1,一(1)班,语文,,,,", f"{AWAY},周一,2,一(1)班,语文,,,,")
    assert len(problems.value.problems) == 1


def test_a_new_version_ends_the_one_before_it_and_both_are_kept(world: Cast) -> None:
    week(world, ONE)
    week(world, f"{MONDAY},1,一(1)班,数学,钱演示,,,", since=LATER.replace(year=2026, month=11))
    old, new = Timetable.objects.order_by("version")
    assert (old.version, old.until, new.version, new.until) == (1, new.since, 2, None)
    assert old.lessons.get().subject == "语文" and new.lessons.get().subject == "数学"
    assert timetables_on([old.school_id], new.since - timedelta(days=1)) == [old]
    assert timetables_on([old.school_id], new.since) == [new]


def test_the_same_timetable_again_changes_nothing_and_a_mended_one_takes_its_place(
    world: Cast,
) -> None:
    week(world, ONE)
    assert week(world, ONE) == {"timetables": 0, "lessons": 0}
    assert week(world, f"{MONDAY},2,一(1)班,语文,赵演示,,,") == {"timetables": 1, "lessons": 1}
    old, new = Timetable.objects.order_by("version")
    assert old.replaced_by == new and old.lessons.count() == 1
    assert timetables_on([old.school_id], DAY) == [new]


def test_a_teacher_is_not_at_two_schools_at_once_by_the_clock(world: Cast) -> None:
    size = classes.ClassSize("primary", 1, 1, 40)
    classes.report_classes(named("东三小"), 2026, [size], actor=MAKER)
    zhao = Person.objects.get(name="赵演示")
    own = Person.objects.get(pk=teacher(named("东三小"), "双演示").pk)
    zhao.teaching.create(school=named("东三小"), stage="primary", subject="语文", since=DAY)
    assert own.pk != zhao.pk
    bells(world, *day_of("东三小", "8:30", "9:30"))
    week(world, ONE)
    with pytest.raises(Problems, match="lesson at 东二小 then"):
        week(world, "东三小,周一,1,一(1)班,语文,赵演示,,,")
    assert week(world, "东三小,周一,2,一(1)班,语文,赵演示,,,")["lessons"] == 1
    with pytest.raises(Problems) as problems:
        week(
            world,
            f"{HOME},周二,1,一(1)班,语文,赵演示,,,",
            "东三小,周二,1,一(1)班,语文,赵演示,,,",
            since=LATER.replace(year=2026, month=10),
        )
    assert [each.line for each in problems.value.problems] == [3]
