"""Seats against demand, catchment by catchment: what is in force beside what is drafted.

Demand is the number of children of age counted at the places of a list.  Where one place was not
counted there is no sum, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Sum

from xuequ.directory.models import Authority, CatchmentDraft, Feeder, School, SchoolClass
from xuequ.directory.queries.drafts import Held, drafted, in_force_on, teaching
from xuequ.directory.queries.outlines import features
from xuequ.directory.queries.scope import own_schools
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of

from ..engine.forecast.survival import FARTHEST
from ..engine.forecast.warning import Year
from ..engine.loads import Load, total
from ..models import Plan
from .forecast.outlook import forecast_of

FIRST, LAST_OF_PRIMARY = {"primary": 1, "junior": 7}, 6


@dataclass(frozen=True, slots=True)
class Line:
    """A school: its seats, and the children of its catchment as it is and as drafted.

    Args:
        is_shared: other schools of its area serve the same places, so that only the area as a
            whole has seats and demand.
        beginners: pupils of its first grade this year; None: none reported.
        leavers: those of the last grade of its matched primaries; None: none matched or reported.
        expected: those who enter by the forecast in the year of the plan, lowest to highest.
    """

    school: School
    area: str
    is_shared: bool
    now: Load
    then: Load
    beginners: int | None
    leavers: int | None
    expected: Year | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Schools that are served together, as one."""

    area: str
    schools: list[School]
    now: Load
    then: Load


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seats against demand of a stage.

    Args:
        year: whose plan gives the seats; None: there is no plan.
        without: schools that have neither list nor seats.
        missing: of how many of the lines seats or children are not known.
    """

    year: int | None
    lines: list[Line]
    sums: list[Sums]
    without: list[School]
    missing: int


def comparison(
    authority: Authority, stage: str, draft: CatchmentDraft | None, *, seen_by: Actor, on: date
) -> Comparison:
    """The schools of a stage that the actor may see into, with seats and demand.

    Args:
        draft: beside which to put what is in force; None: there is none to see.
    """
    now, then = in_force_on(authority, stage, on), drafted(draft) if draft else {}
    mine = set(own_schools(seen_by=seen_by, on=on).values_list("pk", flat=True))
    day = draft.since if draft else on
    taught = [each for each in teaching(authority, stage, day) if each.pk in mine]
    year, seats = _seats(authority, stage)
    has_some = now.keys() | then.keys() | seats.keys()
    schools = [each for each in taught if each.pk in has_some]
    begin, leave = _beginners(schools, stage, on), _leavers(schools, stage, on)
    foreseen = _expected(authority, stage, year, seats, on)
    shown = then if draft else now
    lines = [
        Line(
            each,
            shown[each.pk].area if each.pk in shown else "",
            _is_shared(each.pk, shown),
            Load(seats.get(each.pk), _children(now, each.pk)),
            Load(seats.get(each.pk), _children(then, each.pk)),
            begin.get(each.pk),
            leave.get(each.pk),
            foreseen.get(each.pk),
        )
        for each in schools
    ]
    loads = [each.then if draft else each.now for each in lines if not each.is_shared]
    missing = sum(each.state == "unknown" for each in loads)
    without = [each for each in taught if each.pk not in has_some]
    return Comparison(year, lines, _sums(lines, now, then), without, missing)


def outlined(
    authority: Authority, stage: str, draft: CatchmentDraft | None, *, seen_by: Actor, on: date
) -> list[dict[str, Any]]:
    """The same for the map: outlines with how seats and demand stand."""
    found = comparison(authority, stage, draft, seen_by=seen_by, on=on)
    held = drafted(draft) if draft else in_force_on(authority, stage, on)
    loads = {each.school.pk: each.then if draft else each.now for each in found.lines}
    shown = {pk: each for pk, each in held.items() if pk in loads}
    areas = {each.area: each.then if draft else each.now for each in found.sums}
    names = {
        each.school.name: areas[each.area] if _is_shared(pk, held) else loads[pk]
        for pk, each in shown.items()
    }
    return [
        {**each, "load": names[each["school"]].state, "said": names[each["school"]].said}
        for each in features(shown, on)
    ]


def _children(found: Mapping[int, Held], school: int) -> int | None:
    return found[school].children if school in found else None


def _is_shared(school: int, found: Mapping[int, Held]) -> bool:
    """Does another school serve one of its places, the same doors?"""
    if school not in found or not found[school].area:
        return False
    mine = {(each.place, each.doors) for each in found[school].lines}
    return any(
        mine & {(each.place, each.doors) for each in held.lines}
        for pk, held in found.items()
        if pk != school and held.area == found[school].area
    )


def _sums(lines: Iterable[Line], now: Mapping[int, Held], then: Mapping[int, Held]) -> list[Sums]:
    areas: dict[str, list[Line]] = {}
    for each in lines:
        if each.area:
            areas.setdefault(each.area, []).append(each)
    return [
        Sums(
            area,
            [each.school for each in found],
            Load(total(each.now.seats for each in found), _once(area, now)),
            Load(total(each.now.seats for each in found), _once(area, then)),
        )
        for area, found in areas.items()
    ]


def _once(area: str, found: Mapping[int, Held]) -> int | None:
    """Children at the places of an area, each place once."""
    rows = [line for held in found.values() if held.area == area for line in held.lines]
    counted = {(each.place, each.doors): each.children for each in rows}
    return total(counted.values()) if counted else None


def _seats(authority: Authority, stage: str) -> tuple[int | None, dict[int, int | None]]:
    """The year of the latest plan of a stage, and the seats of each school in it.

    A school that takes part in several rounds of the year counts where its own catchment applies,
    else where it may be chosen.
    """
    rows = Plan.objects.filter(round__authority=authority, stage=stage, turn=0)
    year = rows.aggregate(last=Max("year"))["last"]
    parts = (Plan.Part.CHOICE, Plan.Part.HOME)
    found = {
        part: dict(rows.filter(year=year, part=part).values_list("school_id", "plan"))
        for part in parts
    }
    return year, found[Plan.Part.CHOICE] | found[Plan.Part.HOME]


def _expected(
    authority: Authority, stage: str, year: int | None, seats: Mapping[int, int | None], on: date
) -> dict[int, Year]:
    """Who enters each school in the year of the plan by the forecast; nobody without one."""
    ahead = forecast_of(authority, on, FARTHEST) if year is not None else None
    if ahead is None or year is None or year not in ahead.ahead:
        return {}
    entering = {
        school: outlook.entering(year)
        for (school, taught), outlook in ahead.outlooks.items()
        if taught == stage
    }
    return {
        school: Year(year, span, seats.get(school))
        for school, span in entering.items()
        if span is not None
    }


def _beginners(schools: list[School], stage: str, on: date) -> dict[int, int | None]:
    return _grade([each.pk for each in schools], stage, FIRST[stage], on)


def _leavers(schools: list[School], stage: str, on: date) -> dict[int, int]:
    """Pupils in the last grade of the primaries matched with each junior."""
    if stage != "junior":
        return {}
    fed = Feeder.objects.on(on).filter(next_school__in=schools)
    pairs = list(fed.values_list("school_id", "next_school_id"))
    leaving = _grade([school for school, _ in pairs], "primary", LAST_OF_PRIMARY, on)
    found: dict[int, int] = {}
    for school, following in pairs:
        if (count := leaving.get(school)) is not None:
            found[following] = found.get(following, 0) + count
    return found


def _grade(schools: list[int], stage: str, grade: int, on: date) -> dict[int, int | None]:
    """Pupils reported in a grade this school year, by school."""
    rows = SchoolClass.objects.filter(
        school__in=schools, stage=stage, grade=grade, year=year_of(on)
    )
    counted = rows.order_by().values_list("school_id").annotate(Sum("pupil_count"))
    return dict(counted)
