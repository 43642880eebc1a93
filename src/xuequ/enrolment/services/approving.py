"""Approve a result, publish it, or declare an attempt void: never one person alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import APPROVALS, Approval, Outcome, Roster, Voiding
from ..queries.access import DECIDE
from ..queries.placing import is_released, outcome_of
from ..queries.rosters import announced, roster_of
from .guards import SHORTEST, held, in_person


@transaction.atomic
def approve(outcome: Outcome, *, actor: Actor, now: datetime) -> Approval:
    """Approve a result in person; two different people have to, and not who made it.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("outcome-has-ended"), Refused("outcome-is-published"): there is nothing to approve.
        Refused("voiding-is-asked"): somebody has asked to declare it void.
        Refused("made-it-yourself"): whoever carried it out does not approve it.
        Refused("approved-already"): the same person has.
    """
    known = _held(outcome, actor)
    if known.published_at is not None:
        raise Refused("outcome-is-published")
    if hasattr(known.roster, "voiding"):
        raise Refused("voiding-is-asked")
    if known.person_id == actor.person:
        raise Refused("made-it-yourself")
    if known.approvals.filter(person=actor.person).exists():
        raise Refused("approved-already")
    approval = Approval.objects.create(
        outcome=known, person_id=in_person(actor), post=actor.post[:80], at=now
    )
    write("approve-outcome", known, actor=actor, note={"package_digest": known.digest})
    return approval


@transaction.atomic
def publish(outcome: Outcome, *, actor: Actor, now: datetime) -> Outcome:
    """Publish a result that two have approved; it is seen from the hour of its release on.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("outcome-has-ended"), Refused("outcome-is-published"): there is nothing to publish.
        Refused("voiding-is-asked"): somebody has asked to declare it void.
        Refused("needs-two-approvals"): fewer than two people have approved it.
    """
    known = _held(outcome, actor)
    if known.published_at is not None:
        raise Refused("outcome-is-published")
    if hasattr(known.roster, "voiding"):
        raise Refused("voiding-is-asked")
    count = known.approvals.count()
    if count < APPROVALS:
        raise Refused("needs-two-approvals", count=count, wanted=APPROVALS)
    before = fingerprint(known)
    known.published_at = now
    known.save(update_fields=["published_at"])
    note = {"package_digest": known.digest, "releases_at": known.releases_at.isoformat()}
    write("publish-outcome", known, actor=actor, before=before, note=note)
    return known


@transaction.atomic
def ask_void(roster: Roster, reason: str, *, actor: Actor, now: datetime) -> Voiding:
    """Ask that an attempt be declared void; nothing is approved or published from then on.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("roster-has-ended"): it holds no longer.
        Refused("outcome-is-released"): families know it.
        Refused("needs-a-reason"): fewer than ten characters say why.
        Refused("voiding-is-asked"): somebody has asked already.
    """
    known = _attempt(roster, actor, now)
    if len(reason.strip()) < SHORTEST:
        raise Refused("needs-a-reason", count=SHORTEST)
    if hasattr(known, "voiding"):
        raise Refused("voiding-is-asked")
    asked = Voiding.objects.create(
        roster=known, reason=reason.strip(), person_id=in_person(actor), asked_at=now
    )
    write("ask-void", known, actor=actor, note={"version": known.version})
    return asked


@transaction.atomic
def refuse_void(roster: Roster, *, actor: Actor, now: datetime) -> None:
    """Take the question off the table; whoever asked may, or anybody who could agree.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"), Refused("roster-has-ended"),
            Refused("outcome-is-released"): as `ask_void`.
        Refused("voiding-not-asked"): nobody has asked.
    """
    known = _attempt(roster, actor, now)
    asked = Voiding.objects.filter(roster=known).first()
    if asked is None:
        raise Refused("voiding-not-asked")
    asked.delete()
    write("refuse-void", known, actor=actor, note={"version": known.version})


@transaction.atomic
def agree_void(roster: Roster, *, actor: Actor, now: datetime) -> Roster:
    """A second person declares the attempt void: its roster, result and announcement end.

    What was revealed is known, so that the next attempt needs other secrets.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"), Refused("roster-has-ended"),
            Refused("outcome-is-released"): as `ask_void`.
        Refused("voiding-not-asked"): nobody has asked.
        Refused("asked-it-yourself"): another person has to agree.
    """
    known = _attempt(roster, actor, now)
    asked = Voiding.objects.filter(roster=known).first()
    if asked is None:
        raise Refused("voiding-not-asked")
    if asked.person_id == actor.person:
        raise Refused("asked-it-yourself")
    asked.second_id, asked.agreed_at = actor.person, now
    asked.save(update_fields=["second", "agreed_at"])
    before = fingerprint(known)
    known.ended_at, known.end_reason = now, asked.reason
    known.save(update_fields=["ended_at", "end_reason"])
    for row in (outcome_of(known.round), announced(known.round)):
        if row is not None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
    write("declare-void", known, actor=actor, before=before, note={"version": known.version})
    return known


def _held(outcome: Outcome, actor: Actor) -> Outcome:
    row = held(outcome.round, DECIDE, actor=actor)
    in_person(actor)
    known = outcome_of(row)
    if known is None or known.pk != outcome.pk:
        raise Refused("outcome-has-ended")
    return known


def _attempt(roster: Roster, actor: Actor, now: datetime) -> Roster:
    row = held(roster.round, DECIDE, actor=actor)
    in_person(actor)
    known = roster_of(row)
    if known is None or known.pk != roster.pk:
        raise Refused("roster-has-ended", version=roster.version)
    outcome = outcome_of(row)
    if outcome is not None and is_released(outcome, now):
        raise Refused("outcome-is-released")
    return known
