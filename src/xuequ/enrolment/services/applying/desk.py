"""Enter a parent at the desk, who has no telephone or cannot register alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuequ.directory.models import Account, Authority
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.people.accounts import open_with_password
from xuequ.directory.services.registrants import enter_parent, free_name
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import DeskEntry
from ..guards import SHORTEST, in_person


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Who stands at the desk, whose paper was seen there, and why they do not register alone."""

    name: str
    identity: Identity
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The entry with the account; `password` can be read this once and changed at first use."""

    entry: DeskEntry
    account: Account
    password: str


@transaction.atomic
def enter_at_desk(authority: Authority, said: AtDesk, *, actor: Actor, now: datetime) -> Entered:
    """Enter a parent and open an account; whoever does so keeps out of checking their children.

    Raises:
        Refused("done-in-person"): a program, or an account of nobody.
        Refused("not-your-place"), Refused("identity-number"), Refused("identity-is-taken"): as
            `registrants.enter_parent`.
        Refused("desk-needs-number"): no number of a paper that was seen.
        Refused("desk-needs-reason"): fewer than ten characters say why.
    """
    person = in_person(actor)
    if not said.identity.id_number.strip():
        raise Refused("desk-needs-number")
    if len(said.reason.strip()) < SHORTEST:
        raise Refused("desk-needs-reason", count=SHORTEST)
    name = said.name.strip()
    registrant = enter_parent(authority, name, said.identity, actor=actor, now=now)
    account, password = open_with_password(free_name(name), person=registrant.person, actor=actor)
    entry = DeskEntry.objects.create(
        parent=registrant.person, by_id=person, reason=said.reason.strip(), entered_at=now
    )
    write("enter-at-desk", authority, actor=actor, note={"person": registrant.person_id})
    return Entered(entry, account, password)
