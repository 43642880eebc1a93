"""Classes of the children who came in: made by lot at each school, approved by the bureau."""

from __future__ import annotations

from zlib import crc32

from xuequ.directory.engine.daily.schools import FIRST
from xuequ.directory.models import School
from xuequ.enrolment.models import ClassMaking, Round
from xuequ.enrolment.queries.class_gathering import grade_waiting
from xuequ.enrolment.services.class_beginning import NewMaking, begin_classes
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part

from .days import FIRST as DAY
from .days import MADE
from .officers import Officers, principal

BALLS = Part("digits", "摇号球", length=8, faces=10)
LIMITS = Limits(1, 1, 1)
LEAST = 4  # children, else there is nothing to draw


def divide_all(found: Round, by: Officers) -> list[ClassMaking]:
    """The classes of every school of a round that got enough children for them."""
    made = []
    for plan in found.plans.select_related("school__authority").order_by("pk"):
        waiting = {room.stage: count for room, count in grade_waiting(plan.school, DAY)}
        if plan.classes and waiting.get(found.stage, 0) >= LEAST:
            made.append(_divided(plan.school, found.stage, plan.classes, by))
    return made


def _divided(school: School, stage: str, classes: int, by: Officers) -> ClassMaking:
    maker = principal(school)
    new = NewMaking(stage, FIRST[stage], DAY, "random", classes, LIMITS, "family", (BALLS,))
    making = begin_classes(school, new, actor=maker, now=MADE)
    making = list_children(making, "", None, actor=maker)
    making = freeze_classes(making, actor=maker, now=MADE)
    thrown = {BALLS.name: f"{crc32(school.name.encode()) % 10**8:08d}"}
    making = make_classes(making, thrown, actor=maker, now=MADE)
    return approve_classes(making, thrown, actor=by.section, now=MADE)
