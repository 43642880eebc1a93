"""Approve an exceptional placement, or refuse it; declare a conflict (批准、不予批准、回避)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import TO_APPROVE, Conflict, Exceptional, ExceptionApproval
from ...queries.access import DECIDE
from ...queries.checking.scope import keeps_out
from ...queries.telling.exceptions import approvers
from ..guards import in_person
from .holding import check_breaks, ended, entry


@transaction.atomic
def approve_exception(row: Exceptional, *, actor: Actor, now: datetime) -> Exceptional:
    """Approve in person; with the second approval it is shown to the public for its days.

    Raises:
        Refused("not-your-place"), Refused("exception-is-over"): as `holding.entry`.
        Refused("done-in-person"), Refused("proposed-it-yourself"), Refused("keep-out"),
            Refused("approved-already"): the actor is not the one to approve it.
        Refused("exception-is-shown"): two have approved it.
        Refused("exception-breaks-more"): as `holding.check_breaks`.
        Refused("authority-is-not-public"): there are no public pages to show it on.
    """
    known = _deciding(row, actor)
    if known.approvals.filter(person=actor.person).exists():
        raise Refused("approved-already")
    check_breaks(known, now)
    if not known.application.round.authority.is_public:
        raise Refused("authority-is-not-public")
    approval = ExceptionApproval.objects.create(
        exceptional=known, person_id=in_person(actor), post=actor.post[:80], at=now
    )
    write("approve-exception", approval, actor=actor)
    if approvers(known) >= TO_APPROVE:
        known.shown_from, known.shown_until = now, now + timedelta(days=known.days)
        known.save(update_fields=["shown_from", "shown_until"])
        note = {"listed_until": known.shown_until.isoformat()}
        write("show-exception", known, actor=actor, note=note)
    return known


@transaction.atomic
def refuse_exception(row: Exceptional, reason: str, *, actor: Actor, now: datetime) -> Exceptional:
    """Refuse it in person, with a reason; one refusal ends it.

    Raises:
        Refused: as `approve_exception`.
        Refused("reason-too-short"), Refused("reason-holds-data"): the reason does not do.
    """
    known = _deciding(row, actor)
    ended(known, Exceptional.End.REFUSED, reason, actor=actor, now=now)
    write("refuse-exception", known, actor=actor)
    return known


@transaction.atomic
def keep_out(row: Exceptional, kind: str, *, actor: Actor, now: datetime) -> Conflict:
    """Say that the child is of one's own people; one never decides on it, nor is asked to.

    What one approved before counts no longer; if another has to approve instead, it is shown anew.

    Raises:
        Refused("not-your-place"), Refused("exception-is-over"): as `holding.entry`.
        Refused("done-in-person"), Refused("keep-out"): it is no person, or was declared before.
        Refused("unknown-conflict"): it is none of the kinds there are.
    """
    known = entry(row, DECIDE, actor=actor)
    person = in_person(actor)
    if keeps_out(known.application, person):
        raise Refused("keep-out")
    if kind not in Conflict.Kind.values:
        raise Refused("unknown-conflict", kind=kind)
    child = known.application.child
    made = Conflict.objects.create(person_id=person, child=child, kind=kind, declared_at=now)
    if known.shown_until is not None and approvers(known) < TO_APPROVE:
        known.shown_from = known.shown_until = None
        known.save(update_fields=["shown_from", "shown_until"])
    write("declare-conflict", made, actor=actor, note={"kind": kind})
    return made


def _deciding(row: Exceptional, actor: Actor) -> Exceptional:
    known = entry(row, DECIDE, actor=actor)
    person = in_person(actor)
    if known.shown_until is not None and approvers(known) >= TO_APPROVE:
        raise Refused("exception-is-shown", until=known.shown_until)
    if known.person_id == person:
        raise Refused("proposed-it-yourself")
    if keeps_out(known.application, person):
        raise Refused("keep-out")
    return known
