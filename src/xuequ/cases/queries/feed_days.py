"""What meetings and tasks put into somebody's calendar; the ledger's feed finds this by name."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.web.outputs.ics import Event

from ..models import Meeting, Task
from .tasks import OPEN, mine

BACK = timedelta(days=31)  # how long a meeting stays in the calendar


def events(actor: Actor, on: date) -> list[Event]:
    """Meetings somebody is invited to, and last days of their tasks; nothing anybody typed."""
    return [*_meetings(actor, on), *_tasks(actor, on)]


def _meetings(actor: Actor, on: date) -> list[Event]:
    who = actor.person or 0
    part = Q(invitations__person=who) | Q(chair=who) | Q(recorder=who)
    rows = Meeting.objects.filter(part, noticed_at__isnull=False).distinct()
    rows = rows.exclude(state=Meeting.State.CANCELLED)
    rows = rows.filter(starts_at__date__gte=on - BACK)
    found = []
    for each in rows.select_related("school", "consortium", "authority").order_by("id"):
        at = timezone.localtime(each.starts_at)
        found.append(
            Event(
                uid=f"meeting-{each.pk}",
                day=at.date(),
                title=Text(f"{at:%H:%M} 会议 · {each.place}", f"{at:%H:%M} meeting · {each.place}"),
                link=reverse("cases:meeting_detail", args=[each.pk]),
            )
        )
    return found


def _tasks(actor: Actor, on: date) -> list[Event]:
    rows = Task.objects.filter(mine(actor, on), state__in=OPEN).distinct()
    return [
        Event(
            uid=f"task-{each.pk}",
            day=each.due,
            title=Text(f"督办事项（截止） · {each.place}", f"Task (last day) · {each.place}"),
            link=reverse("cases:task_detail", args=[each.pk]),
        )
        for each in rows.select_related("school", "consortium", "authority").order_by("id")
    ]
