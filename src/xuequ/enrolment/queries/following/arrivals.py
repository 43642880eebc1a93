"""Which children with a place came to school, and since when the others are awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from xuequ.directory.engine.masks import mask_name
from xuequ.kernel.actors import Actor

from ...models import Application, Arrival, ArrivalTerms, Round, Watch
from ..placing import outcome_of
from ..telling.admitted import admitted, schools_in
from ..telling.seats import NOWHERE, seated

USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class Terms:
    """Children come from `day` on; after `until` the authority looks for those who did not."""

    day: date
    until: date


@dataclass(frozen=True, slots=True)
class Awaited:
    """A child with a place: the day it came, or how many days it has been awaited."""

    application: Application
    number: str
    name: str
    school: str
    came: date | None
    days: int
    watch: Watch | None


def arrival_terms(found: Round) -> Terms:
    """The days of a round; where nobody fixed them, the first week of its school year."""
    row = ArrivalTerms.objects.filter(round=found).first()
    if row is not None:
        return Terms(row.day, row.until)
    day = date(found.year, 9, 1)
    return Terms(day, day + timedelta(days=USUAL_DAYS - 1))


def awaited(found: Round, *, seen_by: Actor, now: datetime) -> Any:
    """Those who have a place at the actor's own schools; none before the release."""
    return admitted(found, seen_by=seen_by, now=now)


def lines(found: Round, rows: list[Any], now: datetime) -> list[Awaited]:
    """Lines of a page of children with a place."""
    keys = [each.application_id for each in rows]
    came = dict(Arrival.objects.filter(application__in=keys).values_list("application", "on"))
    kind = Watch.Kind.NOT_COME
    children = [each.application.child_id for each in rows]
    watched = {
        each.child_id: each
        for each in Watch.objects.filter(kind=kind, child__in=children, year=found.year)
    }
    names = dict(found.plans.values_list("school", "school__name"))
    day, today = arrival_terms(found).day, timezone.localdate(now)
    return [
        Awaited(
            each.application,
            each.application.child.number,
            mask_name(each.application.child.name.open()),
            names.get(each.seat, ""),
            came.get(each.application_id),
            0 if each.application_id in came else max(0, (today - day).days),
            watched.get(each.application.child_id),
        )
        for each in rows
    ]


def not_come(found: Round, now: datetime) -> list[Any]:
    """All children with a place who did not come, whoever looks; for what runs by the clock."""
    outcome = outcome_of(found)
    if outcome is None:
        return []
    rows = seated(now).filter(outcome=outcome).exclude(seat=NOWHERE)
    return list(rows.filter(application__arrival=None))


def figures(found: Round, *, seen_by: Actor, now: datetime) -> list[tuple[str, int, int]]:
    """By school of the actor's own: with a place, and come."""
    rows = awaited(found, seen_by=seen_by, now=now).order_by()
    seats = list(rows.values_list("seat", "application"))
    came = set(
        Arrival.objects.filter(application__round=found).values_list("application", flat=True)
    )
    told = []
    for school in schools_in(found, seen_by=seen_by, now=now).order_by("sort_key", "pk"):
        mine = [application for seat, application in seats if seat == school.pk]
        told.append((school.name, len(mine), sum(each in came for each in mine)))
    return told
