"""Seat pupils in classes of the same year: the parts of an act that somebody else records.

Whoever calls them holds the school's authority, and writes the line that tells of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from ..models import ClassTeacher, Pupil
from ..models.dated import in_force
from .rising import Handover, hand_over, move_on


def reseat(moves: Mapping[int, int], day: date) -> dict[int, int]:
    """Pupils sit in other classes of the same year from a day on.

    A seat that began on that day or later is corrected; another one ends, and the next begins.

    Args:
        moves: by the key of the seat the key of the class; the seat is in force that day.

    Returns:
        By the key of the seat the key of the one that now holds.
    """
    began = set(Pupil.objects.filter(pk__in=moves, since__gte=day).values_list("pk", flat=True))
    for pk in began:
        Pupil.objects.filter(pk=pk).update(school_class=moves[pk])
    followers = move_on({pk: room for pk, room in moves.items() if pk not in began}, day)
    return {pk: pk for pk in began} | followers


def put_in_charge(leaders: Mapping[int, int], day: date) -> None:
    """Somebody looks after each class from the day on, in place of whoever did.

    Args:
        leaders: by the key of the class the key of the person.
    """
    rows = ClassTeacher.objects.filter(
        in_force(day) | Q(since__gt=day), school_class__in=leaders
    ).order_by("since", "pk")
    held = {each.school_class_id: each for each in rows}
    changes = []
    for room, person in leaders.items():
        known = held.get(room)
        if known is not None and known.person_id == person:
            continue
        if known is not None and known.since >= day:
            ClassTeacher.objects.filter(pk=known.pk).update(person=person)
            continue
        changes.append(Handover(known.pk if known else None, person, room))
    hand_over(changes, day)
