"""What the pages of consortia and schools show: few queries, however long the list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of
from xuequ.kernel.text import Text
from xuequ.methods.distance import from_gcj02

from ..models import (
    Campus,
    Consortium,
    ConsortiumStanding,
    Holding,
    Membership,
    School,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..models.dated import in_force
from .scope import consortia, own_schools
from .settings import policy_of

FIELDS: dict[str, str | Promise] = {
    "stages": _("stage"),
    "ownership": _("ownership"),
    "strength": _("strength"),
    "locality": _("locality"),
}


@dataclass(frozen=True, slots=True)
class ConsortiumRow:
    """One line of the list of consortia."""

    consortium: Consortium
    form: Text | None
    lead: str
    schools: int  # guests not counted
    points: int


def consortium_rows(*, seen_by: Actor, on: date, unit: int | None) -> list[ConsortiumRow]:
    """The consortia in scope with lead and size."""
    shown = consortia(seen_by=seen_by, on=on).select_related("authority")
    rows = list(shown.filter(pk=unit) if unit else shown)
    forms = _forms(rows, on)
    standing = dict(
        ConsortiumStanding.objects.on(on)
        .filter(consortium__in=rows)
        .values_list("consortium_id", "form")
    )
    members: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for consortium, school, role, name in (
        Membership.objects.on(on)
        .filter(consortium__in=rows)
        .exclude(role="guest")
        .values_list("consortium_id", "school_id", "role", "school__name")
    ):
        members[consortium].append((school, role, name))
    points: dict[int, int] = defaultdict(int)
    for parent in TeachingPoint.objects.on(on).values_list("parent_id", flat=True):
        points[parent] += 1
    return [
        ConsortiumRow(
            consortium=row,
            form=forms.get(standing.get(row.pk) or ""),
            lead=next((name for _, role, name in members[row.pk] if role == "lead"), ""),
            schools=len(members[row.pk]),
            points=sum(points[school] for school, _, _ in members[row.pk]),
        )
        for row in rows
    ]


def _forms(rows: list[Consortium], on: date) -> dict[str, Text]:
    found = {}
    for authority in {row.authority for row in rows}:
        for form in policy_of(authority, on).formation.forms:
            found[form.code] = Text(form.name.zh, form.name.en)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A school on the map."""

    school: int
    name: str
    role: str | Promise
    is_lead: bool
    point: tuple[float, float]  # longitude, latitude, WGS-84


@dataclass(frozen=True, slots=True)
class PlacesOfUnit:
    name: str
    places: list[Place]


def places(*, seen_by: Actor, on: date, unit: int | None) -> list[PlacesOfUnit]:
    """Where the members of each consortium lie; schools without coordinates are left out."""
    shown = consortia(seen_by=seen_by, on=on)
    shown = shown.filter(pk=unit) if unit else shown
    members = (
        Membership.objects.on(on)
        .filter(consortium__in=shown)
        .order_by("consortium__order", "order")
        .values_list("consortium__label", "school_id", "school__name", "role")
    )
    where = {
        school: from_gcj02((east, north)) if datum == "gcj02" else (east, north)
        for school, east, north, datum in Campus.objects.on(on)
        .filter(school__memberships__consortium__in=shown)
        .exclude(longitude=None)
        .exclude(latitude=None)
        .order_by("-id")
        .values_list("school_id", "longitude", "latitude", "datum")
    }
    roles = dict(Membership.Role.choices)
    found: dict[str, list[Place]] = {}
    for label, school, name, role in members:
        if school in where:
            place = Place(school, name, roles[role], role == "lead", where[school])
            found.setdefault(label, []).append(place)
    return [PlacesOfUnit(name, rows) for name, rows in found.items()]


def consortium_detail(consortium: Consortium, on: date) -> dict[str, Any]:
    """Everything the page of one consortium shows."""
    standing = consortium.standings.on(on).first()
    formation = policy_of(consortium.authority, on).formation
    members = list(
        consortium.memberships.on(on)
        .select_related("school", "section__school")
        .order_by("order", "id")
    )
    points: dict[int, list[str]] = defaultdict(list)
    for parent, name in (
        TeachingPoint.objects.on(on)
        .filter(parent__in=[each.school_id for each in members])
        .values_list("parent_id", "name")
    ):
        points[parent].append(name)
    facts = school_rows([each.school for each in members], on)
    return {
        "consortium": consortium,
        "standing": standing,
        "form": formation.form(standing.form) if standing and standing.form else None,
        "members": [(each, facts[each.school_id], points[each.school_id]) for each in members],
        "schools": sum(each.role != "guest" for each in members),
        "past": consortium.memberships.exclude(in_force(on)).select_related("school"),
        "holdings": Holding.objects.on(on)
        .filter(post__consortium=consortium)
        .select_related("post", "person"),
        "history": consortium.standings.order_by("since"),
    }


@dataclass(frozen=True, slots=True)
class SchoolFilter:
    """What the reader of the list asks for."""

    words: str = ""
    lacking: str = ""  # a key of FIELDS: only schools of which that is not known
    unit: int | None = None


def filtered(shown: QuerySet[School], wanted: SchoolFilter, on: date) -> QuerySet[School]:
    """Only the schools the filter asks for."""
    if wanted.words:
        shown = shown.filter(names__name__icontains=wanted.words).distinct()
    if wanted.unit:
        together = Membership.objects.on(on).filter(consortium=wanted.unit)
        shown = shown.filter(pk__in=together.values("school"))
    if wanted.lacking == "stages":
        shown = shown.exclude(pk__in=Section.objects.on(on).values("school"))
    elif wanted.lacking in FIELDS:
        known = SchoolStanding.objects.on(on).exclude(**{wanted.lacking: None})
        shown = shown.exclude(pk__in=known.values("school"))
    return shown


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """What is known of a school on a day."""

    school: School
    standing: SchoolStanding | None
    stages: list[Section]
    memberships: list[Membership]


def school_rows(rows: list[School], on: date) -> dict[int, SchoolRow]:
    """Facts of the given schools by id, in three queries."""
    standings = {
        each.school_id: each for each in SchoolStanding.objects.on(on).filter(school__in=rows)
    }
    stages: dict[int, list[Section]] = defaultdict(list)
    for section in Section.objects.on(on).filter(school__in=rows).order_by("id"):
        stages[section.school_id].append(section)
    places: dict[int, list[Membership]] = defaultdict(list)
    held = Membership.objects.on(on).filter(school__in=rows)
    for member in held.select_related("consortium"):
        places[member.school_id].append(member)
    return {
        row.pk: SchoolRow(row, standings.get(row.pk), stages[row.pk], places[row.pk])
        for row in rows
    }


def school_detail(school: School, on: date, *, seen_by: Actor) -> dict[str, Any]:
    """Everything the page of one school shows; people and classes only to who may see inside."""
    inside = own_schools(seen_by=seen_by, on=on).filter(pk=school.pk).exists()
    classes = list(school.classes.filter(year=year_of(on))) if inside else []
    return {
        "school": school,
        "facts": school_rows([school], on)[school.pk],
        "names": school.names.order_by("since", "id"),
        "memberships": school.memberships.select_related("consortium", "section__school").order_by(
            "-since", "id"
        ),
        "standings": school.standings.order_by("-since"),
        "points": school.teaching_points.on(on),
        "campuses": school.campuses.on(on),
        "inside": inside,
        "holdings": Holding.objects.on(on)
        .filter(post__school__in=[school] if inside else [])
        .select_related("post", "person"),
        "classes": classes,
        "pupils": sum(each.pupil_count or 0 for each in classes),
    }
