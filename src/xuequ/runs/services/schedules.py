"""Jobs by the clock: who carries out which one when, and what administrators set."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from xuequ.kernel.actors import Actor
from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.rhythm import next_due
from ..models import Schedule, Slot
from ..queries.kinds import jobs
from .telling import sentences

LONGEST = 300
BROKE = Text("执行出错，详见日志。", "It broke off; the log says why.")
log = logging.getLogger("xuequ.runs")


def seed(now: datetime) -> None:
    """Give every declared job its row, with the rhythm it was declared with."""
    known = set(Schedule.objects.values_list("job", flat=True))
    for job in jobs().values():
        if job.code not in known:
            row_of(job, now)


def row_of(job: Job, now: datetime) -> Schedule:
    """The row of a job, made where it is missing."""
    rhythm: dict[str, Any] = asdict(job.rhythm)
    values = {"is_on": job.is_on, "next_at": due_after(job.rhythm, now), **rhythm}
    return Schedule.objects.get_or_create(job=job.code, defaults=values)[0]


def due_after(rhythm: Rhythm, now: datetime) -> datetime:
    """When a rhythm is due next, by the clock of the installation."""
    local = timezone.localtime(now).replace(tzinfo=None)
    return timezone.make_aware(next_due(rhythm, local))


def run_due(now: datetime, worker: str) -> int:
    """Carry out every job that is due, once however often it was missed; how many there were.

    Of several workers that find the same job due, one makes its slot and carries it out.
    """
    count = 0
    due = Q(is_on=True, next_at__lte=now) | Q(once_at__lte=now)
    for pk in list(Schedule.objects.filter(due).values_list("pk", flat=True)):
        slot = _claimed(pk, now, worker)
        if slot is not None:
            _carry_out(slot)
            count += 1
    return count


def _claimed(pk: int, now: datetime, worker: str) -> Slot | None:
    """The slot of a job that is due, ours; none if another worker has it."""
    try:
        with transaction.atomic():
            rows = Schedule.objects.select_for_update(skip_locked=True)
            row = rows.filter(pk=pk).first()
            if row is None:
                return None
            due = row.next_at if row.is_on and row.next_at <= now else None
            if row.once_at is not None and row.once_at <= now:
                due, row.once_at = row.once_at, None
            if due is None or row.job not in jobs():
                return None
            row.next_at = due_after(row.rhythm, now)
            row.save(update_fields=["once_at", "next_at"])
            return Slot.objects.create(schedule=row, due_at=due, worker=worker)
    except IntegrityError:
        return None


def _carry_out(slot: Slot) -> None:
    state = Slot.State.DONE
    try:
        said: Text = import_string(jobs()[slot.schedule.job].work)(timezone.now())
    except (Refused, Problems) as told:
        state, said = Slot.State.FAILED, sentences(told)[0]
    except Exception:
        log.exception("job %s", slot.schedule.job)
        state, said = Slot.State.FAILED, BROKE
    mine = Slot.objects.filter(pk=slot.pk, state=Slot.State.RUNNING)
    mine.update(state=state, ended_at=timezone.now(), zh=said.zh[:LONGEST], en=said.en[:LONGEST])


@transaction.atomic
def set_schedule(code: str, rhythm: Rhythm, *, is_on: bool, actor: Actor) -> Schedule:
    """Say when a job is done, or that it is not.

    Raises:
        Refused: there is no such job, or it is set so already.
    """
    now = timezone.now()
    row = _locked(code, now)
    if row.rhythm == rhythm and row.is_on == is_on:
        raise Refused("job-as-it-was")
    before = fingerprint(row)
    for name, value in asdict(rhythm).items():
        setattr(row, name, value)
    row.is_on, row.next_at = is_on, due_after(rhythm, now)
    row.save()
    note = {"job": code, "rhythm": said_in_record(rhythm), "is_on": is_on}
    write("set-schedule", row, actor=actor, before=before, note=note)
    return row


@transaction.atomic
def run_now(code: str, *, actor: Actor) -> Schedule:
    """Have a job done as soon as a worker is free, even one that is switched off.

    Raises:
        Refused: there is no such job.
    """
    now = timezone.now()
    row = _locked(code, now)
    before = fingerprint(row)
    row.once_at = now
    row.save(update_fields=["once_at"])
    write("run-job", row, actor=actor, before=before, note={"job": code})
    return row


def said_in_record(rhythm: Rhythm) -> str:
    """A rhythm in a few signs, e.g. `day 06:00`."""
    match rhythm.every:
        case "minutes":
            return f"{rhythm.minutes} min"
        case "week":
            return f"week {rhythm.weekday + 1} {rhythm.at:%H:%M}"
    return f"{rhythm.every} {rhythm.at:%H:%M}"


def _locked(code: str, now: datetime) -> Schedule:
    job = jobs().get(code)
    if job is None:
        raise Refused("job-unknown", job=code[:60])
    row_of(job, now)
    return Schedule.objects.select_for_update().get(job=code)
