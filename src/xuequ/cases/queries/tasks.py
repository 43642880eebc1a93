"""Tasks: who sees them, who has to do them, what of them is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from xuequ.directory.models import Holding, Person
from xuequ.directory.models.dated import in_force
from xuequ.kernel.actors import Actor

from ..models import Meeting, Task
from .meetings import acts_for, within

AT_SCHOOL = ("principal", "executive_principal", "school_office")
OPEN = (Task.State.OPEN, Task.State.RETURNED)
UNDECIDED = (*OPEN, Task.State.REPORTED)
ROWS = ("authority", "consortium", "school", "person", "post", "of_school", "set_by", "resolution")


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task for the inbox."""

    id: int
    title: str
    due: date
    link: str
    days_late: int  # 0 while there is time


def tasks(*, seen_by: Actor, on: date) -> QuerySet[Task]:
    """Tasks of the actor's place and those below it, and those they have a part in."""
    found = Task.objects.select_related(*ROWS)
    if seen_by.everywhere:
        return found
    theirs = mine(seen_by, on) | Q(set_by=seen_by.person or 0)
    return found.filter(within(seen_by, on) | theirs).distinct()


def mine(actor: Actor, on: date) -> Q:
    """The condition that a task is the actor's to do: in person, by a post, or as a school."""
    if actor.person is None:
        return Q(pk__in=[])
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"), person=actor.person)
    found = Q(person=actor.person) | Q(post__in=held.values("post")) | Q(helpers=actor.person)
    if actor.school is not None and actor.may("duty.report"):
        found |= Q(of_school=actor.school)
    return found


def may_report(actor: Actor, task: Task, on: date) -> bool:
    """Is it the actor's to report on: responsible, or helping?"""
    if actor.everywhere:
        return True
    return Task.objects.filter(mine(actor, on), pk=task.pk).exists()


def may_decide(actor: Actor, task: Task) -> bool:
    """May the actor close, return and remind: who set it, or the office of the place?"""
    if not actor.everywhere and actor.person is not None and actor.person == task.set_by_id:
        return True
    return acts_for(actor, task.place)


def days_late(task: Task, on: date) -> int:
    """How many days a task nobody has closed or reported is past its day."""
    return max((on - task.due).days, 0) if task.state in OPEN else 0


def open_for(*, seen_by: Actor, on: date) -> list[OpenTask]:
    """What the actor has to do, earliest first: for the inbox."""
    rows = Task.objects.filter(mine(seen_by, on), state__in=OPEN).distinct().order_by("due", "id")
    return [
        OpenTask(
            each.pk,
            each.title,
            each.due,
            reverse("cases:task_detail", args=[each.pk]),
            days_late(each, on),
        )
        for each in rows
    ]


def overdue_of(meeting: Meeting, on: date) -> list[Task]:
    """Tasks set by earlier meetings of that kind and place that are late on a day."""
    same: dict[str, Any] = {
        "resolution__meeting__kind": meeting.kind,
        "resolution__meeting__authority": meeting.authority_id,
        "resolution__meeting__consortium": meeting.consortium_id,
        "resolution__meeting__school": meeting.school_id,
    }
    late = Task.objects.filter(**same, state__in=OPEN, due__lt=on)
    return list(late.exclude(resolution__meeting=meeting).order_by("due", "id"))


def doers(task: Task, on: date) -> list[Person]:
    """The people who do a task: in person, in the post, or in the office of the school."""
    found = Q(pk=task.person_id or 0) | Q(pk__in=task.helpers.values("pk"))
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"))
    if task.post_id is not None:
        found |= Q(pk__in=held.filter(post=task.post_id).values("person"))
    if task.of_school_id is not None:
        office = held.filter(post__school=task.of_school_id, post__role__in=AT_SCHOOL)
        found |= Q(pk__in=office.values("person"))
    return list(Person.objects.filter(found).order_by("id"))
