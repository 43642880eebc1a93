"""What the administrator sees of the jobs by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from xuequ.kernel.jobs import Job, Rhythm

from ..models import Schedule, Slot
from .kinds import jobs


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as it is set, with what became of it the last time."""

    job: Job
    rhythm: Rhythm
    is_on: bool
    next_at: datetime | None  # none: no worker has begun yet, or it is switched off
    is_asked: bool  # it will be done as soon as a worker is free
    last: Slot | None


def job_rows() -> list[JobRow]:
    """Every declared job, in two queries."""
    rows = {each.job: each for each in Schedule.objects.all()}
    newest = Slot.objects.filter(schedule=OuterRef("pk")).values("pk")[:1]
    ids = Schedule.objects.annotate(last=Subquery(newest)).values("last")
    last = {each.schedule_id: each for each in Slot.objects.filter(pk__in=ids)}
    return [_row(job, rows.get(job.code), last) for job in jobs().values()]


def job_row(code: str) -> JobRow | None:
    """One job; none if no package declares it."""
    return next((each for each in job_rows() if each.job.code == code), None)


def _row(job: Job, row: Schedule | None, last: dict[int, Slot]) -> JobRow:
    if row is None:
        return JobRow(job, job.rhythm, job.is_on, None, False, None)
    next_at = row.next_at if row.is_on else None
    asked = row.once_at is not None
    return JobRow(job, row.rhythm, row.is_on, next_at, asked, last.get(row.pk))
