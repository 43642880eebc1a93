"""What is registered of schools, their bells, timetables and facilities on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from xuequ.kernel.periods import year_of

from ..engine.daily import Busy, FacilityHeld, Ring
from ..engine.daily import School as Known
from ..engine.daily.facilities import FACTS, Key
from ..models import (
    Authority,
    BellPeriod,
    BellSchedule,
    Campus,
    Facility,
    FacilityStanding,
    LessonClass,
    LessonTeacher,
    Post,
    School,
    SchoolClass,
    Timetable,
)

R = TypeVar("R", BellSchedule, Timetable)
HOLDING_MANY = ("field", "gym", "lecture_hall", "library", "practice_base")
Rings = dict[int, dict[str, dict[int, Ring]]]  # by school, stage and number


def latest(rows: Iterable[R]) -> list[R]:
    """Of the rows in force of each school (and stage) the one that began last."""
    found: dict[tuple[int, str], R] = {}
    for row in sorted(rows, key=lambda each: (each.since, each.pk)):
        found[row.school_id, getattr(row, "stage", "")] = row
    return list(found.values())


def bells_on(schools: Collection[int], on: date) -> list[BellSchedule]:
    """The bell schedules that hold on a day."""
    return latest(BellSchedule.objects.on(on).filter(school__in=schools))


def timetables_on(schools: Collection[int], on: date) -> list[Timetable]:
    """The timetables that hold on a day."""
    rows = Timetable.objects.on(on).filter(school__in=schools, replaced_by=None)
    return latest(rows.select_related("school"))


def rings_of(schools: Collection[int], on: date) -> Rings:
    """The numbered periods of the bells that hold on a day."""
    held = {each.pk: each for each in bells_on(schools, on)}
    rings: Rings = defaultdict(lambda: defaultdict(dict))
    rows = BellPeriod.objects.filter(schedule__in=held)
    for pk, number, begins, ends in rows.values_list("schedule", "number", "begins", "ends"):
        if number is None:
            continue
        bell = held[pk]
        rings[bell.school_id][bell.stage][number] = Ring(begins, ends)
    return rings


def schools_named(authority: Authority, names: Collection[str], on: date) -> dict[str, Known]:
    """The schools of these names with what a sheet may name of them from a day on."""
    rows = School.objects.filter(authority=authority, name__in=names).during(on, None)
    schools = {each.pk: each for each in rows.order_by("since")}
    campuses, posts, rooms, classes, sizes = (defaultdict[int, Any](dict) for _ in range(5))
    many: set[int] = set()
    of = {"school__in": schools}
    for pk, name in Campus.objects.during(on, None).filter(**of).values_list("school", "name"):
        campuses[pk][name] = True
    for row in Post.objects.during(on, None).filter(**of).order_by("-pk"):
        posts[row.school_id][row.title] = row.pk
    for room in Facility.objects.during(on, None).filter(**of).order_by("-since", "-pk"):
        rooms[room.school_id][room.name] = room.pk
        many |= {room.pk} if room.kind in HOLDING_MANY else set()
    for each in SchoolClass.objects.filter(**of, year=year_of(on)):
        classes[each.school_id][each.stage, each.grade, each.number] = each.pk
        if each.pupil_count is not None:
            sizes[each.school_id][each.pk] = each.pupil_count
    rings = rings_of(list(schools), on)
    return {
        each.name: Known(
            id=pk,
            name=each.name,
            since=each.since,
            campuses=frozenset(campuses[pk]),
            posts=posts[pk],
            classes=classes[pk],
            sizes=sizes[pk],
            rooms=rooms[pk],
            holding_many=frozenset(many),
            bells=rings[pk],
        )
        for pk, each in schools.items()
    }


def facilities_held(schools: Collection[int], on: date) -> dict[Key, FacilityHeld]:
    """The facilities of these schools that are there from a day on, each as it is last known."""
    rows = Facility.objects.filter(school__in=schools).during(on, None)
    last = {
        each.facility_id: each
        for each in FacilityStanding.objects.filter(facility__in=rows).order_by("since")
    }
    found = {}
    for row in rows.select_related("school").order_by("since"):
        standing = last.get(row.pk)
        if standing is None:
            continue
        facts = {name: getattr(standing, name) for name in FACTS if name != "contact"}
        facts["contact"] = standing.contact_id
        key = (row.school.name, row.campus, row.name)
        found[key] = FacilityHeld(row.pk, row.kind, row.since, facts, standing.since)
    return found


def busy_elsewhere(
    authority: Authority, people: Collection[int], schools: Collection[int], on: date
) -> dict[int, tuple[Busy, ...]]:
    """What these teachers teach on a day at schools other than these, by the clock."""
    theirs = LessonTeacher.objects.filter(
        person__in=people, lesson__timetable__school__authority=authority
    ).exclude(lesson__timetable__school__in=schools)
    others = set(theirs.values_list("lesson__timetable__school", flat=True))
    if not others:
        return {}
    held = timetables_on(others, on)
    rings = rings_of(others, on)
    found: dict[int, list[Busy]] = defaultdict(list)
    rows = theirs.filter(lesson__timetable__in=held).select_related("lesson__timetable__school")
    stages = dict(
        rows.values_list("lesson", "lesson__classes__school_class__stage").order_by("lesson")
    )
    for row in rows:
        lesson, school = row.lesson, row.lesson.timetable.school
        by_stage = rings[school.pk]
        ring = (by_stage.get(stages.get(lesson.pk) or "") or by_stage.get("") or {}).get(
            lesson.period
        )
        if ring is not None:
            busy = Busy(school.name, lesson.weekday, lesson.parity, ring.begins, ring.ends)
            found[row.person_id].append(busy)
    return {person: tuple(each) for person, each in found.items()}


def contents_of(timetable: Timetable) -> list[tuple[object, ...]]:
    """The lessons of a version, each as `LessonEntry.content` says it, in order."""
    classes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    teachers: dict[int, list[int]] = defaultdict(list)
    of = {"lesson__timetable": timetable}
    sitting = LessonClass.objects.filter(**of).values_list("lesson", "school_class", "part")
    for pk, own, part in sitting:
        classes[pk].append((own, part))
    for pk, person in LessonTeacher.objects.filter(**of).values_list("lesson", "person"):
        teachers[pk].append(person)
    return sorted(
        (
            each.weekday,
            each.period,
            each.parity,
            each.subject,
            tuple(sorted(classes[each.pk])),
            tuple(sorted(teachers[each.pk])),
            each.room_id or 0,
        )
        for each in timetable.lessons.all()
    )
