"""Decide otherwise than proposed: about a pupil, a class, or the grades of a school."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from xuequ.directory.models import Person, Pupil, School, SchoolClass
from xuequ.directory.queries.feeders import next_school
from xuequ.directory.queries.workplaces import present
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...engine.rollover.spans import is_sound
from ...models import Rollover, RolloverClass, RolloverPupil, RolloverSchool
from ...queries.rollover.scope import OPEN
from ...queries.rollover.world import known_schools
from .locking import own
from .proposing import renewed


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about one pupil; without a wish it goes with its class."""

    wish: str = ""
    to_school: School | None = None
    to_number: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClassDecided:
    """What somebody decided about a class."""

    number: int | None = None
    teacher: str = ""
    successor: Person | None = None


@transaction.atomic
def decide_pupil(one: Rollover, pupil: Pupil, decided: Decided, *, actor: Actor) -> RolloverPupil:
    """Let a pupil repeat, leave, go elsewhere, stay for a reason, or go with its class again.

    Raises:
        Refused("rollover-not-in-it"): the pupil sits in none of its classes.
        Refused("rollover-lacks-grade"): the school chosen does not teach the grade.
        Refused("rollover-needs-reason"): nobody said why the pupil is not moved.
        Refused("rollover-nothing-to-waive"): the pupil is moved.
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=OPEN)
    school = _school_of(one, pupil.school_class, pupil)
    row = RolloverPupil.objects.filter(of=one, pupil=pupil).first()
    row = row or RolloverPupil(of=one, pupil=pupil, school=school)
    if decided.wish == RolloverPupil.Wish.WAIVED:
        _check_waiver(row, decided.reason)
    if decided.wish == RolloverPupil.Wish.GOES:
        _check_way(one, pupil, decided)
    row.wish, row.reason = decided.wish, decided.reason or None
    row.to_school = decided.to_school if decided.wish == RolloverPupil.Wish.GOES else None
    goes = decided.wish in {RolloverPupil.Wish.GOES, RolloverPupil.Wish.REPEATS}
    row.to_number = decided.to_number if goes else None
    row.save()
    renewed(one, school.pk)
    for other in _also_there(one, pupil, school):
        renewed(one, other)
    return row


@transaction.atomic
def waive_pupils(one: Rollover, pupils: Collection[int], reason: str, *, actor: Actor) -> int:
    """Let several pupils who cannot be moved stay where they are, for one reason: how many.

    Raises:
        Refused("rollover-needs-reason"): there is no reason.
        Refused("rollover-not-in-it"): none of them is one who cannot be moved.
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=OPEN)
    rows = list(one.pupils.filter(pupil__in=pupils, wish="").exclude(why=""))
    if not rows:
        raise Refused("rollover-not-in-it")
    for row in rows:
        _check_waiver(row, reason)
        row.wish, row.reason = RolloverPupil.Wish.WAIVED, reason
    RolloverPupil.objects.bulk_update(rows, ["wish", "reason"], batch_size=500)
    schools = {row.school_id for row in rows}
    for school in schools if len(schools) <= 3 else [None]:
        renewed(one, school)
    return len(rows)


@transaction.atomic
def decide_class(
    one: Rollover, room: SchoolClass, decided: ClassDecided, *, actor: Actor
) -> RolloverClass:
    """Give the class another number, or somebody else to look after it.

    Raises:
        Refused("rollover-not-in-it"): the class is none of its classes.
        Refused("does-not-work-there"): who is named does not work at the school on the first day.
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=OPEN)
    school = _school_of(one, room)
    named = decided.successor
    if named is not None and not present(school, one.day).filter(pk=named.pk).exists():
        raise Refused("does-not-work-there", name=named.name, school=school.name, since=one.day)
    row = RolloverClass.objects.filter(of=one, school_class=room).first()
    row = row or RolloverClass(of=one, school_class=room)
    row.number, row.teacher, row.successor = decided.number, decided.teacher, named
    row.save()
    renewed(one, school.pk)
    return row


@transaction.atomic
def set_grades(
    one: Rollover, school: School, grades: Mapping[str, tuple[int, int]], *, actor: Actor
) -> Rollover:
    """Say which grades a school teaches, for this roll-over.

    Raises:
        Refused("rollover-grades"): they overlap, or end before they begin.
        Refused("rollover-not-in-it"): the school is none of its schools.
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=OPEN)
    row = RolloverSchool.objects.filter(of=one, school=school).first()
    if row is None:
        raise Refused("rollover-not-in-it")
    if not is_sound(grades):
        raise Refused("rollover-grades")
    row.grades = {stage: list(span) for stage, span in grades.items()}
    row.is_edited = True
    row.save(update_fields=["grades", "is_edited"])
    return renewed(one)  # others may send their leavers there


def _school_of(one: Rollover, room: SchoolClass, pupil: Pupil | None = None) -> School:
    found = one.schools.filter(school=room.school_id).select_related("school").first()
    ended = pupil is not None and pupil.until is not None and pupil.until <= one.day
    if found is None or room.year > one.year or ended:
        raise Refused("rollover-not-in-it")
    return found.school


def _also_there(one: Rollover, pupil: Pupil, school: School) -> list[int]:
    """The other schools that have the same child: what is decided here frees it there."""
    same = Q(pk__in=())
    for column in ("number_index", "id_number_index"):
        if token := getattr(pupil, column):
            same |= Q(**{f"pupil__{column}": token})
    rows = one.pupils.filter(same).exclude(school=school).order_by("school_id")
    return list(rows.values_list("school", flat=True).distinct())


def _check_waiver(row: RolloverPupil, reason: str) -> None:
    if not reason.strip():
        raise Refused("rollover-needs-reason")
    if not row.why:
        raise Refused("rollover-nothing-to-waive")


def _check_way(one: Rollover, pupil: Pupil, decided: Decided) -> None:
    """A school's own post sends nobody elsewhere than to the school itself and the next one."""
    room, school = pupil.school_class, decided.to_school
    if school is None or school.authority_id != one.authority_id:
        raise Refused("rollover-not-in-it")
    following = next_school(room.school, one.day)
    if one.school_id is not None and school.pk not in {room.school_id, following and following.pk}:
        raise Refused("rollover-not-in-it")
    row = one.schools.filter(school=school).first()
    known = known_schools(one).get(school.pk)
    grades = row.grades if row is not None else dict(known.grades) if known else {}
    grade = room.grade + 1
    if known is None or not any(first <= grade <= last for first, last in grades.values()):
        raise Refused("rollover-lacks-grade", school=school.name, grade=grade)
