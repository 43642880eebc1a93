"""To whom a seat may be handed on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import Holding, Person
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import standing
from xuequ.kernel.actors import Actor

from ..models import Seat

NO_OFFICE = ("guardian", "system_admin", "security_admin", "audit_admin")


def colleagues(seat: Seat, *, seen_by: Actor, on: date) -> QuerySet[Person]:
    """Who holds a post in the actor's own place on a day, without the actor.

    A seat stays in the house it came to: a school's among the school's posts, a consortium's
    among those of the consortium and its bodies, an authority's among the authority's own.
    """
    posts = Holding.objects.filter(in_force(on), in_force(on, "post__"))
    posts = posts.exclude(post__role__in=NO_OFFICE).filter(_house(seen_by))
    found = Person.objects.filter(pk__in=posts.values("person"))
    return found.exclude(pk=seen_by.person or 0).order_by("sort_key", "pk")


def _house(actor: Actor) -> Q:
    match standing(actor):
        case "school":
            return Q(post__school=actor.school)
        case "consortium":
            inside = Q(post__consortium=actor.consortium)
            return inside | Q(post__body__consortium=actor.consortium)
    return Q(
        post__authority=actor.authority,
        post__school=None,
        post__consortium=None,
        post__body=None,
    )
