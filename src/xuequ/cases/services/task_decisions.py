"""What whoever set a task decides on it: close, return, withdraw, remind."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Task
from ..queries.tasks import OPEN, UNDECIDED, days_late, doers, may_decide
from .task_news import tell
from .tasks import LEAST_REASON, locked


@transaction.atomic
def close_task(task: Task, *, actor: Actor) -> Task:
    """Close what was reported as done.  Who set a task for themselves may close it, too.

    Raises:
        Refused("not-the-setter"): the actor neither set it nor acts for the place.
        Refused("task-not-reported"): nobody has reported it as done.
        Refused("task-is-decided"): it is closed or withdrawn.
    """
    task = _deciding(task, actor)
    if task.state != Task.State.REPORTED:
        raise Refused("task-not-reported")
    before = fingerprint(task)
    own = task.person_id is not None and task.person_id == actor.person
    task.state, task.closed_at, task.closed_by_id = (
        Task.State.CLOSED, timezone.now(), actor.person,
    )  # fmt: skip
    task.save(update_fields=["state", "closed_at", "closed_by"])
    write("close-task", task, actor=actor, before=before, note={"own": "yes"} if own else None)
    tell(task, doers(task, timezone.localdate()), CLOSED, actor, "closed")
    return task


@transaction.atomic
def return_task(task: Task, reason: str, *, actor: Actor) -> Task:
    """Give a task reported as done back, with the reason.

    Raises:
        Refused("not-the-setter"), Refused("task-not-reported"), Refused("task-is-decided").
        Refused("return-needs-reason").
    """
    task = _deciding(task, actor)
    if task.state != Task.State.REPORTED:
        raise Refused("task-not-reported")
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("return-needs-reason")
    before = fingerprint(task)
    task.state, task.reason = Task.State.RETURNED, reason.strip()
    task.save(update_fields=["state", "reason"])
    write("return-task", task, actor=actor, before=before)
    at = timezone.now()
    tell(task, doers(task, at.date()), RETURNED, actor, f"returned:{at:%Y%m%d%H%M%S}")
    return task


@transaction.atomic
def withdraw_task(task: Task, reason: str, *, actor: Actor) -> Task:
    """Withdraw a task that need not be done any more, with the reason.

    Raises:
        Refused("not-the-setter"), Refused("task-is-decided"), Refused("return-needs-reason").
    """
    task = _deciding(task, actor)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("return-needs-reason")
    before = fingerprint(task)
    task.state, task.reason = Task.State.WITHDRAWN, reason.strip()
    task.save(update_fields=["state", "reason"])
    write("withdraw-task", task, actor=actor, before=before)
    tell(task, doers(task, timezone.localdate()), WITHDRAWN, actor, "withdrawn")
    return task


@transaction.atomic
def remind_task(task: Task, *, actor: Actor, today: date) -> int:
    """Remind who answers for a task (催办), once a day; how many were told.

    Raises:
        Refused("not-the-setter"), Refused("task-is-decided").
        Refused("reminded-today"): they were told today.
        Refused("nobody-to-remind"): nobody holds the post or acts for the school.
    """
    task = _deciding(task, actor)
    if task.state not in OPEN:
        raise Refused("task-is-decided", state=task.get_state_display())
    people = doers(task, today)
    if not people:
        raise Refused("nobody-to-remind")
    late = days_late(task, today)
    word = Text(
        f"催办（已逾期{late}天）" if late else "催办",
        f"reminder ({late} days late)" if late else "reminder",
    )
    told = tell(task, people, word, actor, f"remind:{today}")
    if not told:
        raise Refused("reminded-today")
    write("remind-task", task, actor=actor, note={"told": told})
    return told


CLOSED = Text("督办事项已办结销号", "task closed")
RETURNED = Text("督办事项被退回", "task returned")
WITHDRAWN = Text("督办事项已撤销", "task withdrawn")


def _deciding(task: Task, actor: Actor) -> Task:
    task = locked(task)
    if not may_decide(actor, task):
        raise Refused("not-the-setter")
    if task.state not in UNDECIDED:
        raise Refused("task-is-decided", state=task.get_state_display())
    return task
