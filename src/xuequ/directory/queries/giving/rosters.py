"""The roster of districts in the form of its sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from xuequ.kernel.actors import Actor

from ...models import (
    Authority,
    ConsortiumStanding,
    Membership,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ...models.dated import in_force
from ..scope import consortia
from ..settings import policy_of
from .staff import Values


def give_roster(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """Every school in the consortium it belongs to on a day, the lead first; teaching points.

    A school stands there once, in its primary consortium.
    """
    facts = _Facts(authority, on)
    held = Membership.objects.on(on).filter(
        consortium__in=consortia(seen_by=actor, on=on),
        consortium__authority=authority,
        consortium__until=None,
        school__until=None,
        is_primary=True,
    )
    rows = list(
        held.order_by("consortium__order", "consortium", "order", "pk").select_related(
            "consortium", "school"
        )
    )
    rows.sort(key=lambda each: (each.consortium.order, each.consortium_id, each.role != "lead"))
    for each in rows:
        yield facts.of_member(each)
        yield from facts.points_of(each)


class _Facts:
    """What the rows need beside the memberships, read once."""

    def __init__(self, authority: Authority, on: date) -> None:
        held = in_force(on)
        titles = {each.code: each.name.zh for each in policy_of(authority, on).formation.forms}
        standings = ConsortiumStanding.objects.filter(held, consortium__authority=authority)
        self.form = {
            consortium: titles.get(form or "", form or "")
            for consortium, form in standings.values_list("consortium_id", "form")
        }
        of_schools = SchoolStanding.objects.filter(held, school__authority=authority)
        self.standing = {
            school: (ownership, source)
            for school, ownership, source in of_schools.values_list(
                "school_id", "ownership", "source"
            )
        }
        self.stages: dict[int, set[str]] = defaultdict(set)
        sections = Section.objects.filter(held, school__authority=authority)
        for school, stage in sections.values_list("school_id", "stage"):
            self.stages[school].add(stage)
        self.points: dict[int, list[TeachingPoint]] = defaultdict(list)
        for point in TeachingPoint.objects.filter(held, parent__authority=authority, until=None):
            self.points[point.parent_id].append(point)

    def of_member(self, each: Membership) -> Values:
        """The row of one school."""
        ownership, source = self.standing.get(each.school_id, (None, ""))
        return {
            "district": each.consortium.label,
            "form": self.form.get(each.consortium_id, ""),
            "school": each.school.name,
            "role": each.role,
            "ownership": ownership,
            "stage": _stage(self.stages[each.school_id]),
            "code": each.school.code,
            "since": each.since,
            "until": each.until,
            "source_note": source,
        }

    def points_of(self, each: Membership) -> Iterator[Values]:
        """The rows of the teaching points of a school."""
        for point in self.points[each.school_id]:
            yield {
                "district": each.consortium.label,
                "form": self.form.get(each.consortium_id, ""),
                "school": point.name,
                "role": "teaching_point",
                "parent_school": each.school.name,
                "since": point.since,
            }


def _stage(stages: set[str]) -> str | None:
    if stages >= {"primary", "junior"}:
        return "nine_year"
    return min(stages, default=None)
