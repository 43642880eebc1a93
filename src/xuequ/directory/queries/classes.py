"""The list of classes with the pupils entered in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of

from ..models import Pupil, School, SchoolClass
from .people import classes
from .scope import own_schools


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """Which classes to list: of schools of that name or code, of one school, of a grade."""

    words: str = ""
    school: int | None = None
    grade: int | None = None


def class_list(wanted: ClassFilter, *, seen_by: Actor, on: date) -> QuerySet[SchoolClass]:
    """The classes of the actor's own schools in the school year of a day."""
    found = classes(seen_by=seen_by, on=on).filter(year=year_of(on))
    if wanted.words:
        named = Q(school__name__icontains=wanted.words) | Q(school__code=wanted.words)
        found = found.filter(named)
    if wanted.school is not None:
        found = found.filter(school=wanted.school)
    if wanted.grade is not None:
        found = found.filter(grade=wanted.grade)
    return found.order_by("school__sort_key", "school", "grade", "number", "id")


def one_school(pk: int | None, *, seen_by: Actor, on: date) -> School | None:
    """The school asked for, if it is one of the actor's own."""
    return own_schools(seen_by=seen_by, on=on).filter(pk=pk).first() if pk else None


def entered(shown: list[SchoolClass], on: date) -> dict[int, int]:
    """How many pupils are entered in each of the classes on a day."""
    rows = Pupil.objects.on(on).filter(school_class__in=shown).order_by()
    return dict(rows.values_list("school_class").annotate(Count("id")))
