"""Makings of classes for the addresses: made once for a school, with a change asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

from casting import MAKER, lone_actor, staff
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.enrolment.models import ClassMaking, ClassSwap
from xuequ.enrolment.services.class_beginning import NewMaking, begin_classes
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_swaps import Wish, ask_for_swap
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part

DAY, NOW = date(2026, 9, 1), datetime(2026, 9, 1, tzinfo=UTC)
NUMBERS = ("450102202001011017", "450102202001011025")  # of a boy and of a girl
REACH = {  # which scope decides about them: of the own schools
    "makings/pk": "inside",
    "swaps/pk": "inside",
}


def makings_of(school: School) -> dict[str, object]:
    """Classes of the sixth grade of a school, and a change of class that is asked for."""
    making = ClassMaking.objects.filter(school=school, grade=6).first() or _made(school)
    swap = ClassSwap.objects.filter(making=making).first() or _asked(making)
    return {"makings/pk": making.pk, "rooms/room": 1, "swaps/pk": swap.pk}


def _made(school: School) -> ClassMaking:
    room = SchoolClass.objects.create(
        school=school, stage="primary", year=DAY.year, grade=6, number=0
    )
    for number in NUMBERS * 2:
        Pupil.objects.create(
            school_class=room, since=DAY, name="班演示", id_kind="resident", id_number=number
        )
    balls = Part("digits", "摇号球", length=4, faces=10)
    new = NewMaking("primary", 6, DAY, "random", 2, Limits(1, 1, 1), "family", (balls,))
    making = begin_classes(school, new, actor=MAKER, now=NOW)
    making = list_children(making, "", None, actor=MAKER)
    making = freeze_classes(making, actor=MAKER, now=NOW)
    making = make_classes(making, {"摇号球": "1234"}, actor=MAKER, now=NOW)
    principal = lone_actor(staff(school, "executive_principal", f"执演示{school.pk}"))
    return approve_classes(making, {"摇号球": "1234"}, actor=principal, now=NOW)


def _asked(making: ClassMaking) -> ClassSwap:
    seat = making.seats.filter(room=1).earliest("pk")
    wish = Wish(seat.pk, 2, None, DAY, "班主任建议调整，家长同意")
    return ask_for_swap(making, wish, actor=MAKER, now=NOW)
