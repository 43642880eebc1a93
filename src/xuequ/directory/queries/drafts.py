"""Drafts of catchments: who sees them, what they say, what they would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.methods.distance import from_gcj02

from ..engine.catchments.lists import doors_text, line_text, lines_of, text_of
from ..engine.catchments.outlines import Rings, rings_of
from ..engine.catchments.types import Line
from ..models import (
    Authority,
    Catchment,
    CatchmentDraft,
    CatchmentOpinion,
    DraftedCatchment,
    School,
    Section,
)
from ..models.dated import in_force
from .catchments import line_of
from .scope import AUTHORITY, authorities, own_schools, standing

CHANGE, PUBLISH = "enrolment.change", "enrolment.confirm"


@dataclass(frozen=True, slots=True)
class Held:
    """A catchment as plain values, in force or drafted.

    Args:
        outline: a GeoJSON polygon in `datum`.
    """

    school: School
    lines: tuple[Line, ...] = ()
    area: str = ""
    outline: Mapping[str, Any] | None = None
    datum: str = "wgs84"

    @property
    def text(self) -> str:
        """The list, one place a line."""
        return text_of(self.lines)

    @property
    def children(self) -> int | None:
        """Children of age counted at all its places; None where one was not counted."""
        counted = [each.children for each in self.lines]
        whole = [each for each in counted if each is not None]
        return sum(whole) if whole and len(whole) == len(counted) else None

    def says(self) -> tuple[object, ...]:
        """What has to be equal for two to be the same."""
        return self.lines, self.area, self.outline, self.datum if self.outline else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A school's catchment as it is and as the draft has it; None: it has none."""

    school: School
    now: Held | None
    then: Held | None
    came: list[Line] = field(default_factory=list)
    went: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[dict[str, str]]:
        """The list of the draft as the page shows lists."""
        lines = self.then.lines if self.then else ()
        return [{"place": e.place, "doors": doors_text(e.doors), "note": e.note} for e in lines]

    @property
    def added(self) -> list[str]:
        """What came, as text."""
        return [line_text(each) for each in self.came]

    @property
    def dropped(self) -> list[str]:
        """What went, as text."""
        return [line_text(each) for each in self.went]

    @property
    def is_one(self) -> bool:
        """Does anything change?"""
        return (self.now and self.now.says()) != (self.then and self.then.says())


def drafts(*, seen_by: Actor, on: date) -> QuerySet[CatchmentDraft]:
    """The drafts an actor sees that are not published.

    The authority sees its own and those below it; posts of schools and consortia see those of
    their authority once their opinion is asked.
    """
    found = CatchmentDraft.objects.filter(authority__in=authorities(seen_by=seen_by))
    found = found.filter(published_at=None).select_related("authority").order_by("stage", "pk")
    if seen_by.everywhere or standing(seen_by) == AUTHORITY:
        return found
    if standing(seen_by) in {"consortium", "school"}:
        asked = found.exclude(asked_at=None)
        stages = Section.objects.on(on).filter(school__in=own_schools(seen_by=seen_by, on=on))
        return asked.filter(stage__in=stages.values("stage"))
    return found.none()


def opinions(draft: CatchmentDraft, *, seen_by: Actor) -> QuerySet[CatchmentOpinion]:
    """The opinions on a draft: the authority reads all, others those of their own place."""
    found = draft.opinions.select_related("school", "consortium")
    if seen_by.everywhere or standing(seen_by) == AUTHORITY:
        return found
    return found.filter(Q(school=seen_by.school) & Q(consortium=seen_by.consortium))


def may(actor: Actor, permission: str, authority: int) -> bool:
    """Catchments are drafted and published by their own authority."""
    if actor.everywhere:
        return True
    is_there = standing(actor) == AUTHORITY and actor.is_at_home(authority)
    return is_there and actor.may(permission)


def in_force_on(authority: Authority, stage: str, on: date) -> dict[int, Held]:
    """The catchments of a stage in force on a day, by school."""
    rows = Catchment.objects.on(on).filter(
        in_force(on, "school__"), school__authority=authority, stage=stage
    )
    rows = rows.select_related("school__authority").prefetch_related("lines")
    return {each.school_id: held(each) for each in rows.order_by("school__sort_key", "school")}


def held(row: Catchment) -> Held:
    """A catchment of the directory as plain values."""
    lines = tuple(line_of(each) for each in row.lines.all())
    return Held(row.school, lines, row.area, row.outline, row.datum)


def drafted(draft: CatchmentDraft) -> dict[int, Held]:
    """The catchments of a draft, by school."""
    rows = draft.catchments.select_related("school__authority")
    return {each.school_id: held_draft(each) for each in rows}


def held_draft(row: DraftedCatchment) -> Held:
    """A drafted catchment as plain values."""
    lines, _ = lines_of(row.text)
    return Held(row.school, tuple(lines), row.area, row.outline, row.datum)


def offered(draft: CatchmentDraft) -> QuerySet[School]:
    """The schools that teach the stage on the day from which the draft is to hold."""
    return teaching(draft.authority, draft.stage, draft.since)


def teaching(authority: Authority, stage: str, on: date) -> QuerySet[School]:
    """The schools of an authority that teach a stage on a day."""
    teach = Section.objects.on(on).filter(stage=stage).values("school")
    found = School.objects.on(on).filter(authority=authority, pk__in=teach)
    schools: QuerySet[School] = found.order_by("sort_key", "pk")
    return schools


def changes(draft: CatchmentDraft) -> list[Change]:
    """Every school of the stage with what it has now and what the draft gives it.

    What changes comes first, then what stays, then the schools that have no catchment.
    """
    now = in_force_on(draft.authority, draft.stage, draft.since)
    then = drafted(draft)
    schools = {each.pk: each for each in offered(draft)}
    schools |= {pk: each.school for pk, each in (now | then).items()}
    rows = sorted(schools.values(), key=lambda each: (each.sort_key, each.pk))
    found = [_change(each, now.get(each.pk), then.get(each.pk)) for each in rows]
    return sorted(found, key=lambda each: (not each.is_one, each.then is None))


def _change(school: School, now: Held | None, then: Held | None) -> Change:
    before, after = (each.lines if each else () for each in (now, then))
    return Change(
        school,
        now,
        then,
        [each for each in after if each not in before],
        [each for each in before if each not in after],
    )


def rings(found: Mapping[int, Held]) -> dict[int, Rings]:
    """The outlines there are, by school, in WGS-84."""
    return {
        school: _plain(rings_of(each.outline), each.datum)
        for school, each in found.items()
        if each.outline is not None
    }


def _plain(found: Rings, datum: str) -> Rings:
    if datum != "gcj02":
        return found
    return tuple(tuple(from_gcj02(each) for each in ring) for ring in found)
