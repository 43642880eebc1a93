"""Which runs somebody sees, and what of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from xuequ.kernel.actors import Actor

from ..models import Run, Worker

MANAGE = "installation.manage"
ALIVE = timedelta(minutes=2)  # a worker that was not heard of for longer is lost
FROM_THIS = 50  # earlier runs one can be compared with


def runs(*, seen_by: Actor) -> QuerySet[Run]:
    """The reader's own runs; for the system administrator those of the authority, too."""
    if seen_by.everywhere:
        return Run.objects.all()
    mine = Q(authority=seen_by.authority)
    return Run.objects.filter(mine if seen_by.may(MANAGE) else mine & _own(seen_by))


def own_runs(*, seen_by: Actor) -> QuerySet[Run]:
    """The runs whose inputs and results the reader may read: only those started by the reader.

    What was started in one post is not shown in another, for powers are never added up.
    """
    if seen_by.everywhere:
        return Run.objects.all()
    return Run.objects.filter(_own(seen_by), authority=seen_by.authority)


def is_own(run: Run, *, seen_by: Actor) -> bool:
    """May the reader read inputs and result?"""
    return seen_by.everywhere or (run.account, run.identity, run.authority_id) == (
        seen_by.account,
        seen_by.identity,
        seen_by.authority,
    )


def earlier(kind: str, inputs_sha256: str, *, seen_by: Actor) -> Run | None:
    """The reader's latest run with these very inputs that is done or on its way."""
    same = own_runs(seen_by=seen_by).filter(kind=kind, inputs_sha256=inputs_sha256)
    return same.exclude(state__in=[Run.State.FAILED, Run.State.CANCELLED]).first()


def others(run: Run, *, seen_by: Actor) -> QuerySet[Run]:
    """The reader's other finished runs of the same kind, the latest first."""
    same = own_runs(seen_by=seen_by).filter(kind=run.kind, state=Run.State.DONE)
    return same.exclude(pk=run.pk)[:FROM_THIS]


def is_anybody_working(now: datetime) -> bool:
    """Is there a worker that could carry out what waits?"""
    return Worker.objects.filter(seen_at__gt=now - ALIVE).exists()


def _own(actor: Actor) -> Q:
    return Q(account=actor.account, identity=actor.identity)
