"""The week of a class, a teacher or a room: lessons in the periods of the bells that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from django.db.models import QuerySet

from xuequ.kernel.text import Text

from ..engine.daily.clock import WEEKDAYS
from ..engine.daily.schools import class_name
from ..models import (
    BellSchedule,
    Lesson,
    LessonClass,
    LessonTeacher,
    Person,
    School,
    SchoolClass,
    Timetable,
)
from .daily import bells_on, timetables_on

WEEK = range(1, 6)  # shown even if nothing is taught


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson as a cell of the grid shows it."""

    school: int
    weekday: int
    period: int
    parity: str
    subject: str
    room: str
    classes: tuple[tuple[int, Text, str], ...]  # id, name, group
    teachers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: a period, and what is taught in it on each day shown."""

    number: int | None
    name: str
    kind: str
    begins: time | None
    ends: time | None
    days: tuple[tuple[Text, tuple[Taught, ...]], ...] = ()

    @property
    def is_idle(self) -> bool:
        """Is nothing taught in it all week?"""
        return not any(taught for _, taught in self.days)


@dataclass(frozen=True, slots=True)
class Grid:
    """A week at one school."""

    school: School
    timetable: Timetable
    days: tuple[Text, ...]
    lines: tuple[Line, ...]


def lessons_of(timetables: Collection[Timetable], rows: QuerySet[Lesson]) -> list[Taught]:
    """The lessons among `rows` with classes, teachers and rooms; four queries."""
    schools = {each.pk: each.school_id for each in timetables}
    classes: dict[int, list[tuple[int, Text, str]]] = defaultdict(list)
    teachers: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for each in LessonClass.objects.filter(lesson__in=rows).select_related("school_class"):
        own = each.school_class
        name = class_name(own.stage, own.grade, own.number)
        classes[each.lesson_id].append((own.pk, name, each.part))
    for pk, person, said in LessonTeacher.objects.filter(lesson__in=rows).values_list(
        "lesson", "person", "person__name"
    ):
        teachers[pk].append((person, said))
    return [
        Taught(
            schools[row.timetable_id],
            row.weekday,
            row.period,
            row.parity,
            row.subject,
            row.room.name if row.room else "",
            tuple(classes[row.pk]),
            tuple(teachers[row.pk]),
        )
        for row in rows.select_related("room")
    ]


def grid(timetable: Timetable, taught: Sequence[Taught], bells: BellSchedule | None) -> Grid:
    """The lessons laid into the periods; a period without a bell stands at the end."""
    days = sorted({*WEEK, *(each.weekday for each in taught)})
    at: dict[tuple[int, int], list[Taught]] = defaultdict(list)
    for each in taught:
        at[each.weekday, each.period].append(each)
    lines = [
        Line(each.number, each.name, each.kind, each.begins, each.ends)
        for each in (bells.periods.all() if bells else ())
    ]
    rung = {each.number for each in lines}
    for number in sorted({each.period for each in taught} - rung):
        lines.append(Line(number, str(number), "lesson", None, None))
    names = {day: WEEKDAYS[str(day)] for day in days}
    filled = tuple(
        replace(each, days=tuple((names[day], tuple(at[day, each.number or 0])) for day in days))
        for each in lines
    )
    return Grid(timetable.school, timetable, tuple(names.values()), filled)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose week is looked at, and whose could be."""

    classes: tuple[tuple[int, Text], ...] = ()
    teachers: tuple[tuple[int, str], ...] = ()
    school_class: int | None = None
    teacher: int | None = None
    grids: list[Grid] = field(default_factory=list)


def week_of_school(school: School, on: date, *, wanted: tuple[str, int]) -> Choice:
    """The week of a class ("class", id) or teacher ("teacher", id) at a school that day.

    Who is not there: the first class.
    """
    held = timetables_on([school.pk], on)
    if not held:
        return Choice()
    [timetable] = held
    every = lessons_of(held, Lesson.objects.filter(timetable=timetable))
    classes = {id: name for each in every for id, name, _ in each.classes}
    order = {
        row.pk: (row.stage, row.grade, row.number)
        for row in SchoolClass.objects.filter(pk__in=classes)
    }
    rooms = tuple(sorted(classes.items(), key=lambda each: order[each[0]]))
    people = tuple(sorted({one for each in every for one in each.teachers}, key=lambda x: x[1]))
    kind, pk = wanted
    room: int | None
    person: int | None
    if kind == "teacher" and pk in dict(people):
        own = [each for each in every if pk in dict(each.teachers)]
        room, person, stage = None, pk, ""
    else:
        pk = pk if kind == "class" and pk in classes else rooms[0][0]
        own = [each for each in every if pk in {id for id, _, _ in each.classes}]
        room, person, stage = pk, None, order[pk][0]
    shown = grid(timetable, own, _bells(school, on, stage))
    return Choice(rooms, people, room, person, [shown])


def _bells(school: School, on: date, stage: str) -> BellSchedule | None:
    """The bells of a stage, else those of the whole school, else any of it."""
    held = {each.stage: each for each in bells_on([school.pk], on)}
    return held.get(stage) or held.get("") or next(iter(held.values()), None)


def week_of_person(person: Person | int | None, on: date) -> list[Grid]:
    """What somebody teaches, a grid for each school."""
    if person is None:
        return []
    rows = Lesson.objects.filter(teachers__person=person, timetable__replaced_by=None)
    schools = set(rows.values_list("timetable__school", flat=True))
    held = timetables_on(schools, on)
    taught = lessons_of(held, rows.filter(timetable__in=held))
    stages = dict(
        LessonClass.objects.filter(lesson__in=rows).values_list(
            "lesson__timetable", "school_class__stage"
        )
    )
    return [
        grid(
            each,
            [one for one in taught if one.school == each.school_id],
            _bells(each.school, on, stages.get(each.pk, "")),
        )
        for each in held
        if any(one.school == each.school_id for one in taught)
    ]
