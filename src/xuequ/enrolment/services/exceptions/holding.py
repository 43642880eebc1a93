"""What every act on an entry of the register begins and ends with."""

from __future__ import annotations

from datetime import datetime

from xuequ.directory.engine.purposes import reason_fault
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Exceptional, Round
from ...queries.access import may
from .applicants import let_go


def entry(row: Exceptional, permission: str, *, actor: Actor) -> Exceptional:
    """An entry that is neither carried out nor ended, held with its round.

    Raises:
        Refused("not-your-place"): the actor does not do that for this authority.
        Refused("exception-is-over"): it is carried out, or has ended.
    """
    round_id = row.application.round_id
    found = Round.objects.select_for_update(of=("self",)).select_related("authority")
    authority = found.get(pk=round_id).authority
    if not may(actor, permission, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    rows = Exceptional.objects.select_for_update(of=("self",))
    known = rows.select_related("application__child", "application__round", "school").get(pk=row.pk)
    if not known.is_open:
        raise Refused("exception-is-over")
    return known


def ended(row: Exceptional, end: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """End an entry for a reason.

    Raises:
        Refused("reason-too-short"), Refused("reason-holds-data"): the reason does not do.
    """
    fault = reason_fault(reason)
    if fault is not None:
        raise Refused("reason-too-short") if fault == "short" else Refused("reason-holds-data")
    row.ended, row.ended_at = end, now
    row.end_reason, row.ended_by_id = reason.strip()[:500], actor.person
    row.save(update_fields=["ended", "ended_at", "end_reason", "ended_by"])
    let_go(row)
