"""Excuse an owner from a duty by a decision, and revoke that (豁免)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from xuequ.directory.models import Authority
from xuequ.directory.models.dated import overlapping
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Excuse
from ..queries.book import owner_of
from ..queries.claiming import For
from ..queries.overview import book_on

WAIVE = "duty.waive"


@dataclass(frozen=True, slots=True)
class NewExcuse:
    """Who need not do what, why, by which decision, and how long."""

    of: For
    reason: str
    decision: str
    since: date
    until: date | None = None


@transaction.atomic
def excuse_owner(new: NewExcuse, authority: Authority, *, actor: Actor) -> Excuse:
    """Excuse an owner from a duty.

    Raises:
        Refused("not-yours-to-excuse"): only the authority's own offices excuse.
        Refused("unknown-duty"), Refused("not-owed-there"): there is nothing to be excused of.
        Refused("ends-before-it-begins"), Refused("already-excused").
    """
    _check(actor, authority.pk)
    if new.until is not None and new.until <= new.since:
        raise Refused("ends-before-it-begins", since=new.since)
    Authority.objects.select_for_update().get(pk=authority.pk)
    book = book_on(authority, new.since)
    owed = book.owed.get(new.of.duty) if book else None
    if book is None or owed is None:
        raise Refused("unknown-duty", name=new.of.duty)
    if owner_of(book, owed, new.of.kind, new.of.id, new.of.subject) is None:
        raise Refused("not-owed-there", name=owed.name)
    who = {
        "duty": new.of.duty,
        "owner_kind": new.of.kind,
        "owner_id": new.of.id,
        "subject": new.of.subject,
    }
    holds = Q(revoked_on=None) | Q(revoked_on__gt=new.since)
    twin = Excuse.objects.filter(overlapping(new.since, new.until), holds, **who).first()
    if twin is not None:
        raise Refused("already-excused", decision=twin.decision, since=twin.since)
    excuse = Excuse.objects.create(
        **who,
        authority=authority,
        reason=new.reason,
        decision=new.decision,
        since=new.since,
        until=new.until,
        granted_by_id=actor.person,
    )
    note = {"duties": excuse.duty, "decision": excuse.decision, "since": str(excuse.since)}
    write("excuse", excuse, actor=actor, note=note)
    return excuse


@transaction.atomic
def revoke_excuse(excuse: Excuse, *, day: date, actor: Actor) -> Excuse:
    """The duty is owed again from a day on; until then the excuse held.

    Raises:
        Refused("not-yours-to-excuse"), Refused("already-revoked"),
        Refused("ends-before-it-begins").
    """
    excuse = Excuse.objects.select_for_update().get(pk=excuse.pk)
    _check(actor, excuse.authority_id)
    if excuse.revoked_on is not None:
        raise Refused("already-revoked", until=excuse.revoked_on)
    if day < excuse.since:
        raise Refused("ends-before-it-begins", since=excuse.since)
    before = fingerprint(excuse)
    excuse.revoked_on = day
    excuse.save(update_fields=["revoked_on"])
    write("revoke-excuse", excuse, actor=actor, before=before, note={"since": str(day)})
    return excuse


def _check(actor: Actor, authority: int) -> None:
    own = standing(actor) == AUTHORITY and actor.is_at_home(authority) and actor.may(WAIVE)
    if not (actor.everywhere or own):
        raise Refused("not-yours-to-excuse")
