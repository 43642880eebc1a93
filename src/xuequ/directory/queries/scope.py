"""Which rows an actor may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xuequ.kernel.actors import Actor

from ..models import Authority, Consortium, Holding, School
from ..models.dated import in_force


def authorities(*, seen_by: Actor) -> QuerySet[Authority]:
    """The actor's own authority and those directly below it."""
    if seen_by.everywhere:
        return Authority.objects.all()
    own = seen_by.authority
    return Authority.objects.filter(Q(pk=own) | Q(parent=own))


def consortia(*, seen_by: Actor, on: date) -> QuerySet[Consortium]:
    """The consortia in force that day in the actor's scope."""
    found = Consortium.objects.filter(in_force(on), authority__in=authorities(seen_by=seen_by))
    if seen_by.school is None:
        return found
    mine = in_force(on, "memberships__") & Q(memberships__school=seen_by.school)
    return found.filter(mine).distinct()


def schools(*, seen_by: Actor, on: date) -> QuerySet[School]:
    """The schools open that day in the actor's scope."""
    found = School.objects.filter(in_force(on), authority__in=authorities(seen_by=seen_by))
    if seen_by.school is None:
        return found
    together = in_force(on, "memberships__") & Q(
        memberships__consortium__in=consortia(seen_by=seen_by, on=on)
    )
    return found.filter(Q(pk=seen_by.school) | together).distinct()


def holdings(person: int, on: date) -> QuerySet[Holding]:
    """The posts a person holds that day, oldest first."""
    return Holding.objects.filter(
        in_force(on), in_force(on, "post__"), person=person
    ).select_related("post")
