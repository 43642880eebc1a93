"""A grade of the small cast that waits for its classes, and classes as far as a test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from casting import MAKER, lone_actor, staff
from support_plugin import Cast
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.directory.services.people.teachers import NewTeaching, register_teacher
from xuequ.enrolment.models import ClassMaking
from xuequ.enrolment.queries.class_gathering import waiting_for
from xuequ.enrolment.services.class_beginning import NewMaking, begin_classes
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_swaps import Wish, ask_for_swap
from xuequ.kernel.actors import Actor
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part

HERE = ZoneInfo("Asia/Shanghai")
DAY, NOW = date(2026, 9, 1), datetime(2026, 8, 28, 9, tzinfo=HERE)
BALLS = Part("digits", "摇号球", length=8, faces=10)
THROWN = {"摇号球": "31415926"}
HEADS = ("登记号", "姓名", "性别", "成绩", "多胞胎代号", "同班或分班", "特殊需要")
LIMITS = Limits(1, 1, 1)
WHY = "两名学生家庭有矛盾，班主任建议分开"


def number(at: int, sex: str) -> str:
    """A resident number of an invented child."""
    first = f"45010220200101{100 + 2 * at + (sex == 'male'):03d}"
    return first + check_digit(first)


def grade(school: School, boys: int = 9, girls: int = 8, *, since: date = DAY) -> SchoolClass:
    """Class 0 of the first grade with so many more children."""
    report_classes(school, DAY.year, [ClassSize("primary", 1, 0, 0)], actor=MAKER)
    room = SchoolClass.objects.get(school=school, year=DAY.year, grade=1, number=0)
    before = Pupil.objects.count() * 2
    for at, sex in enumerate(["male"] * boys + ["female"] * girls):
        new = NewPupil(f"小演示{before + at}", "", "resident", number(before + at, sex))
        register_pupil(room, new, since=since, actor=MAKER)
    return room


def school_of(cast: Cast) -> School:
    """The school whose classes are made."""
    return School.objects.get(name="东三小")


def office(cast: Cast) -> Actor:
    """The office of that school, which makes them."""
    return lone_actor(staff(school_of(cast), "school_office", "办演示"))


def principal(cast: Cast) -> Actor:
    """Its principal, who approves them."""
    return lone_actor(staff(school_of(cast), "principal", "校演示"))


def new(**more: Any) -> NewMaking:
    """What the office settles: two classes by lot, if nothing else is said."""
    said = {
        "stage": "primary", "grade": 1, "since": DAY, "method": "random", "classes": 2,
        "limits": LIMITS, "twins": "family", "parts": (BALLS,), **more,
    }  # fmt: skip
    return NewMaking(**said)


def drafted(cast: Cast, **more: Any) -> ClassMaking:
    """A making of the grade, with nobody in its list yet."""
    school = school_of(cast)
    if not SchoolClass.objects.filter(school=school, number=0).exists():
        grade(school)
    return begin_classes(school, new(**more), actor=office(cast), now=NOW)


def by_scores(**more: Any) -> dict[str, Any]:
    """The settings of a making by scores."""
    return {"method": "serpentine", "limits": Limits(1, 1, 1, Decimal(5)), **more}


def sheet(
    making: ClassMaking, changes: Mapping[int, Sequence[str]] | None = None
) -> list[list[str]]:
    """The sheet as the school fills it in; `changes` give the cells after the name by line."""
    rows = [list(HEADS)]
    for at, pupil in enumerate(waiting_for(making)):
        cells = (changes or {}).get(at, ())
        rows.append([str(pupil.pk), "", *cells, *[""] * (5 - len(cells))])
    return rows


def listed(cast: Cast, **more: Any) -> ClassMaking:
    return list_children(drafted(cast, **more), "", None, actor=office(cast))


def frozen(cast: Cast, **more: Any) -> ClassMaking:
    return freeze_classes(listed(cast, **more), actor=office(cast), now=NOW)


def made(cast: Cast, **more: Any) -> ClassMaking:
    return make_classes(frozen(cast, **more), THROWN, actor=office(cast), now=NOW)


def approved(cast: Cast, **more: Any) -> ClassMaking:
    return approve_classes(made(cast, **more), THROWN, actor=principal(cast), now=NOW)


def classes_with_a_change(cast: Cast) -> ClassMaking:
    """Approved classes with teams, and a change of class that is asked for."""
    school = school_of(cast)
    leaders = [staff(school, "dean", f"师演示{n}").person for n in (1, 2)]
    for each in leaders:
        register_teacher(each, school, NewTeaching("primary", "语文"), since=DAY, actor=MAKER)
    making = approved(cast, teams=[each.pk for each in leaders])
    seat = making.seats.filter(room=1).earliest("pk")
    ask_for_swap(making, Wish(seat.pk, 2, None, DAY, WHY), actor=office(cast), now=NOW)
    return making
