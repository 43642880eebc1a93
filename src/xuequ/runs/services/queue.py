"""The row of the queue that calls for a run.  It wakes a worker; the run itself is the truth."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskContext, task

from ..models import Run
from ..queries.kinds import run_kinds
from .executing import execute


@task(takes_context=True)
def carry_out(context: TaskContext, run: int) -> None:
    """What the queue calls, in whichever process."""
    execute(run, worker=context.task_result.worker_ids[-1])


def enqueue(run: Run) -> None:
    """Call for a run, in the transaction of the caller."""
    kind = run_kinds().get(run.kind)
    asked = carry_out.using(queue_name=kind.queue) if kind else carry_out
    called = asked.enqueue(run.pk)
    Run.objects.filter(pk=run.pk).update(task=called.id, queued_at=timezone.now())
