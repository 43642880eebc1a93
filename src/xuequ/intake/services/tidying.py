"""Throw away what imports hold of people when it is no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xuequ.kernel.text import Text
from xuequ.runs.models import Run

from ..models import Given, Import, Part
from .locking import OPEN

KEPT = timedelta(days=30)  # file and table of changes, after it was brought in or last touched


def tidy_by_the_clock(now: datetime) -> Text:
    """The same as a job: how many files there were, in a sentence."""
    count = tidy(now)
    return Text(
        f"清除到期的导入文件{count}份。",
        f"{count} files of imports whose time was over were thrown away.",
    )


@transaction.atomic
def tidy(now: datetime | None = None) -> int:
    """Throw away files and tables of changes whose time is over: how many files.

    What was never confirmed is given up with them.  What is needed to undo stays.
    """
    before = (now or timezone.now()) - KEPT
    old = Q(done_at__lt=before) | Q(done_at=None, at__lt=before)
    held = Import.objects.filter(old, given__isnull=False)
    at_work = Q(run__state__in=[Run.State.WAITING, Run.State.RUNNING])
    over = list(held.exclude(at_work).values_list("pk", flat=True))
    if not over:
        return 0
    Given.objects.filter(of__in=over).delete()
    Part.objects.filter(of__in=over).delete()
    unfinished = Import.objects.filter(pk__in=over, state__in=OPEN)
    unfinished.update(state=Import.State.DROPPED)
    return len(over)
