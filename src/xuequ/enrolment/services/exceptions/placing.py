"""Give the child its seat once the register allows it (安排学位)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import TO_APPROVE, Exceptional, Move
from ...queries.access import PLACE
from ...queries.placing import outcome_of
from ...queries.telling.exceptions import approvers, is_disputed
from ..telling.guards import still_released
from ..telling.moving import bring_in
from .holding import check_breaks, check_child, entry


@transaction.atomic
def place_exception(row: Exceptional, *, actor: Actor, now: datetime) -> Move:
    """Let the child have a seat at the school; the school then enters it as a pupil.

    What the result gave stays in the sealed package; a seat the child leaves goes to the next.

    Raises:
        Refused("not-your-place"), Refused("exception-is-over"): as `holding.entry`.
        Refused("exception-needs-two"): fewer than two others have approved it.
        Refused("exception-is-shown"): it is still shown to the public.
        Refused("exception-is-disputed"): an objection is not settled.
        Refused("no-outcome-yet"), Refused("not-told-yet"): no result is told.
        Refused("entered-already"), Refused("has-that-seat"): as `holding.check_child`.
        Refused("exception-breaks-more"): as `holding.check_breaks`.
        Refused("authority-is-not-public"): it was not shown on public pages to the end.
    """
    known = entry(row, PLACE, actor=actor)
    count = approvers(known)
    if known.shown_until is None or count < TO_APPROVE:
        raise Refused("exception-needs-two", count=count, wanted=TO_APPROVE)
    if now < known.shown_until:
        raise Refused("exception-is-shown", until=known.shown_until)
    if is_disputed(known):
        raise Refused("exception-is-disputed")
    application = known.application
    if not application.round.authority.is_public:
        raise Refused("authority-is-not-public")
    check_child(application, known.school, now)
    check_breaks(known, now)
    outcome = outcome_of(application.round)
    if outcome is None:
        raise Refused("no-outcome-yet")
    still_released(outcome, now)
    made = bring_in(outcome, application, known.school, actor=actor, now=now)
    known.move = made
    known.save(update_fields=["move"])
    write("place-exception", known, actor=actor, note={"school": known.school.name})
    return made
