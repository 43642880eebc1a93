"""How large the classes of a grade may be, and who came in beyond that by the register."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Pupil

from ..models import ClassMaking, Exceptional, Plan
from .class_gathering import rooms_of
from .settings import policy_of


def most_of(making: ClassMaking) -> int | None:
    """Most pupils of a class: as the round said that filled it, else as the policy says."""
    plans = Plan.objects.filter(school=making.school_id, year=making.year, stage=making.stage)
    said = [each.round.class_size for each in plans.select_related("round")]
    found = max((each for each in said if each is not None), default=None)
    return found or policy_of(making.school.authority, making.since).class_size


def exempt(making: ClassMaking) -> int:
    """How many came in beyond class size by the register, and may make a class larger."""
    rows = Exceptional.objects.filter(
        school=making.school_id,
        application__year=making.year,
        application__stage=making.stage,
        move__is_current=True,
    )
    return sum("size" in each for each in rows.values_list("breaks", flat=True))


def too_large(making: ClassMaking, count: int) -> int | None:
    """How large the largest class would be if that is too large; none: it is not."""
    most = most_of(making)
    largest = -(-(count - exempt(making)) // making.classes)
    return None if most is None or largest <= most else largest


def pupils_of(making: ClassMaking) -> int:
    """Pupils of the grade, in classes or waiting for one, on the first day of the making."""
    rows = Pupil.objects.on(making.since).filter(school_class__in=rooms_of(making))
    return int(rows.count())


def is_full(making: ClassMaking, room: int, on: date) -> bool:
    """Has a class as many as it may have?"""
    most = most_of(making)
    if most is None:
        return False
    rows = Pupil.objects.on(on).filter(school_class__in=rooms_of(making).filter(number=room))
    return bool(rows.count() >= most)
