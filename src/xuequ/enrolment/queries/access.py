"""Who sees which rounds and lines of the plan, and who prepares them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from xuequ.directory.queries.scope import AUTHORITY, authorities, own_schools, standing
from xuequ.kernel.actors import Actor

from ..models import Plan, Round

CHANGE, CONFIRM = "enrolment.change", "enrolment.confirm"
PLACE, DECIDE, DRAW = "placement.change", "placement.confirm", "draw.report"


def rounds(*, seen_by: Actor, on: date) -> QuerySet[Round]:
    """An authority sees its rounds and those below it; others the rounds with their schools."""
    found = Round.objects.filter(authority__in=authorities(seen_by=seen_by))
    found = found.select_related("authority")
    match standing(seen_by):
        case "authority":
            return found
        case "consortium" | "school":
            mine = own_schools(seen_by=seen_by, on=on).values("pk")
            return found.filter(Exists(Plan.objects.filter(round=OuterRef("pk"), school__in=mine)))
    return found.none()


def plans(found: Round, *, seen_by: Actor, on: date) -> QuerySet[Plan]:
    """The lines of a round's plan that the actor may see: of its own schools."""
    rows = Plan.objects.filter(round=found).select_related("school")
    if standing(seen_by) == AUTHORITY or seen_by.everywhere:
        return rows
    return rows.filter(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))


def may(actor: Actor, permission: str, authority: int) -> bool:
    """A round is prepared, signed and published by its own authority."""
    if actor.everywhere:
        return True
    is_there = standing(actor) == AUTHORITY and actor.is_at_home(authority)
    return is_there and actor.may(permission)
