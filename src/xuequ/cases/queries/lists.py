"""The lists beside the inbox: what the actor started, said something in, was copied to."""

from __future__ import annotations

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor

from ..models import Case, Seat
from ..models.cases import CaseState
from .starting import owned


def mine(actor: Actor) -> QuerySet[Case]:
    """The cases the actor started, in person or from a post like this one (我发起)."""
    return Case.objects.filter(owned(actor))


def returned(actor: Actor) -> QuerySet[Case]:
    """Those of them that came back to be changed, the longest waiting first."""
    return mine(actor).filter(state=CaseState.RETURNED).order_by("step_since", "pk")


def dealt_with(actor: Actor) -> QuerySet[Case]:
    """The cases the actor has said something in (已办)."""
    taken = Seat.objects.filter(acted_by=actor.person or 0).exclude(kind=Seat.Kind.COPY)
    return Case.objects.filter(pk__in=taken.values("case"))


def copies(actor: Actor) -> QuerySet[Seat]:
    """The copies sent to the actor, unread ones first (抄送我)."""
    found = Seat.objects.filter(kind=Seat.Kind.COPY, person=actor.person or 0)
    return found.select_related("case").order_by("-state", "-pk")


def unread(actor: Actor) -> QuerySet[Seat]:
    """The copies that the actor has not read (待阅)."""
    return copies(actor).filter(state=Seat.State.WAITING).order_by()
