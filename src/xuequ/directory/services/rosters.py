"""Register a whole roster at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.seal import digest
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ..engine.names import sort_key
from ..engine.roster import Entry, Known, Place, Unit, read_roster
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
from ..models.dated import overlapping
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
    known = _known(authority, since, [row.text("code") for row in rows])
    units, problems = read_roster(rows, file=file, since=since, known=known)
    if not rows:
        text = Text("表中没有数据行。", "the sheet has no rows.")
        problems.append(Problem(file, 0, "", text))
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    counts = dict.fromkeys(("consortia", "schools", "memberships", "teaching_points"), 0)
    for unit in units:
        _unit(authority, unit, since, counts)
    for point in (each for unit in units for each in unit.points):
        with from_line(point.line):
            _teaching_point(authority, point, counts)
    note: dict[str, object] = {
        "file": file,
        "rows": len(rows),
        "digest": digest([[row.line, {k: str(v) for k, v in row.values.items()}] for row in rows]),
        **counts,
    }
    write("import-roster", authority, actor=actor, note=note)
    return counts


def _known(authority: Authority, since: date, codes: Sequence[str]) -> Known:
    places: dict[str, list[Place]] = defaultdict(list)
    fields = ("consortium__label", "role", "since", "until", "is_primary")
    held = Membership.objects.filter(consortium__authority=authority)
    for school, *place in held.values_list("school__name", *fields):
        places[school].append(Place(*place))
    bearers = School.objects.filter(code__in=set(codes) - {""}).select_related("authority")
    consortia = Consortium.objects.filter(authority=authority, until=None)
    schools = School.objects.filter(authority=authority, until=None)
    policy = policy_of(authority, since)
    return Known(
        consortia=dict(consortia.values_list("label", "since")),
        schools=dict(schools.values_list("name", "since")),
        places=places,
        codes={
            str(each.code): each.name
            if each.authority == authority
            else f"{each.authority} {each.name}"
            for each in bearers
        },
        forms=policy.formation.forms,
        takes_private=policy.membership.allow_private,
    )


def _unit(authority: Authority, unit: Unit, since: date, counts: dict[str, int]) -> None:
    """A consortium with its schools, each from its own line of the sheet."""
    with from_line(min((each.line for each in unit.schools), default=0)):
        consortium = _consortium(authority, unit, since, counts)
    schools = {}
    for each in unit.schools:
        with from_line(each.line):
            schools[each.name] = _school(authority, each, counts)
    for order, each in enumerate(unit.schools):
        with from_line(each.line):
            _membership(consortium, schools[each.name], each, order, counts)


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
    held = school.memberships.filter(overlapping(entry.since, entry.until))
    if held.filter(consortium=consortium, role=entry.role).exists():
        return
    counts["memberships"] += 1
    Membership.objects.create(
        consortium=consortium,
        school=school,
        role=entry.role,
        since=entry.since,
        until=entry.until,
        is_primary=entry.role != Membership.Role.GUEST,
        order=order,
    )


def _teaching_point(authority: Authority, entry: Entry, counts: dict[str, int]) -> None:
    parent = School.objects.get(authority=authority, name=entry.parent, until=None)
    if parent.teaching_points.filter(name=entry.name, until=None).exists():
        return
    counts["teaching_points"] += 1
    TeachingPoint.objects.create(parent=parent, name=entry.name, since=entry.since)
