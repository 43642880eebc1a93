"""The snapshot beside the usual way: model objects and their related sets.

Both peers give the very same county, which is checked before anything is timed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from statistics import median
from typing import Any

from xuequ.directory.engine import types
from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.snapshot import county
from xuequ.methods.distance import from_gcj02

OF_SCHOOLS = ("sections", "standings", "campuses", "teaching_points", "memberships__consortium")
OF_CONSORTIA = ("standings", "memberships__school")


def compare(authority: Authority, on: date, rounds: int) -> dict[str, float]:
    """Median seconds of the product's snapshot ("xuequ") and of each peer.

    Raises:
        ValueError: a peer's county differs from the product's.
    """
    ways: dict[str, Callable[[Authority, date], types.County]] = {
        "xuequ": county,
        "model objects, prefetch_related": prefetched,
        "model objects, queries per school and consortium": one_by_one,
    }
    wanted = county(authority, on)
    for name, way in ways.items():
        if way(authority, on) != wanted:
            raise ValueError(f"{name} finds another county")
    return {name: median(_seconds(way, authority, on, rounds)) for name, way in ways.items()}


def prefetched(authority: Authority, on: date) -> types.County:
    """The county from objects whose related sets were fetched beforehand."""
    return _county(
        authority,
        on,
        list(School.objects.filter(authority=authority).prefetch_related(*OF_SCHOOLS)),
        list(Consortium.objects.filter(authority=authority).prefetch_related(*OF_CONSORTIA)),
    )


def one_by_one(authority: Authority, on: date) -> types.County:
    """The county from objects that are asked for their related sets one by one."""
    return _county(
        authority,
        on,
        list(School.objects.filter(authority=authority)),
        list(Consortium.objects.filter(authority=authority)),
    )


def _seconds(
    way: Callable[[Authority, date], types.County], authority: Authority, on: date, rounds: int
) -> list[float]:
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        way(authority, on)
        found.append(time.perf_counter() - started)
    return found


def _county(
    authority: Authority, on: date, schools: list[School], consortia: list[Consortium]
) -> types.County:
    known = {each.pk: _school(each, on) for each in schools if each.is_in_force(on)}
    roles = {each.pk: _held(each.memberships.all(), on) for each in schools}
    return types.County(
        id=authority.pk,
        name=authority.name,
        on=on,
        schools=tuple(known.values()),
        consortia=tuple(
            _consortium(each, on, known, roles) for each in consortia if each.is_in_force(on)
        ),
        teaching_points=sum(each.teaching_points for each in known.values()),
        covered_a_year_ago=_coverage(schools, on.replace(year=on.year - 1)),
    )


def _school(school: School, on: date) -> types.School:
    stages = {each.stage for each in _held(school.sections.all(), on)}
    standing = next(iter(_held(school.standings.all(), on)), None)
    places = [
        from_gcj02((each.longitude, each.latitude))
        if each.datum == "gcj02"
        else (each.longitude, each.latitude)
        for each in sorted(_held(school.campuses.all(), on), key=lambda campus: campus.pk)
        if each.longitude is not None and each.latitude is not None
    ]
    return types.School(
        id=school.pk,
        name=school.name,
        stages=frozenset(stages) or None,
        ownership=standing.ownership if standing else None,
        strength=standing.strength if standing else None,
        locality=standing.locality if standing else None,
        township=standing.township if standing else None,
        newly_built=standing.newly_built if standing else None,
        point=places[0] if places else None,
        teaching_points=len(_held(school.teaching_points.all(), on)),
    )


def _consortium(
    one: Consortium, on: date, known: dict[int, types.School], roles: dict[int, list[Any]]
) -> types.Consortium:
    standing = next(iter(_held(one.standings.all(), on)), None)
    members = [
        types.Member(
            known[each.school.pk],
            each.role,
            each.is_primary,
            frozenset(o.role for o in roles[each.school.pk] if o.consortium_id != one.pk),
        )
        for each in _held(one.memberships.all(), on)
        if each.school.pk in known
    ]
    return types.Consortium(
        id=one.pk,
        name=one.label,
        kind=one.kind,
        form=standing.form if standing else None,
        mode=standing.mode if standing else None,
        recognition=standing.recognition if standing else None,
        goal=standing.goal if standing else None,
        members=tuple(members),
    )


def _coverage(schools: list[School], on: date) -> tuple[int, int] | None:
    there = [each for each in schools if each.is_in_force(on)]
    covered = sum(
        any(
            each.role != "guest" and each.consortium.is_in_force(on)
            for each in _held(school.memberships.all(), on)
        )
        for school in there
    )
    return (covered, len(there)) if there else None


def _held(rows: Iterable[Any], on: date) -> list[Any]:
    return [each for each in rows if each.is_in_force(on)]
