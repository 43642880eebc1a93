"""Who has which seat now: the sealed place, or where a child came to since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xuequ.directory.models import School

from ...engine.places.rules import Rules
from ...engine.places.rules_file import rules_of
from ...engine.places.schools import schools_of
from ...models import Application, Move, Offer, Outcome
from ..called import planned
from ..placing import Told, told

NOWHERE = 0
ENTERED = Q(
    application__child__pupil__school_class__year=F("application__year"),
    application__child__pupil__school_class__stage=F("application__stage"),
)


def is_entered(application: Application) -> bool:
    """Is the child a pupil of the stage and year it applied for?  Until then it may be of another.

    A child whom its parent registered as the pupil of a primary is known as such from the first.
    """
    pupil = application.child.pupil
    if pupil is None:
        return False
    room = pupil.school_class
    return (room.year, room.stage) == (application.year, application.stage)


def seated(now: datetime) -> Any:
    """Released placements with `seat`, the primary key of the school a child is at now, or none."""
    last = Move.objects.filter(application=OuterRef("application"), is_current=True)
    moved = Subquery(last.values(to=Coalesce(F("after"), NOWHERE))[:1])
    found = told(now).annotate(moved=moved)
    return found.annotate(seat=Coalesce(F("moved"), F("school"), NOWHERE))


def seat_of(placement: Told) -> School | None:
    """The school a child is at now."""
    last = Move.objects.filter(application=placement.application_id, is_current=True)
    move = last.select_related("after").first()
    return move.after if move else placement.school


def seat_now(application: Application, now: datetime) -> int:
    """The primary key of the school a child is at now, with or without a place of the result."""
    move = Move.objects.filter(application=application, is_current=True).first()
    if move is not None:
        return move.after_id or NOWHERE
    placement = told(now).filter(application=application).first()
    return (placement.school_id if placement else None) or NOWHERE


def with_seat(now: datetime) -> Q:
    """The applications whose child has a seat now, by a result or beside it, by exception."""
    moved = Move.objects.filter(is_current=True, after__isnull=False)
    placed = seated(now).exclude(seat=NOWHERE)
    return Q(pk__in=placed.values("application")) | Q(pk__in=moved.values("application"))


def beside(outcome: Outcome, now: datetime) -> QuerySet[Move]:
    """Children who came to a seat by exception and have no place of the result."""
    with_place = told(now).filter(outcome=outcome).values("application")
    rows = Move.objects.filter(outcome=outcome, is_current=True, after__isnull=False)
    rows = rows.exclude(application__in=with_place)
    return rows.select_related("application__child", "after")


def seats_of(outcome: Outcome) -> dict[int, int]:
    """By school, the seats of the frozen plan: no more than classes may hold."""
    rule_set = outcome.roster.rule_set
    schools = schools_of(bytes(rule_set.seats), rules_for(outcome))
    known = planned(rule_set)
    return {known[each.name]: each.seats for each in schools.all if each.name in known}


def rules_for(outcome: Outcome) -> Rules:
    """The rules a result was made by."""
    return rules_of(bytes(outcome.roster.rule_set.rules))


def held_at(outcome: Outcome, schools: Collection[int], now: datetime) -> dict[int, int]:
    """By school, seats of a result that are taken now, or offered to somebody."""
    taken = dict.fromkeys(schools, 0)
    rows = seated(now).filter(outcome=outcome, seat__in=schools).values_list("seat", flat=True)
    offers = Offer.objects.filter(
        Q(state=Offer.State.OPEN), waiting__outcome=outcome, waiting__school__in=schools
    )
    came = beside(outcome, now).filter(after__in=schools).values_list("after", flat=True)
    for school in [*rows, *came, *offers.values_list("waiting__school", flat=True)]:
        taken[school] += 1
    return taken


def freed_at(outcome: Outcome, school: School, now: datetime) -> int:
    """Seats of a school that became free after the release and are neither taken nor offered.

    Never more than the plan still has; what was left free by the sealed result stays so.
    """
    moves = Move.objects.filter(outcome=outcome)
    left, came = moves.filter(before=school).count(), moves.filter(after=school).count()
    open_ones = Offer.objects.filter(
        state=Offer.State.OPEN, waiting__outcome=outcome, waiting__school=school
    ).count()
    spare = seats_of(outcome).get(school.pk, 0) - held_at(outcome, [school.pk], now)[school.pk]
    return max(0, min(left - came - open_ones, spare))
