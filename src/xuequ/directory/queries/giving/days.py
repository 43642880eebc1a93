"""Days of the school calendar in the form of their sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from xuequ.kernel.actors import Actor

from ...models import Authority, SchoolDay
from ..calendar import calendars, every_term
from .staff import Values


def give_days(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The days of the terms that go on or are to come whose weekday does not tell everything."""
    terms = [each for each in every_term(authority) if each.until > on]
    told = Q(by_hand=True) | ~Q(reason="")
    rows = SchoolDay.objects.filter(
        told, authority=authority, authority__in=calendars(seen_by=actor)
    ).order_by("day")
    for each in rows:
        if any(term.since <= each.day < term.until for term in terms):
            yield {"day": each.day, "teaching": each.teaching, "reason": each.reason}
