"""What there is of an authority on a day, as a bundle carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeVar

from xuequ.directory.engine.taking.bodies import ENDINGS, KINDS
from xuequ.directory.engine.taking.registered import TEACHES
from xuequ.directory.models import (
    Body,
    Campus,
    Consortium,
    ConsortiumStanding,
    Holding,
    Membership,
    School,
    SchoolClass,
    SchoolName,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from xuequ.directory.queries import people as of_people
from xuequ.directory.queries.scope import consortia, schools
from xuequ.kernel.periods import year_of

from ..engine.oneroster import county as plain
from .asked import EXCLUSIVE, Asked, by_owner
from .county_people import children_of, workers_of

T = TypeVar("T")
STAGES = {frozenset(stages): kind for kind, stages in TEACHES.items()}
CHUNK = 2_000


def county_of(asked: Asked) -> plain.County:
    """The authority and what belongs to it, within the actor's scope."""
    authority = asked.authority
    seen = schools(seen_by=asked.actor, on=asked.on).filter(authority=authority)
    unions = consortia(seen_by=asked.actor, on=asked.on).filter(authority=authority)
    rooms = list(
        of_people.classes(seen_by=asked.actor, on=asked.on)
        .filter(school__authority=authority, school__in=seen, year=year_of(asked.on))
        .select_related(None)
    )
    return plain.County(
        id=asked.ids.of("authority", 0),
        name=authority.name,
        area=authority.area_code,
        schools=tuple(_schools(asked, seen, unions)),
        unions=tuple(_unions(asked, unions)),
        bodies=tuple(_bodies(asked, unions)),
        rooms=tuple(_room(asked, each) for each in rooms),
        workers=tuple(workers_of(asked)),
        children=tuple(children_of(asked, rooms)) if asked.in_full else (),
    )


def left_out(asked: Asked) -> dict[str, int]:
    """How much of what is registered a bundle does not carry, by what it is."""
    pupils = of_people.pupils(seen_by=asked.actor, on=asked.on)
    mine = pupils.filter(school_class__school__authority=asked.authority)
    posts = Holding.objects.on(asked.on).filter(post__authority=asked.authority)
    found = {
        "pupils": 0 if asked.in_full else mine.count(),
        "administrators": posts.filter(post__role__in=EXCLUSIVE).count(),
    }
    return {name: count for name, count in found.items() if count}


def _schools(asked: Asked, seen: Any, unions: Any) -> Iterator[plain.School]:
    on = asked.on
    standings = by_owner(SchoolStanding.objects.on(on).filter(school__in=seen), "school_id")
    names = by_owner(SchoolName.objects.on(on).filter(school__in=seen).order_by("id"), "school_id")
    sections = by_owner(Section.objects.on(on).filter(school__in=seen), "school_id")
    campuses = by_owner(Campus.objects.on(on).filter(school__in=seen), "school_id")
    points = by_owner(TeachingPoint.objects.on(on).filter(parent__in=seen), "parent_id")
    ties = _ties(asked, unions)
    school: School
    for school in seen:
        now = next(iter(standings[school.pk]), SchoolStanding())
        called = {
            kind: tuple(sorted(each.name for each in names[school.pk] if each.kind == kind))
            for kind in SchoolName.Kind.values
        }
        yield plain.School(
            id=asked.ids.of("school", school.pk),
            name=next(iter(called["official"]), school.name),
            code=school.code or "",
            stages=STAGES.get(frozenset(each.stage for each in sections[school.pk]), ""),
            ownership=now.ownership or "",
            strength=now.strength or "",
            locality=now.locality or "",
            township=now.township or "",
            newly_built=now.newly_built,
            source=now.source or "",
            plaques=called["plaque"],
            aliases=called["alias"],
            since=school.since,
            campuses=tuple(_site(asked, each) for each in campuses[school.pk]),
            points=tuple(_point(asked, each) for each in points[school.pk]),
            ties=tuple(ties[school.pk]),
        )


def _site(asked: Asked, campus: Campus) -> plain.Site:
    lies = campus.longitude is not None and campus.latitude is not None
    return plain.Site(
        id=asked.ids.of("campus", campus.pk),
        name=campus.name,
        address=campus.address,
        phone=campus.phone,
        longitude=str(campus.longitude) if lies else "",
        latitude=str(campus.latitude) if lies else "",
        datum=campus.datum if lies else "",
    )


def _point(asked: Asked, point: TeachingPoint) -> plain.Point:
    return plain.Point(asked.ids.of("point", point.pk), point.name, point.since, point.until)


def _ties(asked: Asked, unions: Any) -> dict[int, list[plain.Tie]]:
    found: dict[int, list[plain.Tie]] = defaultdict(list)
    rows = Membership.objects.on(asked.on).filter(consortium__in=unions).select_related("section")
    for members in by_owner(rows.order_by("order", "id"), "consortium_id").values():
        for order, each in enumerate(members, start=1):
            tie = plain.Tie(
                union=asked.ids.of("consortium", each.consortium_id),
                role=each.role,
                section=each.section.stage if each.section else "",
                is_primary=each.is_primary,
                since=each.since,
                until=each.until,
                order=order,
            )
            found[each.school_id].append(tie)
    return found


def _unions(asked: Asked, unions: Any) -> Iterator[plain.Union]:
    rows = ConsortiumStanding.objects.on(asked.on).filter(consortium__in=unions)
    standings = by_owner(rows, "consortium_id")
    union: Consortium
    for order, union in enumerate(unions.order_by("order", "id"), start=1):
        now = next(iter(standings[union.pk]), ConsortiumStanding())
        yield plain.Union(
            id=asked.ids.of("consortium", union.pk),
            label=union.label,
            name=union.name or "",
            kind=union.kind,
            form=now.form or "",
            mode=now.mode or "",
            recognition=now.recognition or "",
            goal=now.goal or "",
            since=union.since,
            until=union.until,
            order=order,
        )


def _bodies(asked: Asked, unions: Any) -> Iterator[plain.Body]:
    for each in _carried_bodies(asked):
        guessed = next((kind for end, kind in ENDINGS.items() if each.name.endswith(end)), "")
        yield plain.Body(
            id=asked.ids.of("body", each.pk),
            name=each.name,
            kind=each.kind if each.kind in KINDS else guessed,
            union=asked.ids.of("consortium", each.consortium_id) if each.consortium_id else "",
            since=each.since,
            until=each.until,
        )


def _carried_bodies(asked: Asked) -> Any:
    return Body.objects.on(asked.on).filter(authority=asked.authority).order_by("id")


def _room(asked: Asked, room: SchoolClass) -> plain.Room:
    return plain.Room(
        id=asked.ids.of("class", room.pk),
        school=asked.ids.of("school", room.school_id),
        stage=room.stage,
        year=room.year,
        grade=room.grade,
        number=room.number,
        pupil_count=room.pupil_count,
    )
