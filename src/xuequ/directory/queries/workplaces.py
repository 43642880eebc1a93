"""Where people work: the schools they teach at, hold a post of, or are posted to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Holding, Person, Posting, School, Teacher
from ..models.dated import in_force


def teaches_at(person: Person, school: School, on: date) -> bool:
    """Does the person teach at the school that day?"""
    found: bool = Teacher.objects.on(on).filter(person=person, school=school).exists()
    return found


def workplaces(person: Person, on: date) -> QuerySet[School]:
    """The schools a person belongs to that day, by teaching or by a post; postings apart."""
    return School.objects.filter(_own(on, person=person))


def works_at(person: Person, school: School, on: date) -> bool:
    """Does the person belong to the school that day, or is posted there?"""
    if workplaces(person, on).filter(pk=school.pk).exists():
        return True
    return posted_to(person, school, on) is not None


def posted_to(person: Person, school: School, on: date) -> Posting | None:
    """The posting that brings the person to the school that day."""
    found: Posting | None = Posting.objects.on(on).filter(person=person, to_school=school).first()
    return found


def present(school: School, on: date) -> QuerySet[Person]:
    """Whoever belongs to the school that day or is posted there."""
    teach = Teacher.objects.on(on).filter(school=school)
    posts = Holding.objects.on(on).filter(in_force(on, "post__"), post__school=school)
    here = Posting.objects.on(on).filter(to_school=school)
    return Person.objects.filter(
        Q(pk__in=teach.values("person"))
        | Q(pk__in=posts.values("person"))
        | Q(pk__in=here.values("person"))
    )


def with_work(found: QuerySet[Person], on: date) -> QuerySet[Person]:
    """Only those who belong to some school that day, or are posted to one."""
    mine = {"person": OuterRef("pk")}
    at_school = Holding.objects.on(on).filter(in_force(on, "post__"), **mine)
    return found.filter(
        Exists(Teacher.objects.on(on).filter(**mine))
        | Exists(at_school.exclude(post__school=None))
        | Exists(Posting.objects.on(on).filter(**mine))
    )


def _own(on: date, *, person: Person) -> Any:
    teach = Teacher.objects.on(on).filter(person=person)
    posts = Holding.objects.on(on).filter(in_force(on, "post__"), person=person)
    return Q(pk__in=teach.values("school")) | Q(
        pk__in=posts.exclude(post__school=None).values("post__school")
    )
