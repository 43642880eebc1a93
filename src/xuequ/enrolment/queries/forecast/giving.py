"""What a forecast is made from, as rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import own_schools
from xuequ.kernel.actors import Actor

from ...models import Cohort, PastRoll, Seats

Values = Mapping[str, object]


def give_cohorts(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """Children by year of birth, of the actor's own schools, as counted up to a day."""
    for each in _own(Cohort, authority, on, actor).filter(day__lte=on):
        yield {
            **_school(each),
            "born": f"{each.born}-{each.born + 1}",
            "count": each.count,
            "day": each.day,
            "source": each.source,
        }


def give_past_rolls(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """Pupils by grade of earlier years, of the actor's own schools."""
    for each in _own(PastRoll, authority, on, actor):
        yield {
            **_school(each),
            "stage": each.stage,
            "year": f"{each.year}-{each.year + 1}",
            "grade": str(each.grade),
            "count": each.count,
        }


def give_seats(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """Classrooms and class sizes of the actor's own schools."""
    for each in _own(Seats, authority, on, actor):
        yield {
            **_school(each),
            "stage": each.stage,
            "year": f"{each.year}-{each.year + 1}",
            "rooms": each.rooms,
            "class_size": each.class_size,
        }


def _own(kind: Any, authority: Authority, on: date, actor: Actor) -> Any:
    mine = own_schools(seen_by=actor, on=on).filter(authority=authority)
    return kind.objects.filter(school__in=mine.values("pk")).select_related("school")


def _school(row: Any) -> dict[str, object]:
    return {"school_code": row.school.code, "school": row.school.name}
