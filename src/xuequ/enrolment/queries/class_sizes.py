"""How large the classes of a grade may be, and who came in beyond that by the register."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import Pupil

from ..models import ClassMaking, ClassSeat, Exceptional, Plan
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
    rows = _let_in(making).values_list("breaks", flat=True)
    return sum("size" in each for each in rows)


def _let_in(making: ClassMaking) -> QuerySet[Exceptional]:
    return Exceptional.objects.filter(
        school=making.school_id,
        application__year=making.year,
        application__stage=making.stage,
        move__is_current=True,
    )


def too_large(making: ClassMaking, count: int) -> int | None:
    """How large the largest class would be if that is too large; none: it is not."""
    most = most_of(making)
    largest = -(-(count - exempt(making)) // making.classes)
    return None if most is None or largest <= most else largest


def pupils_of(making: ClassMaking) -> int:
    """Pupils of the grade, in classes or waiting for one, on the first day of the making."""
    rows = Pupil.objects.on(making.since).filter(school_class__in=rooms_of(making))
    return int(rows.count())


def free_in(first: ClassMaking, on: date) -> list[int] | None:
    """Places each class still has from a day on; none where nothing bounds a class.

    Pupils of the register beyond class size take none; one who is in no class yet may make any
    of them larger.
    """
    most = most_of(first)
    if most is None:
        return None
    beyond, anywhere = _beyond(first, on)
    peaks = _peaks(first, on)
    rooms = range(1, first.classes + 1)
    return [max(0, most + anywhere + beyond[room] - peaks[room]) for room in rooms]


def _peaks(first: ClassMaking, on: date) -> Counter[int]:
    """The most pupils of each class on the day or any later one: some come later."""
    rooms = rooms_of(first).exclude(number=0)
    rows = Pupil.objects.filter(Q(until=None) | Q(until__gt=on), school_class__in=rooms)
    spans = list(rows.values_list("school_class__number", "since", "until"))
    peaks: Counter[int] = Counter()
    for day in {on, *(since for _, since, _ in spans if since > on)}:
        there = Counter(
            room for room, since, until in spans if since <= day and (not until or until > day)
        )
        peaks |= there
    return peaks


def _beyond(first: ClassMaking, on: date) -> tuple[Counter[int], int]:
    """Pupils of the register beyond class size by their class, and how many are in none yet."""
    rows = _let_in(first).values_list("breaks", "application__child__pupil")
    keys = [pupil for breaks, pupil in rows if "size" in breaks]
    seats = ClassSeat.objects.filter(
        Q(making=first) | Q(making__first=first),
        Q(pupil__in=keys) | Q(now__in=keys),
        now__in=Pupil.objects.on(on).values("pk"),
    )
    found = Counter(seats.values_list("now__school_class__number", flat=True))
    return found, max(0, len(keys) - found.total())


def is_full(making: ClassMaking, room: int, on: date) -> bool:
    """Has a class as many as it may have, from a day on?"""
    free = free_in(making, on)
    return free is not None and free[room - 1] == 0


def crowded(making: ClassMaking) -> int | None:
    """A class that would be larger than it may be if what was drawn is written; none: no class."""
    free = free_in(making.first or making, making.since)
    if free is None:
        return None
    waiting = Pupil.objects.on(making.since).filter(school_class__number=0).values("pk")
    came = Counter(making.seats.filter(pupil__in=waiting).values_list("room", flat=True))
    return next((room for room in range(1, len(free) + 1) if came[room] > free[room - 1]), None)
