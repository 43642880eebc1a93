"""Families who applied in a round that was held: where they live, what they say and choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from django.utils import timezone

from xuequ.directory.engine.identity import check_digit
from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Account, Person, Pupil, School, SchoolClass
from xuequ.directory.queries.catchments import listed, told
from xuequ.directory.queries.identities import Identity as ActsAs
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, link_guardian, register_pupil
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.registrants import enter_parent
from xuequ.enrolment.engine.applying.terms import Terms
from xuequ.enrolment.models import Application, Round
from xuequ.enrolment.queries.applying.scope import in_force
from xuequ.enrolment.queries.applying.terms import terms_of
from xuequ.enrolment.services.applying.children import NewChild, register_child
from xuequ.enrolment.services.applying.drafts import (
    Living,
    begin_application,
    save_address,
    save_choices,
    save_claims,
)
from xuequ.enrolment.services.applying.handing import hand_in
from xuequ.kernel.actors import Actor, program

from ..people import names
from .claims import claims_of
from .officers import Officers
from .told import Group, Held

ACTOR = program("demo")
AREA = "99"  # no county has a number that begins so: it is nobody's
AGES = {"primary": 6, "junior": 12}
GIVEN = "安宁诺然晨曦语桐子涵一鸣书瑶可心若溪明哲天佑雨萱景行知远星"


@dataclass(frozen=True, slots=True)
class Family:
    """Who handed in, with the code that a later change asks for."""

    application: Application
    parent: Actor
    code: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all families of a round have in common.

    Args:
        keys: the schools of the round, in the order of its plan.
        places: by school the estates whose addresses the published catchments give to it.
        rooms: the last grade of each primary that the children leave, where they go by these.
    """

    found: Round
    terms: Terms
    by: Officers
    keys: list[int]
    places: list[list[str]]
    rooms: list[SchoolClass]


def apply_all(said: Held, found: Round, by: Officers) -> list[Family]:
    """Every family of the table hands in, one after the other."""
    rule_set = in_force(found)
    if rule_set is None:
        raise LookupError(f"{found} is not published")
    terms, keys = terms_of(rule_set), _keys(said, found)
    ground = _Ground(found, terms, by, keys, _places(found, keys), _rooms(found, terms))
    families = [group for group in said.groups for _ in range(group.count)]
    made_up = names(crc32(f"{said.profile} {said.name} {found.year}".encode()), len(families))
    return [
        _applied(ground, group, at, name)
        for at, (group, name) in enumerate(zip(families, made_up, strict=True), 1)
    ]


def _applied(ground: _Ground, group: Group, at: int, name: str) -> Family:
    """One family: the parent is entered at the desk, the rest it types itself."""
    now = ground.found.opens + timedelta(hours=2, minutes=7 * at)
    authority = ground.found.authority
    number = f"SYN-{ground.found.pk:02d}-{at:04d}"
    identity = Identity("other", number, f"138{ground.found.pk:04d}{at:04d}")
    parent = enter_parent(authority, name, identity, actor=ground.by.office, now=now).person
    new = _child(ground, at, name)
    if ground.rooms:
        new = _known(new, ground.rooms[group.home], parent)
    actor = _actor(parent, timezone.localdate(now))
    child = register_child(new, actor=actor, now=now)
    row = begin_application(child, ground.found, actor=actor, now=now)
    row = _filled(ground, row, group, at, actor, now)
    receipt = hand_in(row, row.revision, actor=actor, now=now)
    return Family(receipt.submission.application, actor, receipt.code)


def _filled(
    ground: _Ground, row: Application, group: Group, at: int, actor: Actor, now: datetime
) -> Application:
    terms = ground.terms
    address, place, school = _living(ground, group, at)
    row = save_address(row, row.revision, Living(address, place, school), actor=actor, now=now)
    if terms.heads:
        typed = claims_of(terms, at, is_eligible=group.is_eligible)
        row = save_claims(row, row.revision, typed, actor=actor, now=now)
    if group.choices:
        chosen = [ground.keys[each] for each in group.choices]
        row = save_choices(row, row.revision, chosen, actor=actor, now=now)
    return row


def _living(ground: _Ground, group: Group, at: int) -> tuple[str, str, int]:
    """Address, estate, and the school by the published catchments, or the primary left."""
    if ground.terms.belongs == "primary":
        return f"演示路{at}号{1 + at % 6}01室", "", list(ground.terms.primaries)[group.home]
    some = ground.places[group.home]
    place = some[at % len(some)]
    return f"{place}{_door(at, len(some))}", place, ground.keys[group.home]


def _door(at: int, places: int) -> str:
    return f"{1 + at // places}栋{1 + at % 9}0{1 + at % 4}室"


def _keys(said: Held, found: Round) -> list[int]:
    rows = School.objects.filter(authority=found.authority, name__in=said.plans)
    known = dict(rows.values_list("name", "pk"))
    return [known[name] for name in said.plans]


def _places(found: Round, keys: Sequence[int]) -> list[list[str]]:
    authority, stage, day = found.authority, found.stage, timezone.localdate(found.opens)
    known = {
        each.catchment.school_id: {line.place for line in each.lines if not line.doors}
        for each in listed(authority, stage, day)
    }
    places: list[list[str]] = []
    for pk in keys:
        serving = {
            place: told(authority, stage, f"{place}{_door(1, 1)}", day).schools
            for place in sorted(known.get(pk, ()))
        }
        places.append([e for e, schools in serving.items() if pk in {s.pk for s in schools}])
    return places


def _child(ground: _Ground, at: int, parent: str) -> NewChild:
    age = AGES[ground.found.stage]
    k = at + 100 * ground.found.pk  # so that no two of a locality have one name and one birthday
    born = date(ground.found.year - age, 1 + k % 8, 1 + k % 28)
    first = f"{AREA}{ground.found.pk:04d}{born:%Y%m%d}{2 * at + at % 2:03d}"
    name = f"{parent[0]}演示{GIVEN[k % len(GIVEN)]}"
    return NewChild(("mother", "father")[at % 2], name, "resident", first + check_digit(first))


def _rooms(found: Round, terms: Terms) -> list[SchoolClass]:
    if terms.belongs != "primary":
        return []
    return [_room(School.objects.get(pk=pk), found.year - 1) for pk in terms.primaries]


def _room(school: School, year: int) -> SchoolClass:
    report_classes(school, year, [ClassSize("primary", 6, 1, 0)], actor=ACTOR)
    return SchoolClass.objects.get(school=school, year=year, stage="primary", grade=6, number=1)


def _known(new: NewChild, room: SchoolClass, parent: Person) -> NewChild:
    """The child is a pupil of the primary, and the parent is linked with it there."""
    since = date(room.year, 9, 1)
    said = NewPupil(new.name, "", new.id_kind, new.id_number)
    pupil: Pupil = register_pupil(room, said, since=since, actor=ACTOR)
    link_guardian(parent, pupil, new.kind, since=since, actor=ACTOR)
    return NewChild(new.kind, pupil=pupil.pk)


def _actor(parent: Person, since: date) -> Actor:
    role = ROLES["guardian"]
    identity = ActsAs(
        f"guardian:{parent.pk}", role.code, role.name.zh, "", since, None, parent.authority_id
    )
    return actor_in(Account(username="demo", person=parent), identity)
