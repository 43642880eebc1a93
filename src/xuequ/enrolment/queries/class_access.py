"""Who sees which makings of classes, and who may act on them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xuequ.directory.models import School
from xuequ.directory.queries.scope import AUTHORITY, SCHOOL, own_schools, standing
from xuequ.kernel.actors import Actor

from ..models import ClassMaking, ClassSwap

CHANGE, CONFIRM = "class.change", "class.confirm"


def makings(*, seen_by: Actor, on: date) -> QuerySet[ClassMaking]:
    """The makings of the actor's own schools."""
    mine = own_schools(seen_by=seen_by, on=on).values("pk")
    found = ClassMaking.objects.filter(school__in=mine)
    return found.select_related("school__authority", "first")


def swaps(*, seen_by: Actor, on: date) -> QuerySet[ClassSwap]:
    """Changes of class of the actor's own schools."""
    mine = makings(seen_by=seen_by, on=on).values("pk")
    return ClassSwap.objects.filter(making__in=mine).select_related("making__school")


def may_change(actor: Actor, school: School) -> bool:
    """Classes are made by the school itself."""
    if actor.everywhere:
        return True
    return actor.may(CHANGE) and standing(actor) == SCHOOL and actor.school == school.pk


def may_confirm(actor: Actor, school: School) -> bool:
    """Classes are approved in the school or in its authority."""
    if actor.everywhere or (actor.may(CONFIRM) and actor.school == school.pk):
        return True
    return may_decide(actor, school)


def may_decide(actor: Actor, school: School) -> bool:
    """Changes of class are approved by the authority alone."""
    if actor.everywhere:
        return True
    is_there = standing(actor) == AUTHORITY and actor.is_at_home(school.authority_id)
    return is_there and actor.may(CONFIRM)


def reads_names(actor: Actor, school: School) -> bool:
    """Names stand in full only for whoever keeps the lists in the school itself."""
    return actor.may("pupil.change") and actor.school == school.pk
