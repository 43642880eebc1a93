"""Who may hand in for whom, and who may confirm it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from xuequ.directory.models import Membership, Pairing, Posting
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.settings import Party

from ..engine.duties import Owed
from ..engine.owners import Owner, confirmers

OWN, PLACE, CONFIRM = "work.report", "duty.report", "duty.confirm"


def may_hand_in(actor: Actor, authority: int, owed: Owed, owner: Owner) -> bool:
    """May the actor hand in what this owner owes?

    People hand in their own; a place's own work is handed in by those who act for it, and for
    it alone.
    """
    if actor.everywhere:
        return True
    if owner.person is not None:
        return actor.person in (owner.person, owner.other) and actor.may(OWN)
    if not actor.may(PLACE):
        return False
    party: Party = owed.duty.owed_by
    if party == "host_school":
        party = "school"
    return _acts_for(actor, authority, party, owner)


def _acts_for(actor: Actor, authority: int, party: Party, owner: Owner) -> bool:
    if party == "school":
        return actor.school is not None and actor.school == owner.school
    if party == "consortium":
        return actor.school is None and _is_in(actor, owner, None)
    return bool(standing(actor) == AUTHORITY and actor.is_at_home(authority))


def may_confirm(actor: Actor, authority: int, owed: Owed, owner: Owner, on: date) -> bool:
    """May the actor confirm what this owner handed in for a duty?  Nobody confirms their own."""
    if actor.everywhere:
        return True
    if actor.person is not None and actor.person in (owner.person, owner.other):
        return False
    return any(_confirms(party, actor, authority, owner, on) for party in confirmers(owed))


def _confirms(party: Party, actor: Actor, authority: int, owner: Owner, on: date) -> bool:
    if party in PEOPLE:
        return actor.may(OWN) and actor.person in PEOPLE[party](owner, on)
    if not actor.may(CONFIRM):
        return False
    if party in ("school", "host_school"):
        return actor.school is not None and actor.school == owner.school
    if party == "consortium":
        return actor.school is None and _is_in(actor, owner, on)
    if party == "authority":
        return standing(actor) == AUTHORITY and actor.is_at_home(authority)
    return False


def _is_in(actor: Actor, owner: Owner, on: date | None) -> bool:
    """Does the owner belong to the actor's consortium: itself, or its school on that day?"""
    if actor.consortium is None:
        return False
    if owner.school is None or on is None:
        return actor.consortium == owner.consortium
    counted = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    mine = counted.filter(school=owner.school, consortium=actor.consortium)
    return bool(mine.exists())


def _mentors(tier: int | None) -> Callable[[Owner, date], set[int]]:
    def found(owner: Owner, on: date) -> set[int]:
        if owner.kind == "pairing":
            of = Q(apprentice__in=Pairing.objects.filter(pk=owner.id).values("apprentice"))
        else:
            of = Q(apprentice=owner.person)
        rows = Pairing.objects.filter(of, in_force(on))
        rows = rows.filter(tier=tier) if tier else rows
        return set(rows.values_list("mentor_id", flat=True))

    return found


def _apprentices(owner: Owner, on: date) -> set[int]:
    rows = Pairing.objects.filter(pk=owner.id if owner.kind == "pairing" else 0)
    return set(rows.values_list("apprentice_id", flat=True))


def _movers(owner: Owner, on: date) -> set[int]:
    rows = Posting.objects.filter(pk=owner.id if owner.kind == "posting" else 0)
    return set(rows.values_list("person_id", flat=True))


PEOPLE: dict[Party, Callable[[Owner, date], set[int]]] = {
    "mentor": _mentors(None),
    "mentor_1": _mentors(1),
    "mentor_2": _mentors(2),
    "mentor_3": _mentors(3),
    "apprentice": _apprentices,
    "mover": _movers,
    "leader": _movers,
}
