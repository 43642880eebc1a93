"""Record that names of children were shown in full in a list; a look at one has its own reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model

from xuequ.kernel.actors import Actor
from xuequ.record.fingerprint import subject_of
from xuequ.record.models import Line
from xuequ.record.services import write

SAME = timedelta(minutes=30)  # looking again meanwhile is the same look


@transaction.atomic
def note_names_seen(subject: Model, rows: int, *, actor: Actor, now: datetime) -> None:
    """One line for a list of names in full, and another after half an hour.

    Whoever sees such a list keeps it in the school itself, so the purpose is that.
    """
    if not rows:
        return
    same = Line.objects.filter(
        verb="see-names", subject=subject_of(subject), account=actor.account, at__gt=now - SAME
    )
    if not same.exists():
        note = {"rows": rows, "purpose": "purpose.enrolment"}
        write("see-names", subject, actor=actor, note=note)
