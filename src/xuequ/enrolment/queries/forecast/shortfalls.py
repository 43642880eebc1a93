"""Shortfalls of seats that were recorded, and who records them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xuequ.directory.models import Authority, School
from xuequ.directory.queries.scope import AUTHORITY, SCHOOL, own_schools, standing
from xuequ.kernel.actors import Actor

from ...models import Shortfall

RECORD = "seats.report"


def shortfalls(authority: Authority, *, seen_by: Actor, on: date) -> QuerySet[Shortfall]:
    """Those of the actor's own schools."""
    mine = own_schools(seen_by=seen_by, on=on).filter(authority=authority)
    found = Shortfall.objects.filter(school__in=mine.values("pk"))
    return found.select_related("school", "person")


def may_record(school: School, *, actor: Actor, on: date) -> bool:
    """A shortfall is recorded by the school itself, or by its authority."""
    if actor.everywhere:
        return True
    if not actor.may(RECORD) or standing(actor) not in {AUTHORITY, SCHOOL}:
        return False
    if not actor.is_at_home(school.authority_id):
        return False
    return own_schools(seen_by=actor, on=on).filter(pk=school.pk).exists()
