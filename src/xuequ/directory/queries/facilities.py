"""Facilities in scope, with what is known of them on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..engine.daily.clock import said, windows_of
from ..models import Facility, FacilityStanding, Membership
from ..models.dated import in_force
from .scope import schools


@dataclass(frozen=True, slots=True)
class FacilityFilter:
    """What the reader of the list asks for."""

    words: str = ""  # of the school or the facility
    kind: str = ""
    shared: bool = False
    school: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility with its facts of the day."""

    facility: Facility
    standing: FacilityStanding | None
    hours: Text | None


def facilities(*, seen_by: Actor, on: date) -> QuerySet[Facility]:
    """The facilities there that day of the schools whose entry the actor may read."""
    shown = schools(seen_by=seen_by, on=on).values("pk")
    return (
        Facility.objects.filter(in_force(on), school__in=shown)
        .select_related("school")
        .order_by("school__sort_key", "school", "kind", "name", "pk")
    )


def filtered(shown: QuerySet[Facility], wanted: FacilityFilter, on: date) -> QuerySet[Facility]:
    """Only the facilities the filter asks for."""
    if wanted.words:
        by_name = shown.filter(name__icontains=wanted.words)
        shown = by_name | shown.filter(school__name__icontains=wanted.words)
    if wanted.kind:
        shown = shown.filter(kind=wanted.kind)
    if wanted.school:
        shown = shown.filter(school=wanted.school)
    if wanted.unit:
        members = Membership.objects.on(on).filter(consortium=wanted.unit)
        shown = shown.filter(school__in=members.values("school"))
    if wanted.shared:
        open_to_others = FacilityStanding.objects.on(on).filter(is_shared=True)
        shown = shown.filter(pk__in=open_to_others.values("facility"))
    return shown


def facility_rows(rows: Sequence[Facility], on: date) -> list[FacilityRow]:
    """The facilities with their facts; one query."""
    found = FacilityStanding.objects.on(on).filter(facility__in=rows).select_related("contact")
    facts = {each.facility_id: each for each in found}
    return [FacilityRow(each, facts.get(each.pk), _hours(facts.get(each.pk))) for each in rows]


def _hours(standing: FacilityStanding | None) -> Text | None:
    return said(windows_of(standing.hours)) if standing and standing.hours else None
