"""Which rows of a sheet of pupils would enter a child where it has no seat."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from ...engine.taking.marks import Marks
from ...engine.taking.seats import Place
from ...models import Pupil, SchoolClass
from ...queries.admission import Entering, refusals
from .acts import told

COLUMN = "class_number"


def check_admission(places: Sequence[Place], marks: Marks) -> None:
    """Note every row that enters a child, or brings it from another school, against the seats."""
    rows = [each for each in places if each.line]
    keys = {each.follows or (each.seat.id if each.seat else 0) for each in rows} - {0}
    before = Pupil.objects.in_bulk(keys)
    coming, lines = [], []
    rooms = {each.school_class_id for each in before.values()} | {each.room for each in rows}
    schools = {pk: room.school_id for pk, room in SchoolClass.objects.in_bulk(rooms).items()}
    for each in rows:
        known = before.get(each.follows or (each.seat.id if each.seat else 0))
        if known is not None and schools[known.school_class_id] == schools[each.room]:
            continue
        number = each.values.get("id_number") or _number(known)
        coming.append(Entering(each.room, each.since, number, is_first_roll=known is None))
        lines.append(each.line)
    for at, refused in refusals(coming, timezone.now()).items():
        marks.say(lines[at], COLUMN, told(refused))


def _number(known: Pupil | None) -> str:
    return known.id_number.open() if known is not None and known.id_number is not None else ""
