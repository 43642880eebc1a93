"""A first grade that came into its classes by lot, a change asked for, and a pupil who came late.

Children, their ID numbers and the balls are made up.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from xuequ.directory.engine.identity import check_digit
from xuequ.directory.models import Account, Holding, School, SchoolClass
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.enrolment.models import ClassMaking
from xuequ.enrolment.services.class_beginning import NewMaking, begin_classes, begin_late
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_swaps import Wish, ask_for_swap
from xuequ.kernel.actors import Actor, program
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part

from .people import names

ACTOR = program("demo")
SEED = 20260828
HERE = ZoneInfo("Asia/Shanghai")
DAY, NOW = date(2026, 9, 1), datetime(2026, 8, 28, 9, tzinfo=HERE)
LATER, THEN = date(2026, 10, 8), datetime(2026, 10, 8, 9, tzinfo=HERE)
BALLS, THROWN = Part("digits", "摇号球", length=8, faces=10), {"摇号球": "27182818"}
BOYS, GIRLS = 19, 17


def fill_classes(school: School) -> ClassMaking:
    """Classes of the first grade, approved by the bureau; a change and a late draw under way."""
    room = _waiting(school)
    maker, approver = _holder(school=school, role="principal"), _office(school)
    new = NewMaking(
        "primary", 1, DAY, "random", 2, Limits(1, 1, 1), "family", (BALLS,)
    )  # fmt: skip
    making = begin_classes(school, new, actor=maker, now=NOW)
    making = list_children(making, "", None, actor=maker)
    making = freeze_classes(making, actor=maker, now=NOW)
    making = make_classes(making, THROWN, actor=maker, now=NOW)
    making = approve_classes(making, THROWN, actor=approver, now=NOW)
    seat = making.seats.filter(room=1).earliest("pk")
    reason = "孩子行动不便，请求调到一楼的班级"
    ask_for_swap(making, Wish(seat.pk, 2, None, LATER, reason), actor=maker, now=THEN)
    _enter(room, BOYS + GIRLS, "female", LATER)
    late = begin_late(making, LATER, (BALLS,), actor=maker, now=THEN)
    list_children(late, "", None, actor=maker)
    return making


def _waiting(school: School) -> SchoolClass:
    """The first grade with pupils who are in no class yet."""
    report_classes(school, DAY.year, [ClassSize("primary", 1, 0, 0)], actor=ACTOR)
    room = SchoolClass.objects.get(school=school, stage="primary", year=DAY.year, grade=1, number=0)
    for at in range(BOYS + GIRLS):
        _enter(room, at, "male" if at < BOYS else "female", DAY)
    return room


def _enter(room: SchoolClass, at: int, sex: str, since: date) -> None:
    name = names(SEED, BOYS + GIRLS + 1)[at]
    first = f"{room.school.authority.area_code}20200101{100 + 2 * at + (sex == 'male')}"
    new = NewPupil(name, "", "resident", first + check_digit(first))
    register_pupil(room, new, since=since, actor=ACTOR)


def _holder(**of: object) -> Actor:
    rows = Holding.objects.filter(**{f"post__{name}": each for name, each in of.items()})
    held = rows.earliest("pk")
    return actor_in(Account(username="demo", person=held.person), held)


def _office(school: School) -> Actor:
    return _holder(authority=school.authority, role="bureau_office")
