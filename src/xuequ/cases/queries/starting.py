"""Who may start which kinds of cases, and for which place."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from xuequ.directory.models import Authority, Consortium, Membership, School
from xuequ.directory.queries.scope import standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType

from ..engine.bands import bands_of
from ..models import Case
from .access import ACT
from .types import case_types


def startable(actor: Actor) -> list[CaseType]:
    """The kinds of cases an identity may start, in the order of their declaration."""
    return [each for each in case_types().values() if may_start_some(each, actor)]


def may_start_some(kind: CaseType, actor: Actor) -> bool:
    """May the actor start such a case for its own place?"""
    if actor.everywhere:
        return True
    return (
        actor.may(ACT)
        and standing(actor) in kind.of
        and bool(set(bands_of(actor.role)) & set(kind.starters))
    )


def fits(kind: CaseType, place: str, actor: Actor) -> bool:
    """Is such a case about a "consortium", or about a "school", when this actor starts it?"""
    return place in kind.asks or (not actor.everywhere and standing(actor) == place)


def may_start(
    kind: CaseType,
    consortium: Consortium | None,
    school: School | None,
    *,
    actor: Actor,
    authority: Authority,
) -> bool:
    """May the actor start such a case about these places?

    A school starts for itself, a consortium about itself and its members, an authority about
    everything of its own.
    """
    if actor.everywhere:
        return True
    if not may_start_some(kind, actor) or actor.authority != authority.pk:
        return False
    for each in (consortium, school):
        if each is not None and each.authority_id != authority.pk:
            return False
    match standing(actor):
        case "school":
            return school is not None and school.pk == actor.school
        case "consortium":
            return consortium is not None and consortium.pk == actor.consortium
    return True


def may_stop(case: Case, actor: Actor) -> bool:
    """May the actor end a case: an office or a leader of the authority it belongs to?"""
    if actor.everywhere:
        return True
    offices = {"bureau", "leader"}
    return (
        actor.may(ACT)
        and actor.is_at_home(case.authority_id)
        and standing(actor) == "authority"
        and bool(offices & set(bands_of(actor.role)))
    )


def band_of(actor: Actor) -> tuple[str, str]:
    """The band an actor starts in, and the sort of place."""
    bands = bands_of(actor.role)
    place = "authority" if actor.everywhere else standing(actor)
    return (bands[0] if bands else "", place)


def is_own(case: Case, actor: Actor) -> bool:
    """Is it the actor's own case: started in person, or by a post of the same place and band?

    So a case is not orphaned when its starter leaves the post.
    """
    if actor.everywhere:
        return True
    if actor.person is not None and case.started_by_id == actor.person:
        return True
    if case.started_band not in bands_of(actor.role) or standing(actor) != case.started_place:
        return False
    match case.started_place:
        case "school":
            return case.school_id is not None and case.school_id == actor.school
        case "consortium":
            return case.consortium_id is not None and case.consortium_id == actor.consortium
    return case.authority_id == actor.authority


def owned(actor: Actor) -> Q:
    """The condition that a case is the actor's own, as `is_own` says of one."""
    if actor.everywhere:
        return Q()
    person = Q(started_by=actor.person) if actor.person is not None else Q(pk__in=[])
    place = standing(actor)
    at = {
        "school": Q(school=actor.school),
        "consortium": Q(consortium=actor.consortium),
        "authority": Q(authority=actor.authority),
    }
    if place not in at:
        return person
    bands = bands_of(actor.role)
    return person | (Q(started_place=place, started_band__in=bands) & at[place])


def consortia_for(actor: Actor, authority: Authority, on: date) -> list[Consortium]:
    """The consortia a case of the actor may be about."""
    found = Consortium.objects.on(on).filter(authority=authority)
    if actor.consortium is not None and actor.school is None:
        found = found.filter(pk=actor.consortium)
    return list(found)


def schools_for(actor: Actor, authority: Authority, on: date) -> list[School]:
    """The schools a case of the actor may be about."""
    found = School.objects.on(on).filter(authority=authority)
    if actor.school is not None:
        return list(found.filter(pk=actor.school))
    return list(found.order_by("name"))


def member_schools(consortium: Consortium, on: date) -> list[School]:
    """The schools of a consortium, without guests."""
    rows = Membership.objects.on(on).filter(consortium=consortium)
    rows = rows.exclude(role=Membership.Role.GUEST).select_related("school")
    return [each.school for each in rows]
