"""What the pages of a roll-over show: schools, classes, pupils, and who is not moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xuequ.directory.models import ClassTeacher, Person, Pupil, School, SchoolClass
from xuequ.directory.queries.people import name_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.rollover import Outcome, Target, faults_of
from ...engine.rollover.posts import Change
from ...engine.rollover.types import KINDS
from ...engine.rollover.words import FAULTS, WHYS
from ...engine.rollover.words import KINDS as KINDS_SAID
from ...models import Rollover, RolloverPupil, RolloverSchool
from .worked import Worked, worked
from .world import feeders_of, known_schools


@dataclass(frozen=True, slots=True)
class Place:
    """A class of the new year, as people call it."""

    school: str
    grade: int
    number: int
    is_elsewhere: bool  # in another school


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class of a school: where it goes, with how many pupils, and who looks after it."""

    room: SchoolClass
    kind: Text
    why: Text | None
    to: Place | None
    merged: bool  # another class goes to the same one
    counts: list[tuple[Text, int]]
    pupils: int
    teacher: str
    change: Change | None
    teacher_then: str


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil of a class."""

    pupil: Pupil
    name: str
    kind: Text
    to: Place | None
    why: Text | None
    row: RolloverPupil | None


def totals(counts: Mapping[str, int]) -> list[tuple[Text, int]]:
    """Pupils by what becomes of them, in one order everywhere."""
    return [(KINDS_SAID[kind], counts[kind]) for kind in KINDS if counts.get(kind)]


def school_lines(one: Rollover) -> QuerySet[RolloverSchool]:
    """The schools of a roll-over, those with somebody left over first."""
    return one.schools.select_related("school").order_by("-open", "school__sort_key", "pk")


def fault_lines(one: Rollover) -> list[tuple[str, str, Text]]:
    """What is wrong with the next schools: school, next school, and what."""
    names = dict(School.objects.filter(authority=one.authority_id).values_list("pk", "name"))
    held = set(one.schools.values_list("school", flat=True))
    feeders = {school: following for school, following in feeders_of(one).items() if school in held}
    return [
        (names.get(each.school, "—"), names.get(each.next, "—"), FAULTS[each.what])
        for each in faults_of(feeders, known_schools(one))
    ]


def class_lines(one: Rollover, school: School) -> tuple[list[ClassLine], bool]:
    """The classes of a school as they would go now; and is this still what was proposed?"""
    found = worked(one, [school.pk])
    row = one.schools.get(school=school)
    names = _names(found)
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in found.plan.outcomes:
        outcomes[outcome.room].append(outcome)
    rooms = SchoolClass.objects.select_related("school").in_bulk(list(found.world.rooms))
    taken = Counter(each.target for each in found.plan.classes if each.target is not None)
    teachers, changes = _teachers(one, found), {each.room: each for each in found.posts}
    people = Person.objects.in_bulk([each.person for each in found.posts if each.person])
    lines = []
    for each in found.plan.classes:
        change = changes.get(each.room)
        then = people.get(change.person or 0) if change else None
        mine = outcomes[each.room]
        lines.append(
            ClassLine(
                room=rooms[each.room],
                kind=KINDS_SAID[each.kind],
                why=WHYS.get(each.why),
                to=place(each.target, rooms[each.room], names),
                merged=each.target is not None and each.kind == "up" and taken[each.target] > 1,
                counts=totals(Counter(one_of.kind for one_of in mine)),
                pupils=len(mine),
                teacher=teachers.get(each.room, ""),
                change=change,
                teacher_then=then.name if then else "",
            )
        )
    digests = found.digests()
    return lines, digests.get(school.pk, "") == row.digest


def _teachers(one: Rollover, found: Worked) -> dict[int, str]:
    rooms = [each.room for each in found.plan.classes]
    rows = ClassTeacher.objects.on(one.eve).filter(school_class__in=rooms).select_related("person")
    return {each.school_class_id: each.person.name for each in rows}


def _names(found: Worked) -> dict[int, str]:
    wanted = {each.target.school for each in found.plan.outcomes if each.target is not None}
    wanted |= {each.target.school for each in found.plan.classes if each.target is not None}
    return dict(School.objects.filter(pk__in=wanted).values_list("pk", "name"))


def place(target: Target | None, room: SchoolClass, names: Mapping[int, str]) -> Place | None:
    """Where somebody goes, as people say it."""
    if target is None:
        return None
    name = names.get(target.school, "")
    return Place(name, target.grade, target.number, target.school != room.school_id)


def pupil_lines(one: Rollover, room: SchoolClass, *, seen_by: Actor) -> list[PupilLine]:
    """The pupils of a class and what becomes of each; names in full only for the school itself."""
    found = worked(one, [room.school_id])
    names = _names(found)
    mine = [each for each in found.plan.outcomes if each.room == room.pk]
    pupils = Pupil.objects.in_bulk([each.pupil for each in mine])
    rows = {each.pupil_id: each for each in one.pupils.filter(pupil__in=list(pupils))}
    in_full = in_full_for(seen_by, room.school_id)
    return [
        PupilLine(
            pupil=pupils[each.pupil],
            name=name_of(pupils[each.pupil], in_full=in_full),
            kind=KINDS_SAID[each.kind],
            to=place(each.target, room, names),
            why=WHYS.get(each.why),
            row=rows.get(each.pupil),
        )
        for each in mine
    ]


def in_full_for(seen_by: Actor, school: int) -> bool:
    """Does somebody read names in full?  Only whoever keeps the list in the school itself."""
    return seen_by.may("pupil.change") and seen_by.school == school


def unmoved(one: Rollover) -> QuerySet[RolloverPupil]:
    """Who is not moved, those about whom nobody decided first."""
    rows = one.pupils.exclude(why="").select_related("pupil__school_class__school", "school")
    return rows.order_by("wish", "school__sort_key", "school", "why", "pk")


def unmoved_lines(rows: Any, *, seen_by: Actor) -> list[dict[str, Any]]:
    """The same with names and reasons, for one page of them."""
    return [
        {
            "row": each,
            "name": name_of(each.pupil, in_full=in_full_for(seen_by, each.school_id)),
            "room": each.pupil.school_class,
            "why": WHYS[each.why],
            "reason": each.reason.open() if each.reason else "",
        }
        for each in rows
    ]
