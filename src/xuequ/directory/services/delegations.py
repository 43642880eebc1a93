"""Lend a post to a deputy for a while (委托代理), and take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Delegation, Holding, Person
from ..queries.delegations import deputies, lendable
from .exclusion import check_exclusive, check_not_oneself

LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Loan:
    """To whom a post is lent, from when, up to which day, and why."""

    person: Person
    since: date
    until: date  # the first day no longer
    reason: str


@transaction.atomic
def delegate(loan: Loan, *, actor: Actor, today: date) -> Delegation:
    """Lend the post of the identity the actor is in to somebody who works in the same place.

    Raises:
        Refused("not-delegable"): that identity is no post one holds oneself and may lend.
        Refused("begins-in-the-past"): the deputy would begin before today.
        Refused("ends-before-it-begins"): the last day comes before the first.
        Refused("delegated-too-long"): it would last more than a year.
        Refused("not-in-the-post-then"): the holder's own time ends before it begins.
        Refused("gives-himself-a-post"): nobody is their own deputy.
        Refused("deputy-from-elsewhere"): the deputy does not work in the place of the post.
        Refused("already-delegated"): the post has a deputy on one of the days.
        Refused("posts-kept-apart"): the deputy is one of the three administrators.
    """
    holding = lendable(actor, today)
    if holding is None:
        raise Refused("not-delegable", post=actor.post)
    Holding.objects.select_for_update().get(pk=holding.pk)
    _check_days(holding, loan, today)
    check_not_oneself(loan.person, actor=actor)
    if not deputies(holding, loan.since).filter(pk=loan.person.pk).exists():
        raise Refused("deputy-from-elsewhere", name=loan.person.name, post=holding.post.title)
    other = Delegation.objects.together(loan.since, loan.until).filter(holding=holding).first()
    if other is not None:
        raise Refused("already-delegated", name=other.person.name, until=other.until)
    check_exclusive(loan.person, holding.post.role, since=loan.since, until=loan.until)
    delegation = Delegation.objects.create(
        holding=holding,
        person=loan.person,
        since=loan.since,
        until=loan.until,
        reason=loan.reason,
    )
    note = {"since": loan.since.isoformat(), "until": loan.until.isoformat()}
    write("delegate", delegation, actor=actor, note=note)
    return delegation


@transaction.atomic
def revoke_delegation(delegation: Delegation, *, actor: Actor, today: date) -> Delegation:
    """Take a post back, or give it back: the deputy may do nothing more from this moment on.

    Raises:
        Refused("not-delegable"): the actor neither lent nor was lent that post.
        Refused("already-ended"): it has ended or was revoked.
    """
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if actor.person not in {delegation.person_id, delegation.holding.person_id}:
        raise Refused("not-delegable", post=delegation.holding.post.title)
    ended = delegation.revoked_on or delegation.until
    if ended <= today:
        raise Refused("already-ended", until=ended)
    before = fingerprint(delegation)
    delegation.revoked_on = today
    delegation.save(update_fields=["revoked_on"])
    write("revoke-delegation", delegation, actor=actor, before=before)
    return delegation


def _check_days(holding: Holding, loan: Loan, today: date) -> None:
    if loan.since < today:
        raise Refused("begins-in-the-past", today=today)
    if loan.until <= loan.since:
        raise Refused("ends-before-it-begins", since=loan.since)
    if loan.until - loan.since > LONGEST:
        raise Refused("delegated-too-long", days=LONGEST.days)
    if not (holding.is_in_force(loan.since) and holding.post.is_in_force(loan.since)):
        raise Refused("not-in-the-post-then", post=holding.post.title, since=loan.since)
