"""Schools and teaching points as rows of their sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from xuequ.kernel.actors import Actor

from ...engine.taking.registered import FACTS, TEACHES
from ...models import (
    Authority,
    Campus,
    School,
    SchoolName,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..scope import schools

Values = Mapping[str, object]
KINDS = {frozenset(stages): kind for kind, stages in TEACHES.items()}
PLACE = ("address", "phone", "longitude", "latitude")


def give_schools(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The schools of an authority in the actor's scope on a day: a row for each campus."""
    shown = schools(seen_by=actor, on=on).filter(authority=authority)
    standings = _by_school(SchoolStanding.objects.on(on).filter(school__in=shown))
    names = _by_school(SchoolName.objects.on(on).filter(school__in=shown))
    sections = _by_school(Section.objects.on(on).filter(school__in=shown))
    campuses = _by_school(Campus.objects.on(on).filter(school__in=shown))
    for school in shown:
        standing = next(iter(standings[school.pk]), None)
        stages = frozenset(each.stage for each in sections[school.pk])
        first: dict[str, object] = {
            "stages": KINDS.get(stages),
            **{name: getattr(standing, name, None) or None for name in FACTS},
            "newly_built": getattr(standing, "newly_built", None),
            "plaque": _listed(names[school.pk], "plaque"),
            "alias": _listed(names[school.pk], "alias"),
            "opened": school.since,
        }
        for campus in campuses[school.pk] or [None]:
            yield {**_called(school, names[school.pk]), **first, **_placed(campus)}
            first = {}


def give_points(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The teaching points of the schools in the actor's scope on a day."""
    shown = schools(seen_by=actor, on=on).filter(authority=authority)
    rows = TeachingPoint.objects.on(on).filter(parent__in=shown).select_related("parent")
    for each in rows.order_by("parent__sort_key", "id"):
        yield {
            "name": each.name,
            "school_code": each.parent.code,
            "school": each.parent.name,
            "since": each.since,
            "until": each.until,
        }


def _by_school(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in rows:
        found[each.school_id].append(each)
    return found


def _called(school: School, names: Iterable[SchoolName]) -> dict[str, object]:
    official = (each.name for each in names if each.kind == SchoolName.Kind.OFFICIAL)
    return {"code": school.code, "name": next(official, school.name)}


def _listed(names: Iterable[SchoolName], kind: str) -> str | None:
    return "、".join(each.name for each in names if each.kind == kind) or None


def _placed(campus: Campus | None) -> dict[str, object]:
    if campus is None:
        return {}
    placed = {name: getattr(campus, name) for name in PLACE}
    found = {name: value for name, value in placed.items() if value not in {None, ""}}
    datum = campus.datum if campus.longitude is not None else None
    return {"campus": campus.name, **found, "datum": datum}
