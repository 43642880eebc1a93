"""Bells, facilities, a timetable and class results of some schools of the demonstration.

All of it is synthetic, and comes in by the sheets people use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from zlib import crc32

from xuequ.directory.engine.daily.schools import class_name
from xuequ.directory.models import Authority, Consortium, Posting, School, SchoolClass, Teacher
from xuequ.directory.services import classes, people
from xuequ.directory.sheets import BELLS, FACILITIES, RESULTS, TEACHERS, TIMETABLE
from xuequ.intake.services import import_sheet
from xuequ.kernel.actors import program
from xuequ.kernel.sheet import Sheet

from .cast import players
from .people import names
from .weeks import PLAN, lessons, sums, teachers_wanted, week

ACTOR = program("demo")
SEED = 20260901
BEGIN = date(2026, 9, 1)
DAYS = ("周一", "周二", "周三", "周四", "周五")
PERIODS = (
    ("早读", "", "活动", "8:00", "8:20"),
    ("第一节", "1", "上课", "8:30", "9:10"),
    ("第二节", "2", "上课", "9:20", "10:00"),
    ("大课间", "", "休息", "10:00", "10:30"),
    ("第三节", "3", "上课", "10:30", "11:10"),
    ("第四节", "4", "上课", "11:20", "12:00"),
    ("午休", "", "休息", "12:00", "14:30"),
    ("第五节", "5", "上课", "14:30", "15:10"),
    ("第六节", "6", "上课", "15:20", "16:00"),
    ("课后服务", "7", "活动", "16:20", "17:30"),
)
ROOMS = (
    ("操场", "运动场", "600", "5200", "是", "周六至周日 8:00-18:00"),
    ("报告厅", "报告厅", "260", "320", "是", "周一至周五 16:30-20:00"),
    ("科学实验室", "实验室", "48", "96", "是", "周一至周五 16:30-18:00"),
    ("计算机教室", "计算机教室", "50", "90", "否", ""),
    ("音乐教室", "功能教室", "50", "88", "", ""),
    ("图书馆", "图书馆", "80", "210", "是", "周六 9:00-11:30；周日 9:00-11:30"),
)
WHERE = {"体育": "操场", "科学": "科学实验室", "信息科技": "计算机教室", "音乐": "音乐教室"}
TESTED = ("语文", "数学", "英语")
EXAM = ("2026年秋季期中考试", "2026-11-12", "期中考试")


def fill_xingning(authority: Authority, since: date) -> None:
    """The schools of the first district; teachers and a timetable for its first member."""
    district = Consortium.objects.filter(authority=authority).earliest("order")
    members = district.memberships.order_by("order").select_related("school")
    schools = [each.school for each in members]
    _bells_and_rooms(authority, schools)
    first = next(each.school for each in members if each.role == "member")
    someone = players()["teacher"]  # of the cast, at that very school
    made_up = iter([someone.name, *names(SEED + crc32(b"xingning"), 60)])
    rows = [
        [next(made_up), first.name, "小学", subject, "一级教师"]
        for subject, count in teachers_wanted(len(_classes(first))).items()
        for _ in range(count)
    ]
    _bring(authority, TEACHERS, ("姓名", "学校", "学段", "学科", "职称"), rows)
    person = Teacher.objects.get(school=first, person__name=someone.name).person
    post = people.create_post(
        authority, someone.role, someone.title, since=since, actor=ACTOR, place=first
    )
    people.appoint(person, post, since=since, actor=ACTOR)
    _timetables(authority, [first])
    _results(authority, schools)


def fill_mingzhu(authority: Authority) -> None:
    """Both schools; who is posted teaches where the posting leads."""
    schools = list(School.objects.filter(authority=authority).order_by("pk"))
    for school, sizes in zip(schools, ((38, 41, 40, 39, 42, 37), (14, 11, 12, 8)), strict=False):
        told = [
            classes.ClassSize("primary", grade, 1, pupils)
            for grade, pupils in enumerate(sizes, start=1)
        ]
        classes.report_classes(school, BEGIN.year, told, actor=ACTOR)
    _bells_and_rooms(authority, schools)
    _timetables(authority, schools)
    _results(authority, schools)


def _bring(
    authority: Authority, sheet: Sheet, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    data = "\n".join(",".join(each) for each in (heads, *rows)).encode()
    name = f"{sheet.title.zh}（演示）.csv"
    import_sheet(sheet, name, data, authority=authority, since=BEGIN, actor=ACTOR)


def _bells_and_rooms(authority: Authority, schools: Sequence[School]) -> None:
    heads = ("学校", "作息名称", "时段", "节次", "类型", "开始时间", "结束时间")
    rows = [(school.name, "秋冬季作息", *each) for school in schools for each in PERIODS]
    _bring(authority, BELLS, heads, rows)
    heads = ("学校", "设施名称", "类别", "容纳人数", "面积", "是否共享", "开放时间")
    _bring(authority, FACILITIES, heads, [(s.name, *each) for s in schools for each in ROOMS])


def _classes(school: School) -> list[SchoolClass]:
    return list(school.classes.filter(year=BEGIN.year).exclude(number=0))


def _called(row: SchoolClass) -> str:
    return class_name(row.stage, row.grade, row.number).zh


def _timetables(authority: Authority, schools: Sequence[School]) -> None:
    heads = ("学校", "星期", "节次", "班级", "学科", "任课教师", "场地")
    rows = []
    for school in schools:
        rooms = [_called(each) for each in _classes(school)]
        edges = lessons(rooms, _teachers(school))
        taken: set[tuple[int, str]] = set()
        for slot, (name, subject, who) in week(edges, 30):
            room = WHERE.get(subject, "")
            if room != "操场" and (slot, room) in taken:
                room = ""  # somebody else is in it: in the class's own room then
            taken.add((slot, room))
            at = (DAYS[slot % 5], str(slot // 5 + 1))
            rows.append((school.name, *at, name, subject, who, room))
    _bring(authority, TIMETABLE, heads, rows)


def _teachers(school: School) -> dict[str, list[str]]:
    """Who is there to teach each subject: not those posted away, but those posted here."""
    away = Posting.objects.on(BEGIN).filter(from_school=school).values("person")
    here = Posting.objects.on(BEGIN).filter(to_school=school)
    own = Teacher.objects.on(BEGIN).filter(school=school).exclude(person__in=away)
    found: dict[str, list[str]] = {subject: [] for subject in PLAN}
    for subject, name in (
        *own.order_by("pk").values_list("subject", "person__name"),
        *here.order_by("pk").values_list("subject", "person__name"),
    ):
        found.setdefault(subject, []).append(name)
    return found


def _results(authority: Authority, schools: Sequence[School]) -> None:
    heads = (
        "学校", "考试名称", "考试日期", "考试类别", "班级", "学科", "参考人数", "缺考人数", "满分",
        "平均分", "标准差", "及格率", "优秀率", "低分率", "各分数段人数",
    )  # fmt: skip
    chance = Random(SEED + crc32(authority.profile.encode()))
    rows = [
        (school.name, *EXAM, _called(each), subject, *sums(chance, each.pupil_count or 30))
        for school in schools
        for each in _classes(school)
        for subject in TESTED
    ]
    _bring(authority, RESULTS, heads, rows)
