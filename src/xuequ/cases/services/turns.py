"""The history of a case: one line for every turn it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from xuequ.kernel.actors import Actor, program

from ..models import Case, Turn

CLOCK = program("deadline")  # whose hands move a case when its time is over


def turn(case: Case, verb: str, *, actor: Actor, now: datetime, **facts: Any) -> Turn:
    """Add a line to the history of a case."""
    last = case.turns.aggregate(last=Max("number"))["last"] or 0
    return Turn.objects.create(
        case=case,
        number=last + 1,
        at=now,
        verb=verb,
        step=facts.pop("step", case.step),
        person_id=actor.person,
        post=actor.post,
        **facts,
    )
