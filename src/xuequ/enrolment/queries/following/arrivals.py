"""Which children with a place came to school, and since when the others are awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from xuequ.directory.engine.masks import mask_name
from xuequ.kernel.actors import Actor

from ...models import Application, Arrival, ArrivalTerms, Move, Outcome, Round, Watch
from ..placing import released
from ..telling.admitted import schools_in
from ..telling.seats import NOWHERE, beside, seated
from ..telling.terms import terms_of

USUAL_DAYS = 7
SPAN = timedelta(days=USUAL_DAYS - 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Children come from `day` on; after `until` the authority looks for those who did not."""

    day: date
    until: date


@dataclass(frozen=True, slots=True)
class Coming:
    """A child with a place, by primary keys: it is awaited from `since` on, `until` at the latest.

    A child that was told of its place late is awaited from then on.
    """

    seat: int
    number: str
    application: int
    child: int
    since: date
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
    return Terms(day, day + SPAN)


def awaited(found: Round, *, seen_by: Actor, now: datetime) -> list[Coming]:
    """Who has a place, by the result or beside it, at the actor's own schools, once released."""
    return _coming(found, schools_in(found, seen_by=seen_by, now=now).values("pk"), now)


def lines(found: Round, rows: list[Coming], now: datetime) -> list[Awaited]:
    """Lines of a page of children with a place."""
    keys = [each.application for each in rows]
    said = Application.objects.select_related("child").in_bulk(keys)
    came = dict(Arrival.objects.filter(application__in=keys).values_list("application", "on"))
    kind = Watch.Kind.NOT_COME
    children = [each.child for each in rows]
    watched = {
        each.child_id: each
        for each in Watch.objects.filter(kind=kind, child__in=children, year=found.year)
    }
    names = dict(found.plans.values_list("school", "school__name"))
    today = timezone.localdate(now)
    return [
        Awaited(
            said[each.application],
            each.number,
            mask_name(said[each.application].child.name.open()),
            names.get(each.seat, ""),
            came.get(each.application),
            0 if each.application in came else max(0, (today - each.since).days),
            watched.get(each.child),
        )
        for each in rows
    ]


def not_come(found: Round, now: datetime) -> list[Coming]:
    """All children with a place who should have come by now, for what runs by the clock."""
    came, today = _came(found), timezone.localdate(now)
    rows = _coming(found, None, now)
    return [each for each in rows if each.application not in came and today > each.until]


def figures(found: Round, *, seen_by: Actor, now: datetime) -> list[tuple[str, int, int]]:
    """By school of the actor's own: with a place, and come."""
    rows, came = awaited(found, seen_by=seen_by, now=now), _came(found)
    told = []
    for school in schools_in(found, seen_by=seen_by, now=now).order_by("sort_key", "pk"):
        mine = [each.application for each in rows if each.seat == school.pk]
        told.append((school.name, len(mine), sum(each in came for each in mine)))
    return told


def _came(found: Round) -> set[int]:
    rows = Arrival.objects.filter(application__round=found)
    return set(rows.values_list("application", flat=True))


def _coming(found: Round, schools: Any, now: datetime) -> list[Coming]:
    """Everybody with a place at some schools, or at all of them; by school and number."""
    outcome = released(now).filter(round=found).first()
    if outcome is None:
        return []
    rows, came = seated(now).filter(outcome=outcome).exclude(seat=NOWHERE), beside(outcome, now)
    if schools is not None:
        rows, came = rows.filter(seat__in=schools), came.filter(after__in=schools)
    columns = ("application__child__number", "application", "application__child")
    found_all = [*rows.values_list("seat", *columns), *came.values_list("after", *columns)]
    first, terms = first_day(outcome), arrival_terms(found)
    moves = Move.objects.filter(outcome=outcome, is_current=True)
    moved = {pk: timezone.localdate(at) for pk, at in moves.values_list("application", "at")}
    told = []
    for seat, number, application, child in sorted(found_all):
        since = max(terms.day, first, moved.get(application, first))
        until = terms.until if since == terms.day else max(terms.until, since + SPAN)
        told.append(Coming(seat, number, application, child, since, until))
    return told


def first_day(outcome: Outcome) -> date:
    """The day from which families know of their places, and have said whether they take them."""
    moments = (outcome.releases_at, outcome.published_at, terms_of(outcome).reply_until)
    return max(timezone.localdate(each) for each in moments if each is not None)
