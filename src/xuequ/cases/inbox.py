"""What waits in cases and tasks, for the inbox."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.kernel.waiting import Shelf, Waiting

from .models import Case, Seat, Task
from .queries.access import queue, waiting_ids
from .queries.lists import returned, unread
from .queries.tasks import OPEN, OpenTask, mine, open_for
from .queries.types import case_types

SEE, SEE_TASKS = "case.view", "task.view"
SHOWN = 21  # of each sort: the inbox shows twenty, and that there are more
LOOKED_AT = 300  # that wait longest, among which the most urgent are shown
MOST = 99  # nobody counts further
RETURNED = Text("退回修改", "returned for changes")


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """The seats that wait for an identity, its cases that came back, and its tasks."""
    found: list[Waiting] = []
    if actor.may(SEE):
        oldest = queue(actor, LOOKED_AT)
        seats = oldest.order_by("-case__is_late", "case__due", "pk")[:SHOWN]
        back = returned(actor).select_related("consortium", "school")[:SHOWN]
        found += [_of_seat(each, on) for each in seats]
        found += [_of_case(each, RETURNED, on) for each in back]
    if actor.may(SEE_TASKS):
        found += [_of_task(each, on) for each in open_for(seen_by=actor, on=on)[:SHOWN]]
    return found


def count(actor: Actor, on: date) -> int:
    """How much waits: cases and tasks."""
    return case_count(actor) + _tasks(actor, on)


def case_count(actor: Actor) -> int:
    """How many cases wait for an identity or came back to it."""
    if not actor.may(SEE):
        return 0
    seats = len(waiting_ids(actor, MOST + 1))
    return min(seats + returned(actor).order_by()[: MOST + 1].count(), MOST + 1)


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """Cases to do, done, started, copied (待办、已办、我发起、抄送待阅); tasks (督办)."""
    found: list[Shelf] = []
    if actor.may(SEE):
        found += [
            Shelf(
                Text("待办事项", "cases to do"), reverse("cases:case_todo"), case_count(actor), True
            ),
            Shelf(Text("已办事项", "cases dealt with"), reverse("cases:case_done")),
            Shelf(Text("我发起的事项", "cases I started"), reverse("cases:case_mine")),
            Shelf(Text("抄送待阅", "copies to read"), reverse("cases:case_copies"), _unread(actor)),
        ]
    if actor.may(SEE_TASKS):
        tasks = Text("督办事项", "tasks")
        found.append(Shelf(tasks, reverse("cases:task_list"), _tasks(actor, on), True))
    return found


def _tasks(actor: Actor, on: date) -> int:
    if not actor.may(SEE_TASKS):
        return 0
    found = Task.objects.filter(mine(actor, on), state__in=OPEN).distinct()
    return found.order_by()[: MOST + 1].count()


def _of_task(task: OpenTask, on: date) -> Waiting:
    return Waiting(
        title=task.title,
        what=Text("督办事项", "task"),
        link=task.link,
        due=task.due,
        is_late=task.days_late > 0,
        days=(task.due - on).days,
    )


def _unread(actor: Actor) -> int:
    return unread(actor)[: MOST + 1].count()


def _of_seat(seat: Seat, on: date) -> Waiting:
    case = seat.case
    kind = case_types().get(case.kind)
    step = kind.step(seat.step) if kind else None
    return _of_case(case, step.name if step else Text(case.kind, case.kind), on)


def _of_case(case: Case, what: Text, on: date) -> Waiting:
    kind = case_types().get(case.kind)
    name = kind.name if kind else Text(case.kind, case.kind)
    places = [each.label for each in (case.consortium,) if each]
    places += [each.name for each in (case.school,) if each]
    return Waiting(
        title=case.title,
        what=Text(f"{name.zh} · {what.zh}", f"{name.en} · {what.en}"),
        link=reverse("cases:case_detail", args=[case.pk]),
        since=case.step_since,
        due=case.due,
        is_late=case.is_late,
        days=(case.due - on).days if case.due else 0,
        note=" · ".join([case.label, *places]),
    )
