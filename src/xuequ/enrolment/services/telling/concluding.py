"""Conclude a round: nobody moves up any more, and who has no place is free to apply again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Application, Departure, Outcome, Round, SeatLock
from ...queries.access import PLACE
from ...queries.placing import outcome_of, queued
from ...queries.telling.left import hindrance, without_place
from ..guards import held
from .news import tell_concluded


@transaction.atomic
def conclude(found: Round, *, actor: Actor, now: datetime) -> int:
    """End the waiting lists of a round; how many of its applications ended without a place.

    The seats that are left then are left for good, and a complementary round may give them.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("not-told-yet"): no result is released.
        Refused("round-is-concluded"): it is, already.
        Refused("answers-still-come"): the time to answer is not over.
        Refused("silent-seats-are-due"): seats nobody answered for still go to those who wait.
        Refused("offers-are-open"): somebody may still take a seat that was offered.
    """
    row = held(found, PLACE, actor=actor)
    outcome = outcome_of(row)
    refused = hindrance(row, outcome, now)
    if refused is not None or outcome is None:
        raise refused or Refused("not-told-yet")
    unplaced = list(without_place(row, now).values_list("pk", flat=True))
    Application.objects.filter(pk__in=unplaced).update(unplaced_at=now)
    SeatLock.objects.filter(application__in=unplaced, ended_at=None).update(ended_at=now)
    _end_lists(outcome, now)
    row.concluded_at = now
    row.save(update_fields=["concluded_at"])
    tell_concluded(row, unplaced)
    write("conclude-round", row, actor=actor, note={"unplaced": len(unplaced)})
    return len(unplaced)


def _end_lists(outcome: Outcome, now: datetime) -> None:
    rows = queued(now).filter(outcome=outcome, departure=None)
    Departure.objects.bulk_create(
        [
            Departure(waiting_id=pk, cause=Departure.Cause.CONCLUDED, at=now)
            for pk in rows.values_list("pk", flat=True)
        ],
        batch_size=500,
    )
