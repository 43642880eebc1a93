"""Carry out a run: claim it, work, and keep result and effect in one transaction."""

from __future__ import annotations

import json
import logging
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from xuequ.kernel.actors import program
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Cancelled, Inputs, Result, RunKind
from xuequ.kernel.seal import canonical
from xuequ.record.services import write
from xuequ.vault.services import store_file

from ..models import Run
from ..queries.kinds import run_kinds
from ..queries.sealing import seal_of, unsealed
from .telling import sentences, tell
from .watching import Taken, Watch

log = logging.getLogger("xuequ.runs")


def execute(pk: int, *, worker: str) -> None:
    """Carry out a run that waits; one that is taken, over or cancelled is left alone.

    Whatever the work raises ends the run with a sentence.  Nothing of a run that did not get to
    its end is left in the database.
    """
    run = _claimed(pk, worker)
    if run is None:
        return
    try:
        kind = run_kinds().get(run.kind)
        if kind is None:
            raise Refused("run-kind-unknown", kind=run.kind)
        given = unsealed(run, kind)
        with Watch(run, kind) as watch:
            result = import_string(kind.work)(given, watch.report)
        _keep(run, kind, given, result)
    except Taken:
        log.warning("run %s was given to another worker", pk)
    except Cancelled:
        end(run, Run.State.CANCELLED)
    except (Refused, Problems) as told:
        end(run, Run.State.FAILED, told)
    except Exception:
        log.exception("run %s (%s)", pk, run.kind)
        end(run, Run.State.FAILED, Refused("run-broke", number=pk))


def _claimed(pk: int, worker: str) -> Run | None:
    """The run, now at work under a claim of its own; none if it does not wait."""
    claim = str(uuid.uuid4())
    now = timezone.now()
    taken = Run.objects.filter(pk=pk, state=Run.State.WAITING).update(
        state=Run.State.RUNNING,
        attempts=F("attempts") + 1,
        claim=claim,
        worker=worker,
        begun_at=now,
        share=0,
        doing_zh="",
        doing_en="",
    )
    return Run.objects.get(pk=pk) if taken else None


@transaction.atomic
def _keep(run: Run, kind: RunKind, given: Inputs, result: Result) -> None:
    """Carry out the effect and keep the result: all of it, or nothing."""
    row = _held(run)
    if row.is_unwanted and kind.may_cancel:
        raise Cancelled
    if kind.effect:
        result = import_string(kind.effect)(given, result) or result
    if result.file is not None:
        row.result_file = store_file(result.file, name=result.file_name)
    row.result = canonical(dict(result.values)).decode()
    file = row.result_file.digest if row.result_file else ""
    row.result_sha256 = seal_of(row.kind, result.values, file)
    row.share = 1
    _close(row, Run.State.DONE)


@transaction.atomic
def end(run: Run, state: Run.State, told: Refused | Problems | None = None) -> None:
    """End a run without a result."""
    try:
        row = _held(run)
    except Taken:
        return
    if told is not None:
        row.error = json.dumps([[each.zh, each.en] for each in sentences(told)])
    _close(row, state)


def _held(run: Run) -> Run:
    """The row, locked, if its claim is still ours.

    As long as it is locked, nobody takes the run for lost.
    """
    rows = Run.objects.select_for_update(of=("self",))
    row = rows.filter(pk=run.pk, state=Run.State.RUNNING, claim=run.claim).first()
    if row is None:
        raise Taken
    return row


def _close(row: Run, state: Run.State) -> None:
    row.state, row.ended_at = state, timezone.now()
    row.doing_zh = row.doing_en = ""
    row.save()
    note = {"run": row.kind, "state": str(state), "result": row.result_sha256}
    write("end-run", row, actor=program("worker"), note=note)
    tell(row)
