"""A school with classes, teachers, rooms and bells, and short words for its sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from casting import MAKER
from working import teacher
from xuequ.directory.models import (
    BellPeriod,
    BellSchedule,
    ClassResult,
    Exam,
    Facility,
    FacilityStanding,
    Lesson,
    LessonClass,
    LessonTeacher,
    Timetable,
)
from xuequ.directory.services import classes
from xuequ.directory.sheets import BELLS, FACILITIES, RESULTS, TIMETABLE
from xuequ.directory.tests.belonging import named
from xuequ.directory.tests.sheets_in import take
from xuequ.record.models import Line

DAY = date(2026, 9, 1)
HOME, AWAY = "东二小", "孤小"
KINDS = (
    Facility, FacilityStanding, BellSchedule, BellPeriod, Timetable, Lesson, LessonClass,
    LessonTeacher, Exam, ClassResult, Line,
)  # fmt: skip
ROOMS = "学校,设施名称,类别,容纳人数,面积,是否共享,开放时间,联系职务,起始日期,终止日期"
RINGS = "学校,作息名称,时段,节次,类型,开始时间,结束时间,起始日期,终止日期"
WEEK = "学校,星期,节次,班级,学科,任课教师,场地,单双周,分组"
MARKS = (
    "学校,考试名称,考试日期,考试类别,班级,学科,参考人数,缺考人数,满分,平均分,标准差,"
    "及格率,优秀率,低分率,各分数段人数"
)
EXAM = f"{HOME},期中,2026-11-12,期中考试"


def counted() -> list[int]:
    """How many rows there are of everything such a sheet may write."""
    return [kind.objects.count() for kind in KINDS]


def rooms(cast: Any, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, FACILITIES, ROOMS, *rows, since=since)


def bells(cast: Any, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, BELLS, RINGS, *rows, since=since)


def week(cast: Any, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, TIMETABLE, WEEK, *rows, since=since)


def marks(cast: Any, *rows: str) -> dict[str, int]:
    return take(cast, RESULTS, MARKS, *rows)


def day_of(school: str, *begins: str, name: str = "日常作息") -> list[str]:
    """Rows of a schedule with lessons of forty minutes that begin then."""
    found = []
    for number, hour in enumerate(begins, start=1):
        at = int(hour[:-3]) * 60 + int(hour[-2:]) + 40
        ends = f"{at // 60}:{at % 60:02d}"
        found.append(f"{school},{name},第{number}节,{number},上课,{hour},{ends},,")
    return found


FOUR = ("8:00", "8:50", "9:40", "10:30")


def furnish(cast: Any, school: str = HOME) -> None:
    """Two classes of grade one, two teachers, a laboratory, a sports ground and four periods."""
    where = named(school)
    sizes = [classes.ClassSize("primary", 1, number, 40) for number in (1, 2)]
    classes.report_classes(where, 2026, sizes, actor=MAKER)
    teacher(where, "赵演示", "语文")
    teacher(where, "钱演示", "数学")
    rooms(cast, f"{school},实验室一,实验室,40,,,,,,", f"{school},操场,运动场,,,,,,,")
    bells(cast, *day_of(school, *FOUR))
