"""Who looks after the classes of a roll-over, and which timetables end with the year."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from xuequ.directory.models import ClassTeacher, LessonClass, Teacher, Timetable
from xuequ.directory.models.dated import in_force

from ...engine.rollover.posts import Decision, Post
from ...models import Rollover, RolloverClass
from .world import chunks


def posts_of(one: Rollover, rooms: Collection[int]) -> list[Post]:
    """The class teachers of these classes on the last day, and whether they still teach then."""
    found: list[Post] = []
    for some in chunks(rooms):
        rows = ClassTeacher.objects.on(one.eve).filter(school_class__in=some)
        rows = rows.exclude(until=one.day).order_by("pk")
        teaches = Teacher.objects.filter(
            in_force(one.day), person=OuterRef("person"), school=OuterRef("school_class__school")
        )
        told = rows.annotate(teaches=Exists(teaches))
        names = ("pk", "school_class", "person", "teaches", "since")
        found += [Post(*each) for each in told.values_list(*names)]
    return found


def decisions_of(one: Rollover) -> dict[int, Decision]:
    """What somebody decided about who looks after a class, by class."""
    return {
        each.school_class_id: Decision(each.teacher, each.successor_id)
        for each in RolloverClass.objects.filter(of=one)
        if each.teacher or each.successor_id
    }


def timetables_of(one: Rollover, schools: Collection[int]) -> dict[int, int]:
    """By timetable its school: in force on the last day, without an end, of classes of the year."""
    old = LessonClass.objects.filter(
        lesson__timetable=OuterRef("pk"), school_class__year__lte=one.year
    )
    found: dict[int, int] = {}
    for some in chunks(schools):
        rows = Timetable.objects.on(one.eve).filter(Exists(old), school__in=some, until=None)
        found |= dict(rows.filter(replaced_by=None).order_by("pk").values_list("pk", "school"))
    return found
