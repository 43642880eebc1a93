"""Which seats a step has in a case, and who holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import (
    Body,
    Consortium,
    Delegation,
    Holding,
    Membership,
    Person,
    School,
)
from xuequ.directory.models.dated import in_force
from xuequ.kernel.case_types import Party
from xuequ.kernel.refusal import Refused

from ..engine.bands import BANDS
from ..models import Case, Seat
from .types import kinds_of

SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat to be: whose it is, as rows of the directory."""

    label: str
    band: str
    authority: int | None = None
    consortium: int | None = None
    school: int | None = None
    body: int | None = None
    person: int | None = None


def chairs(case: Case, party: Party, on: date) -> list[Chair]:
    """The seats of a party in a case on a day.

    Raises:
        Refused("case-needs-consortium"), Refused("case-needs-school"): the case names none.
    """
    match party.of:
        case "authority":
            return [_of_authority(case.authority_id, case.authority.name, party.band)]
        case "above":
            above = case.authority.parent or case.authority
            return [_of_authority(above.pk, above.name, party.band)]
        case "school":
            if case.school is None:
                raise Refused("case-needs-school")
            label = f"{case.school.name}{BANDS[party.band].name.zh}"
            return [Chair(label, party.band, school=case.school.pk)]
        case "named":
            return list(_named(case, party.band))
        case "people":
            return list(_people(case))
        case "unions":
            found = Consortium.objects.on(on).filter(authority=case.authority_id)
            return [Chair(each.label, party.band, consortium=each.pk) for each in found]
    if case.consortium is None:
        raise Refused("case-needs-consortium")
    if party.of == "members":
        return list(_members(case.consortium, party.band, on))
    return [_of_consortium(case.consortium, party.band, on)]


def _named(case: Case, band: str) -> Iterator[Chair]:
    """Every school that the blanks of a case name, once."""
    wanted: list[int] = []
    for code, kind in kinds_of(case).items():
        value = case.values.get(code)
        if kind == "school" and value:
            wanted.append(int(str(value)))
        elif kind == "schools" and isinstance(value, list):
            wanted += value
    for each in School.objects.filter(pk__in=wanted, authority=case.authority_id).order_by("pk"):
        yield Chair(each.name, band, school=each.pk)


def _people(case: Case) -> Iterator[Chair]:
    """Everybody that the blanks of kind `people` name, once."""
    wanted: list[int] = []
    for code, kind in kinds_of(case).items():
        value = case.values.get(code)
        if kind == "people" and isinstance(value, list):
            wanted += value
    for each in Person.objects.filter(pk__in=wanted, authority=case.authority_id).order_by("pk"):
        yield Chair(each.name, "", person=each.pk)


def members(consortium: Consortium, on: date) -> QuerySet[Membership]:
    """The memberships that count on a day, the lead's among them; guests do not."""
    found: QuerySet[Membership] = (
        Membership.objects.on(on)
        .filter(consortium=consortium)
        .exclude(role=Membership.Role.GUEST)
        .select_related("school")
    )
    return found


def _members(consortium: Consortium, band: str, on: date) -> Iterator[Chair]:
    for each in members(consortium, on):
        yield Chair(each.school.name, band, school=each.school_id)


def _of_authority(pk: int, name: str, band: str) -> Chair:
    office = BANDS[band].name.zh
    label = name if band == "bureau" else f"{name}{office}"
    return Chair(label[:120], band, authority=pk)


def _of_consortium(consortium: Consortium, band: str, on: date) -> Chair:
    """Its own posts; its supervision body, and where it has none the inspection office above."""
    if BANDS[band].sits != "body":
        return Chair(consortium.label, band, consortium=consortium.pk)
    body = Body.objects.on(on).filter(consortium=consortium, kind=SUPERVISION).first()
    if body is not None and _held(Q(post__body=body), on).exists():
        return Chair(f"{consortium.label}{body.name}"[:120], band, body=body.pk)
    where = consortium.authority
    return _of_authority(where.pk, where.name, "inspection")


def holders(seat: Seat, on: date, *, without: Collection[int] = ()) -> QuerySet[Person]:
    """The people who may take a seat on a day: its person, or holders and their deputies.

    Args:
        without: persons who may not, nor anybody in their place.
    """
    if seat.person_id is not None:
        found = Person.objects.filter(pk=seat.person_id)
    else:
        held = _held(_place(seat), on).exclude(person__in=without)
        lent = Delegation.objects.in_effect(on).filter(holding__in=held.values("pk"))
        found = Person.objects.filter(
            Q(pk__in=held.values("person")) | Q(pk__in=lent.values("person"))
        )
    return found.exclude(pk__in=without).order_by("sort_key", "pk")


def _place(seat: Seat) -> Q:
    if seat.body_id is not None:
        return Q(post__body=seat.body_id)
    place = Q(post__role__in=BANDS[seat.band].roles)
    if seat.school_id is not None:
        return place & Q(post__school=seat.school_id)
    if seat.consortium_id is not None:
        inside = Q(post__consortium=seat.consortium_id)
        return place & (inside | Q(post__body__consortium=seat.consortium_id))
    return place & Q(post__authority=seat.authority_id)


def _held(place: Q, on: date) -> QuerySet[Holding]:
    found: QuerySet[Holding] = Holding.objects.filter(place, in_force(on), in_force(on, "post__"))
    return found
