"""Register a whole roster at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.seal import digest
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ..engine.names import sort_key
from ..engine.roster import Entry, Known, Unit, read_roster
from ..models import (
    Authority,
    Consortium,
    ConsortiumStanding,
    Membership,
    School,
    SchoolName,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..queries.settings import policy_of


@transaction.atomic
def take_roster(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register the districts, schools, memberships and teaching points of a roster.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many consortia, schools, memberships and teaching points are new.

    Raises:
        Problems: some row cannot be taken; each is named with its line, field and cure.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    known = _known(authority, since)
    units, problems = read_roster(rows, file=file, since=since, known=known)
    if not rows:
        text = Text("表中没有数据行。", "the sheet has no rows.")
        problems.append(Problem(file, 0, "", text))
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    counts = dict.fromkeys(("consortia", "schools", "memberships", "teaching_points"), 0)
    for unit in units:
        consortium = _consortium(authority, unit, since, counts)
        schools = {each.name: _school(authority, each, counts) for each in unit.schools}
        for order, each in enumerate(unit.schools):
            _membership(consortium, schools[each.name], each, order, counts)
        for point in unit.points:
            _teaching_point(authority, point, counts)
    note: dict[str, object] = {
        "file": file,
        "rows": len(rows),
        "digest": digest([[row.line, {k: str(v) for k, v in row.values.items()}] for row in rows]),
        **counts,
    }
    write("import-roster", authority, actor=actor, note=note)
    return counts


def _known(authority: Authority, since: date) -> Known:
    held = Membership.objects.on(since).filter(consortium__authority=authority, is_primary=True)
    return Known(
        consortia=dict(
            Consortium.objects.on(since).filter(authority=authority).values_list("label", "id")
        ),
        leads=frozenset(held.filter(role="lead").values_list("consortium__label", flat=True)),
        memberships=dict(held.values_list("school__name", "consortium__label")),
        schools=frozenset(
            School.objects.on(since).filter(authority=authority).values_list("name", flat=True)
        ),
        forms=policy_of(authority, since).formation.forms,
    )


def _consortium(
    authority: Authority, unit: Unit, since: date, counts: dict[str, int]
) -> Consortium:
    found = Consortium.objects.filter(authority=authority, label=unit.label, until=None).first()
    if found:
        return found
    counts["consortia"] += 1
    begins = min([each.since for each in unit.schools], default=since)
    consortium = Consortium.objects.create(
        authority=authority,
        kind=unit.kind,
        name=unit.name,
        label=unit.label,
        since=begins,
        order=Consortium.objects.filter(authority=authority).count() + 1,
    )
    ConsortiumStanding.objects.create(consortium=consortium, form=unit.form, since=begins)
    return consortium


def _school(authority: Authority, entry: Entry, counts: dict[str, int]) -> School:
    found = School.objects.filter(authority=authority, name=entry.name, until=None).first()
    if found:
        return found
    counts["schools"] += 1
    school = School.objects.create(
        authority=authority,
        code=entry.code,
        name=entry.name,
        sort_key=sort_key(entry.name),
        since=entry.since,
    )
    SchoolName.objects.create(school=school, name=entry.name, since=entry.since)
    SchoolStanding.objects.create(
        school=school, ownership=entry.ownership, source=entry.note[:200], since=entry.since
    )
    for stage in entry.stages:
        Section.objects.create(school=school, stage=stage, since=entry.since)
    return school


def _membership(
    consortium: Consortium, school: School, entry: Entry, order: int, counts: dict[str, int]
) -> None:
    if school.memberships.filter(consortium=consortium, role=entry.role, until=None).exists():
        return
    counts["memberships"] += 1
    Membership.objects.create(
        consortium=consortium,
        school=school,
        role=entry.role,
        since=entry.since,
        until=entry.until,
        order=order,
    )


def _teaching_point(authority: Authority, entry: Entry, counts: dict[str, int]) -> None:
    parent = School.objects.get(authority=authority, name=entry.parent, until=None)
    if parent.teaching_points.filter(name=entry.name, until=None).exists():
        return
    counts["teaching_points"] += 1
    TeachingPoint.objects.create(parent=parent, name=entry.name, since=entry.since)
