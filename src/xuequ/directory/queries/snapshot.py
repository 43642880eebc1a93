"""The registry as the engine sees it: a fixed number of queries, however many schools."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from xuequ.methods.distance import from_gcj02

from ..engine import types
from ..models import (
    Authority,
    Campus,
    Consortium,
    ConsortiumStanding,
    Membership,
    School,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..models.dated import in_force

STANDING = ("ownership", "strength", "locality", "township", "newly_built")


def county(authority: Authority, on: date) -> types.County:
    """An authority's schools and consortia on one day."""
    schools = _schools(authority, on)
    consortia = _consortia(authority, on, schools)
    return types.County(
        id=authority.pk,
        name=authority.name,
        on=on,
        schools=tuple(schools.values()),
        consortia=consortia,
        teaching_points=sum(each.teaching_points for each in schools.values()),
        covered_a_year_ago=_coverage(authority, _a_year_before(on)),
    )


def _schools(authority: Authority, on: date) -> dict[int, types.School]:
    stages: dict[int, set[str]] = defaultdict(set)
    for school, stage in Section.objects.filter(
        in_force(on), school__authority=authority
    ).values_list("school_id", "stage"):
        stages[school].add(stage)
    standings: dict[int, dict[str, Any]] = {
        row.pop("school_id"): row
        for row in SchoolStanding.objects.filter(in_force(on), school__authority=authority).values(
            "school_id", *STANDING
        )
    }
    points = _points(authority, on)
    sites = dict(
        TeachingPoint.objects.filter(in_force(on), parent__authority=authority)
        .values_list("parent_id")
        .annotate(Count("id"))
    )
    rows = School.objects.filter(in_force(on), authority=authority).values_list("id", "name")
    return {
        id: types.School(
            id=id,
            name=name,
            stages=frozenset(stages[id]) if id in stages else None,
            point=points.get(id),
            teaching_points=sites.get(id, 0),
            **standings.get(id, {}),
        )
        for id, name in rows
    }


def _points(authority: Authority, on: date) -> dict[int, tuple[float, float]]:
    """One place per school in WGS-84: its campus entered first that has coordinates."""
    found: dict[int, tuple[float, float]] = {}
    rows = Campus.objects.filter(
        in_force(on), school__authority=authority, longitude__isnull=False
    ).exclude(latitude=None)
    for school, east, north, datum in rows.order_by("-id").values_list(
        "school_id", "longitude", "latitude", "datum"
    ):
        if east is not None and north is not None:
            found[school] = from_gcj02((east, north)) if datum == "gcj02" else (east, north)
    return found


def _consortia(
    authority: Authority, on: date, schools: dict[int, types.School]
) -> tuple[types.Consortium, ...]:
    rows = list(
        Membership.objects.filter(in_force(on), consortium__authority=authority)
        .order_by("order", "id")
        .values_list("consortium_id", "school_id", "role", "is_primary", "section__stage")
    )
    roles: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for consortium, school, role, *_ in rows:
        roles[school].append((consortium, role))
    members: dict[int, list[types.Member]] = defaultdict(list)
    for consortium, id, role, is_primary, stage in rows:
        if id in schools:
            party = schools[id]
            if stage is not None:  # only this section of the school belongs
                party = replace(party, stages=frozenset({stage}))
            elsewhere = frozenset(held for other, held in roles[id] if other != consortium)
            members[consortium].append(types.Member(party, role, is_primary, elsewhere))
    facts = ("form", "mode", "recognition", "goal")
    standings: dict[int, dict[str, Any]] = {
        row["consortium_id"]: {fact: row[fact] for fact in facts}
        for row in ConsortiumStanding.objects.filter(
            in_force(on), consortium__authority=authority
        ).values("consortium_id", *facts)
    }
    return tuple(
        types.Consortium(
            id=id, name=label, kind=kind, members=tuple(members[id]), **standings.get(id, {})
        )
        for id, label, kind in Consortium.objects.filter(
            in_force(on), authority=authority
        ).values_list("id", "label", "kind")
    )


def _coverage(authority: Authority, on: date) -> tuple[int, int] | None:
    """Schools in a consortium and schools in all on a day; None if nothing was registered."""
    held = set(
        Membership.objects.filter(
            in_force(on), in_force(on, "consortium__"), consortium__authority=authority
        )
        .exclude(role="guest")
        .values_list("school_id", flat=True)
    )
    every = set(
        School.objects.filter(in_force(on), authority=authority).values_list("id", flat=True)
    )
    counts = Counter(school in held for school in every)
    return (counts[True], len(every)) if every else None


def _a_year_before(on: date) -> date:
    return on.replace(year=max(on.year - 1, 1), day=min(on.day, 28) if on.month == 2 else on.day)
