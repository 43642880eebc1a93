"""Stay the deletion of a round, or of one child in it (暂缓删除), and end the stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import Child, LegalHold, Round
from ...queries.privacy.batches import CHANGE, may

SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Stay:
    """What is stayed, why and until when; `number` of the child, "" for the whole round."""

    round: Round
    number: str
    reason: str
    until: date


@transaction.atomic
def order_hold(stay: Stay, *, actor: Actor, now: datetime) -> LegalHold:
    """Hold everything of a round or of one child back from deletion.

    Raises:
        Refused("not-your-place"): the round is not the actor's authority's.
        Refused("no-such-child"): no child of that number applied in the round.
        Refused("reason-too-short"): no reason anybody could check later.
        Refused("hold-is-over"): its last day lies behind.
    """
    if not may(actor, CHANGE, stay.round.authority_id):
        raise Refused("not-your-place", name=stay.round.authority.name)
    if len(stay.reason.strip()) < SHORTEST:
        raise Refused("reason-too-short")
    if stay.until < timezone.localdate(now):
        raise Refused("hold-is-over")
    child = None
    if stay.number:
        rows = Child.objects.filter(authority=stay.round.authority, number=stay.number)
        child = rows.filter(applications__round=stay.round).first()
        if child is None:
            raise Refused("no-such-child", number=stay.number)
    made = LegalHold.objects.create(
        round=stay.round, child=child, reason=stay.reason.strip(), until=stay.until,
        person_id=int(actor.person or 0), at=now,
    )  # fmt: skip
    note = {"reason": made.reason[:200], "until": made.until.isoformat()}
    write("stay-deletion", made, actor=actor, note=note)
    return made


@transaction.atomic
def end_hold(found: LegalHold, *, actor: Actor, now: datetime) -> LegalHold:
    """End a stay before its day.

    Raises:
        Refused("not-your-place"): the round is not the actor's authority's.
        Refused("nothing-changed"): it was ended before.
    """
    row = LegalHold.objects.select_for_update(of=("self",)).select_related("round__authority")
    hold = row.get(pk=found.pk)
    if not may(actor, CHANGE, hold.authority_id):
        raise Refused("not-your-place", name=hold.round.authority.name)
    if hold.ended_at is not None:
        raise Refused("nothing-changed")
    before = fingerprint(hold)
    hold.ended_at = now
    hold.save(update_fields=["ended_at"])
    write("end-stay", hold, actor=actor, before=before)
    return hold
