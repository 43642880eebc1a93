"""Who looks after which class."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ..models import ClassTeacher, Person, School, SchoolClass, Teacher


def class_teacher(room: SchoolClass, on: date) -> ClassTeacher | None:
    """Who looks after a class on a day."""
    rows = ClassTeacher.objects.on(on).filter(school_class=room).select_related("person")
    found: ClassTeacher | None = rows.order_by("-since", "-pk").first()
    return found


def who_teaches(school: School, on: date) -> QuerySet[Person]:
    """Whoever teaches at a school on a day."""
    teaching = Teacher.objects.on(on).filter(school=school)
    return Person.objects.filter(pk__in=teaching.values("person")).order_by("sort_key", "pk")
