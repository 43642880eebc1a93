"""The schooling of one pupil from entry on: application, place, class of each year, junior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from xuequ.directory.models import Membership, Pupil, School
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import AUTHORITY, authorities, own_schools, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...models import Application, Arrival, Child, TraceLook
from ..placing import told
from ..telling.seats import seat_of
from .roll import of_authority

COLUMNS = ("id_number_index", "number_index")  # what tells whether two seats are of one child
PURPOSES: dict[str, Text] = {
    "schooling": Text("核实就学经历", "making sure how the schooling went"),
    "missing": Text("查找未到校学生", "looking for a child who does not come"),
    "entry": Text("办理入学、升学", "enrolment in the next stage"),
    "question": Text("答复家长询问", "answering the family"),
    "audit": Text("审计或上级核查", "audit, or inquiry from above"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a schooling.

    Args:
        kind: "applied", "placed", "came", "class" or "left".
        district: the consortium the school belonged to on that day; "" for none.
    """

    day: date
    kind: str
    school: str
    district: str
    said: str


def pupil_seen(pk: int, *, seen_by: Actor, on: date) -> Pupil | None:
    """A pupil whose latest seat is at a school of the actor's own."""
    row = Pupil.objects.filter(pk=pk).select_related("school_class__school__authority").first()
    return row if row is not None and seen_among([row], seen_by=seen_by, on=on) else None


def seen_among(rows: Sequence[Pupil], *, seen_by: Actor, on: date) -> set[int]:
    """Those of some pupils, by key, whose schooling the actor may open."""
    latest = _latest(rows)
    if seen_by.everywhere:
        return set(latest)
    if standing(seen_by) == AUTHORITY:
        known = set(authorities(seen_by=seen_by).values_list("pk", flat=True))
        return {pk for pk, school in latest.items() if school.authority_id in known}
    mine = set(own_schools(seen_by=seen_by, on=on).values_list("pk", flat=True))
    return {pk for pk, school in latest.items() if school.pk in mine}


def _latest(rows: Sequence[Pupil]) -> dict[int, School]:
    """By the key of a seat the school of the child's latest seat in the authority."""
    same = Q(pk__in=[each.pk for each in rows])
    for column in COLUMNS:
        values = {getattr(each, column) for each in rows} - {None}
        same |= Q(**{f"{column}__in": values}) if values else Q()
    within = {each.school_class.school.authority_id for each in rows}
    found = Pupil.objects.filter(same, school_class__school__authority__in=within)
    seats = list(found.select_related("school_class__school").order_by("since", "pk"))
    return {
        each.pk: [seat for seat in seats if _is_one(each, seat)][-1].school_class.school
        for each in rows
    }


def _is_one(row: Pupil, seat: Pupil) -> bool:
    """Are two seats of one authority of the same child?"""
    if row.school_class.school.authority_id != seat.school_class.school.authority_id:
        return False
    told = [(getattr(row, name), getattr(seat, name)) for name in COLUMNS]
    return row.pk == seat.pk or any(one is not None and one == other for one, other in told)


def seats_of(row: Pupil) -> list[Pupil]:
    """All seats of the child in the authority, the oldest first."""
    same = Q(pk=row.pk)
    for column in COLUMNS:
        if (value := getattr(row, column)) is not None:
            same |= Q(**{column: value})
    rows = of_authority(row.school_class.school.authority).filter(same)
    return list(rows.select_related("school_class__school").order_by("since", "pk"))


def is_open(row: Pupil, *, seen_by: Actor, now: datetime) -> bool:
    """Has the actor just said what it looks at this child for?"""
    keys = [each.pk for each in seats_of(row)]
    looks = TraceLook.objects.filter(pupil__in=keys, person=seen_by.person or 0)
    return looks.filter(at__lte=now, until__gt=now).exists()


def trace_of(row: Pupil, now: datetime) -> list[Step]:
    """Every step of the schooling in the authority, the oldest first."""
    seats = seats_of(row)
    steps = [step for each in _applications(row, seats) for step in _of_application(each, now)]
    for at, seat in enumerate(seats):
        room = seat.school_class
        steps.append(_step(seat.since, "class", room.school, str(room)))
        following = seats[at + 1].since if at + 1 < len(seats) else None
        is_over = seat.until is not None and seat.until <= timezone.localdate(now)
        if is_over and seat.until and (following is None or following > seat.until):
            steps.append(_step(seat.until, "left", room.school, ""))
    return sorted(steps, key=lambda each: (each.day, ORDER.index(each.kind)))


def _applications(row: Pupil, seats: list[Pupil]) -> list[Application]:
    wanted = Q(pupil__in=[each.pk for each in seats])
    if row.id_number:
        index = Child._meta.get_field("id_number_index")
        wanted |= Q(id_number_index__in=index.indexes(row.id_number.open()))
    children = Child.objects.filter(wanted, authority=row.school_class.school.authority)
    rows = Application.objects.filter(child__in=children).exclude(submitted_at=None)
    return list(rows.select_related("round").order_by("submitted_at"))


def _of_application(row: Application, now: datetime) -> list[Step]:
    name, handed = row.round.name, row.submitted_at or row.begun_at
    found = [Step(timezone.localdate(handed), "applied", "", "", name)]
    placement = told(now).filter(application=row).first()
    if placement is not None and (school := seat_of(placement)) is not None:
        day = timezone.localdate(placement.outcome.releases_at)
        found.append(_step(day, "placed", school, name))
    arrival = Arrival.objects.filter(application=row).select_related("school").first()
    if arrival is not None:
        found.append(_step(arrival.on, "came", arrival.school, ""))
    return found


def _step(day: date, kind: str, school: Any, said: str) -> Step:
    rows = Membership.objects.filter(in_force(day), in_force(day, "consortium__"), school=school)
    names = rows.order_by("consortium__kind", "consortium").values_list(
        "consortium__name", flat=True
    )
    return Step(day, kind, school.name, "、".join(filter(None, names)), said)


ORDER = ("left", "applied", "placed", "class", "came")
WORDS = {
    "applied": Text("报名", "applied"),
    "placed": Text("录取", "got a place"),
    "came": Text("报到", "came to school"),
    "class": Text("编入班级", "sits in a class"),
    "left": Text("离开", "left"),
}
