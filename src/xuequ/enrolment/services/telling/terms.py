"""Settle how a result is told, before it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.telling.terms import Terms, fault
from ...models import Round, Telling
from ...queries.access import PLACE
from ...queries.placing import is_released, outcome_of
from ..guards import held


@transaction.atomic
def settle_telling(found: Round, terms: Terms, *, actor: Actor, now: datetime) -> Telling:
    """Settle what the public list shows and until when, and until when families answer.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("no-outcome-yet"): there is no result to tell.
        Refused("told-already"): it is released; what families were told stands.
        Refused("list-ends-oddly"), Refused("too-short-to-answer"), Refused("too-short-to-object"):
            the days do not fit the release.
    """
    outcome = outcome_of(held(found, PLACE, actor=actor))
    if outcome is None:
        raise Refused("no-outcome-yet")
    if is_released(outcome, now):
        raise Refused("told-already")
    match fault(terms, outcome.releases_at):
        case "list-ends-oddly":
            raise Refused("list-ends-oddly", releases=outcome.releases_at)
        case "too-short-to-answer":
            raise Refused("too-short-to-answer", releases=outcome.releases_at)
        case "too-short-to-object":
            raise Refused("too-short-to-object", releases=outcome.releases_at)
    said = {
        "names": terms.names,
        "listed_until": terms.listed_until,
        "reply_until": terms.reply_until,
        "object_until": terms.object_until,
        "silence": terms.silence,
        "offer_days": terms.offer_days,
        "person_id": actor.person,
        "set_at": now,
    }
    row, _ = Telling.objects.update_or_create(outcome=outcome, defaults=said)
    write("settle-telling", row, actor=actor, note={"listed_until": terms.listed_until.isoformat()})
    return row
