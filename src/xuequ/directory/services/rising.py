"""Write what a year roll-over decided: the new classes, who sits in them and looks after them.

These are parts of one act.  Whoever calls them holds the authority, and writes the line of the
record that tells of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from ..engine.taking.seats import IDENTITY
from ..models import Authority, ClassTeacher, Pupil, SchoolClass, Timetable
from .taking.acts import BATCH
from .taking.pupils import take_along

T = TypeVar("T")


class ClassAt(NamedTuple):
    """A class of a school year."""

    school: int
    stage: str
    grade: int
    number: int


@dataclass(frozen=True, slots=True)
class Handover:
    """A post that ends, and who looks after a class from the day on; either may be missing."""

    post: int | None
    person: int | None
    room: int | None


def open_classes(
    authority: Authority, year: int, wanted: Collection[ClassAt]
) -> dict[ClassAt, int]:
    """The keys of these classes of a year; those not registered yet are opened."""
    held = _held(authority, year)
    missing = sorted(set(wanted) - held.keys())
    SchoolClass.objects.bulk_create(
        [
            SchoolClass(
                school_id=each.school,
                stage=each.stage,
                year=year,
                grade=each.grade,
                number=each.number,
                is_synthetic=authority.has_synthetic_data,
            )
            for each in missing
        ],
        batch_size=BATCH,
    )
    held |= _held(authority, year) if missing else {}
    return {each: held[each] for each in set(wanted)}


def _held(authority: Authority, year: int) -> dict[ClassAt, int]:
    rows = SchoolClass.objects.filter(school__authority=authority, year=year).order_by()
    names = ("school", "stage", "grade", "number", "pk")
    return {ClassAt(*each[:4]): each[4] for each in rows.values_list(*names)}


def end_seats(pupils: Collection[int], day: date) -> None:
    """These pupils no longer sit where they did."""
    for some in _chunks(pupils):
        Pupil.objects.filter(pk__in=some).update(until=day)


def move_on(moves: Mapping[int, int], day: date) -> dict[int, int]:
    """Pupils sit in other classes from the day on, and take along who speaks for them.

    Args:
        moves: by the key of the seat that ends the key of the class; the seat began before.

    Returns:
        By the key of the seat that ends the key of the one that begins.
    """
    followers: dict[int, int] = {}
    for some in _chunks(moves):
        before = Pupil.objects.in_bulk(some)
        end_seats(some, day)
        made = [_follower(before[pk], moves[pk], day) for pk in some]
        Pupil.objects.bulk_create(made, batch_size=BATCH)
        take_along(dict(zip(some, made, strict=True)))
        followers |= {pk: row.pk for pk, row in zip(some, made, strict=True)}
    return followers


def _follower(before: Pupil, room: int, day: date) -> Pupil:
    row = Pupil(
        school_class_id=room,
        since=day,
        until=before.until,
        is_synthetic=before.is_synthetic,
    )
    for name in IDENTITY:
        setattr(row, name, getattr(before, name))
    return row


def hand_over(classes: Sequence[Handover], day: date) -> None:
    """Whoever looked after a class no longer does; somebody does after the next."""
    for some in _chunks([each.post for each in classes if each.post is not None]):
        ClassTeacher.objects.filter(pk__in=some).update(until=day)
    rooms = SchoolClass.objects.in_bulk([each.room for each in classes if each.room is not None])
    ClassTeacher.objects.bulk_create(
        [
            ClassTeacher(
                school_class_id=each.room,
                person_id=each.person,
                since=day,
                is_synthetic=rooms[each.room].is_synthetic,
            )
            for each in classes
            if each.room is not None and each.person is not None
        ],
        batch_size=BATCH,
    )


def end_timetables(timetables: Collection[int], day: date) -> None:
    """Timetables of the classes that there were no longer hold."""
    for some in _chunks(timetables):
        Timetable.objects.filter(pk__in=some).update(until=day)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, BATCH)):
        yield some
