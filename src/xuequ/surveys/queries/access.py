"""Which surveys somebody may run, read, answer."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.scope import (
    AUTHORITY,
    FAMILY,
    SCHOOL,
    authorities,
    consortia,
    own_schools,
    standing,
)
from xuequ.kernel.actors import Actor

from ..models import Invitation, Survey

RUN = "survey.change"


def surveys(*, seen_by: Actor, on: date) -> QuerySet[Survey]:
    """The surveys of the actor's own place and of those below it; not those above."""
    found = Survey.objects.filter(authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "school":
            return found.filter(school=seen_by.school)
        case "consortium":
            mine = own_schools(seen_by=seen_by, on=on).values("pk")
            return found.filter(Q(consortium=seen_by.consortium) | Q(school__in=mine))
        case "family" | "console":
            return found.none()
    return found


def may_run(actor: Actor, survey: Survey) -> bool:
    """A survey is run by those who stand in the very place whose survey it is."""
    if actor.everywhere:
        return True
    if not actor.may(RUN) or not actor.is_at_home(survey.authority_id):
        return False
    if actor.school is not None:
        return survey.school_id == actor.school
    if actor.consortium is not None:
        return survey.consortium_id == actor.consortium
    return standing(actor) == AUTHORITY and survey.school_id is survey.consortium_id is None


def place_of(actor: Actor) -> Authority | Consortium | School:
    """The place whose surveys the actor runs."""
    if actor.school is not None:
        return School.objects.get(pk=actor.school)
    if actor.consortium is not None:
        return Consortium.objects.get(pk=actor.consortium)
    return Authority.objects.get(pk=actor.authority or 0)


def invitations(*, seen_by: Actor) -> QuerySet[Invitation]:
    """What the actor was asked in person, in whichever of their posts; drafts ask nobody."""
    if seen_by.person is None:
        return Invitation.objects.none()
    return Invitation.objects.filter(person=seen_by.person).select_related("survey")


def published(*, seen_by: Actor, on: date) -> QuerySet[Survey]:
    """The surveys whose results are published to the actor: to who was asked, and to its place."""
    found = Survey.objects.filter(published_on__isnull=False)
    asked = Exists(Invitation.objects.filter(survey=OuterRef("pk"), person=seen_by.person or 0))
    if standing(seen_by) == FAMILY:
        return found.filter(asked)
    here = Q(authority__in=authorities(seen_by=seen_by))
    whole = Q(consortium=None, school=None)
    unions = Q(consortium__in=consortia(seen_by=seen_by, on=on).values("pk"))
    schools = Q(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))
    return found.filter(asked | here & (whole | unions | schools))


def reads_own_school(actor: Actor) -> bool:
    """Does the actor stand for a school, and read what its people said?"""
    return standing(actor) == SCHOOL and actor.may("survey.view")
