"""Which imports somebody sees, and which wait for them as the second person."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xuequ.directory.queries.scope import AUTHORITY, authorities, standing
from xuequ.kernel.actors import Actor

from ..models import Import
from .sheets import takeable

NEEDS = "intake.import"


def imports(*, seen_by: Actor) -> QuerySet[Import]:
    """The imports of the actor's authority, of sheets it may bring in; a school's post: its own."""
    home = seen_by.using(NEEDS)
    found = Import.objects.filter(
        authority__in=authorities(seen_by=home), sheet__in=list(takeable(seen_by=home))
    )
    if not seen_by.everywhere and standing(seen_by) != AUTHORITY:
        found = found.filter(by=seen_by.account)
    return found.select_related("authority", "account__person", "second__person", "run")


def asked_of(actor: Actor) -> QuerySet[Import]:
    """The imports that wait for this actor as the second person, the longest waiting first."""
    if not actor.may(NEEDS):
        return Import.objects.none()
    own = Q(by=actor.account)
    if actor.person is not None:
        own |= Q(account__person=actor.person)
    waiting = imports(seen_by=actor).filter(state=Import.State.WAITING)
    return waiting.exclude(own).order_by("asked_at", "pk")
