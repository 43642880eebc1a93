"""What was lost is found again: runs, jobs and calls of workers that are no longer there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..models import Run, Slot, Worker
from ..queries.kinds import run_kinds
from ..queries.runs import ALIVE
from .executing import end
from .queue import enqueue

MOST_ATTEMPTS = 3
UNHEARD = timedelta(minutes=1)  # a run waits so long before its call is looked for
KEPT_CALLS, KEPT_SLOTS = timedelta(days=1), timedelta(days=90)
LOST = Text("执行进程中断，将重新执行。", "Its worker was lost; it is done again.")
GIVEN_UP = Text("执行进程多次中断。", "Its worker was lost several times.")


def reap(now: datetime, me: str = "") -> int:
    """Put what was lost back into the queue; how many runs that were.

    Args:
        me: the worker that asks, between two pieces of work: what it seems to be at is lost too.
    """
    Worker.objects.filter(seen_at__lt=now - ALIVE).exclude(name=me).delete()
    alive = Worker.objects.exclude(name=me).values("name")
    lost = Run.objects.filter(state=Run.State.RUNNING).exclude(worker__in=alive)
    count = sum(_give_back(run) for run in lost)
    for slot in Slot.objects.filter(state=Slot.State.RUNNING).exclude(worker__in=alive):
        _give_back_slot(slot, now)
    return count + _call_again(now)


@transaction.atomic
def _give_back(run: Run) -> bool:
    """Let a run wait again, or end it after too many attempts.

    A run whose worker is just writing its result has its row locked and is passed over.
    """
    rows = Run.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=run.pk, state=Run.State.RUNNING, claim=run.claim).first()
    if row is None:
        return False
    kind = run_kinds().get(row.kind)
    if row.is_unwanted:
        end(row, Run.State.CANCELLED)
    elif kind is None or not kind.runs_again or row.attempts >= MOST_ATTEMPTS:
        facts = {"attempts": row.attempts, "percent": row.percent}
        end(row, Run.State.FAILED, Refused("run-worker-lost", **facts))
    else:
        row.state, row.claim, row.worker, row.share = Run.State.WAITING, "", "", 0
        row.save(update_fields=["state", "claim", "worker", "share"])
        enqueue(row)
        return True
    return False


@transaction.atomic
def _give_back_slot(slot: Slot, now: datetime) -> None:
    """Have a lost job done again at once, at most three times in a row."""
    rows = Slot.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("schedule").filter(pk=slot.pk, state=Slot.State.RUNNING).first()
    if row is None:
        return
    last = list(row.schedule.slots.values_list("state", flat=True)[:MOST_ATTEMPTS])
    before = [each for each in last[1:] if each == Slot.State.LOST]
    again = len(before) < MOST_ATTEMPTS - 1
    said = LOST if again else GIVEN_UP
    row.state, row.ended_at, row.zh, row.en = Slot.State.LOST, now, said.zh, said.en
    row.save()
    if again:
        row.schedule.once_at = now
        row.schedule.save(update_fields=["once_at"])


def _call_again(now: datetime) -> int:
    """Call anew for runs that wait and that nothing in the queue calls for any more."""
    old = Run.objects.filter(state=Run.State.WAITING, queued_at__lt=now - UNHEARD)
    waiting = {each.task: each for each in old.order_by("pk")[:500]}
    ids = [each for each in waiting if each]
    calls = DBTaskResult.objects.filter(status=TaskResultStatus.READY, pk__in=ids)
    for id in calls.values_list("pk", flat=True):
        waiting.pop(str(id), None)
    return sum(_call(run) for run in waiting.values())


@transaction.atomic
def _call(run: Run) -> bool:
    rows = Run.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=run.pk, state=Run.State.WAITING, task=run.task).first()
    if row is None:
        return False
    enqueue(row)
    return True


def tidy(now: datetime) -> Text:
    """Take away calls that were answered, those of lost workers, and old outcomes of jobs."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT_CALLS)
    calls, _ = old.exclude(status=TaskResultStatus.READY).delete()
    slots, _ = Slot.objects.filter(due_at__lt=now - KEPT_SLOTS).delete()
    return Text(
        f"清理队列记录{calls}条、旧的执行记录{slots}条。",
        f"{calls} rows of the queue and {slots} old outcomes of jobs were taken away.",
    )
