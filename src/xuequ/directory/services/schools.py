"""Acts on schools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.names import sort_key
from ..models import (
    Authority,
    Campus,
    School,
    SchoolName,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..models.dated import overlapping
from .succession import succeed


@transaction.atomic
def register_school(
    authority: Authority, name: str, *, since: date, actor: Actor, code: str | None = None
) -> School:
    """Register a school with its official name.

    Raises:
        Refused("name-is-taken"): the authority has an open school of that name or code.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    taken = School.objects.filter(authority=authority, name=name, until=None)
    if taken.exists() or (code and School.objects.filter(code=code).exists()):
        raise Refused("name-is-taken", name=name)
    school = School.objects.create(
        authority=authority, code=code, name=name, sort_key=sort_key(name), since=since
    )
    SchoolName.objects.create(school=school, name=name, since=since)
    write("register-school", school, actor=actor)
    return school


@transaction.atomic
def name_school(school: School, name: str, *, kind: str, since: date, actor: Actor) -> SchoolName:
    """Give a school a further name: a plaque, an alias, or a new official name from a day on.

    An official name for earlier days holds until the next one known.

    Raises:
        Refused("nothing-changed"): it bears that name already.
    """
    before = fingerprint(school)
    if kind == SchoolName.Kind.OFFICIAL:
        owner = {"school": school, "kind": kind}
        row = succeed(SchoolName, owner, since=since, values={"name": name})
        if row.until is None:
            school.name, school.sort_key = name, sort_key(name)
            school.save(update_fields=["name", "sort_key"])
    else:
        if school.names.on(since).filter(kind=kind, name=name).exists():
            raise Refused("nothing-changed")
        row = SchoolName.objects.create(school=school, kind=kind, name=name, since=since)
    write("name-school", school, actor=actor, before=before, note={"name": name, "kind": kind})
    return row


@transaction.atomic
def change_school(
    school: School,
    *,
    since: date,
    values: dict[str, Any],
    stages: Iterable[str] | None,
    actor: Actor,
) -> School:
    """Record from a day on what a school is: ownership, strength, locality, township, stages.

    Args:
        values: fields of `SchoolStanding`; None for what is not known.
        stages: the stages it teaches from that day; None or empty for not known.

    Raises:
        Refused("nothing-changed"): all of it is on record already.
        Refused("not-yet-begun"): the school opened after that day.
        Refused("section-belongs"): a section that would end is a member somewhere.
    """
    School.objects.select_for_update().get(pk=school.pk)
    if since < school.since:
        raise Refused("not-yet-begun", name=school.name, since=school.since)
    before = fingerprint(school.standings.on(since).first())
    changed = set_stages(school, set(stages or ()), since)
    try:
        standing = succeed(SchoolStanding, {"school": school}, since=since, values=values)
    except Refused:
        if not changed:
            raise
        standing = school.standings.on(since).get()
    note = {"since": since.isoformat(), "stages": sorted(stages or ())}
    write("change-school", standing, actor=actor, before=before, note=note)
    return school


def set_stages(school: School, stages: set[str], since: date) -> bool:
    """Begin and end sections so that the school teaches just `stages` from `since` on.

    What begins before sections already known for later days lasts until those begin.
    """
    current = {each.stage: each for each in school.sections.on(since)}
    later = school.sections.filter(since__gt=since).order_by("since").first()
    until = later.since if later else None
    for stage in stages - current.keys():
        Section.objects.create(school=school, stage=stage, since=since, until=until)
    for stage in current.keys() - stages:
        _end_section(current[stage], since)
    return stages != current.keys()


def _end_section(row: Section, since: date) -> None:
    held = row.membership_set.filter(overlapping(since, None)).first()
    if held:
        raise Refused("section-belongs", section=str(row), consortium=held.consortium.label)
    if row.since == since:
        row.delete()
    else:
        row.until = since
        row.save(update_fields=["until"])


@transaction.atomic
def add_teaching_point(parent: School, name: str, *, since: date, actor: Actor) -> TeachingPoint:
    """Register a teaching point under its parent school.

    Raises:
        Refused("name-is-taken"): the parent has one of that name already.
    """
    if parent.teaching_points.on(since).filter(name=name).exists():
        raise Refused("name-is-taken", name=name)
    point = TeachingPoint.objects.create(parent=parent, name=name, since=since)
    write("add-teaching-point", point, actor=actor, note={"parent": parent.pk})
    return point


@transaction.atomic
def place_campus(
    school: School, name: str, *, since: date, values: dict[str, Any], actor: Actor
) -> Campus:
    """Record where a campus is, from a day on; `values` are fields of `Campus`.

    Raises:
        Refused("nothing-changed"): that is on record already.
    """
    owner = {"school": school, "name": name}
    before = fingerprint(Campus.objects.filter(**owner).on(since).first())
    campus = succeed(Campus, owner, since=since, values=values)
    write("place-campus", campus, actor=actor, before=before)
    return campus
