"""Whose ledger is looked at: that of an authority, of a consortium, or of a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.directory.queries.scope import (
    AUTHORITY,
    CONSORTIUM,
    authorities,
    consortia,
    own_schools,
    people,
    standing,
)
from xuequ.kernel.actors import Actor
from xuequ.kernel.rulebook import Fact


@dataclass(frozen=True, slots=True)
class Where:
    """A place with a ledger of its own, and the row it stands for."""

    fact: Fact  # kind "county", "consortium" or "school"
    authority: Authority
    row: Model

    @property
    def kind(self) -> str:
        return self.fact.kind

    @property
    def id(self) -> int:
        return self.fact.id

    @property
    def name(self) -> str:
        return self.fact.name


def reads_consortia(actor: Actor) -> bool:
    """Does the actor look from a consortium or from above, and not from a school?"""
    return actor.everywhere or standing(actor) in (AUTHORITY, CONSORTIUM)


def place(kind: str, id: int, *, seen_by: Actor, on: date) -> Where | None:
    """A place whose ledger the actor may read.

    A consortium's is read from itself and from above; its schools read their own.
    """
    if kind == "consortium" and reads_consortia(seen_by):
        unit = consortia(seen_by=seen_by, on=on).select_related("authority").filter(pk=id).first()
        return of_consortium(unit) if unit else None
    if kind == "school":
        shown = own_schools(seen_by=seen_by, on=on).select_related("authority")
        school = shown.filter(pk=id).first()
        return of_school(school) if school else None
    if kind == "county" and (seen_by.everywhere or standing(seen_by) == AUTHORITY):
        authority = authorities(seen_by=seen_by).filter(pk=id).first()
        return of_authority(authority) if authority else None
    return None


def home(*, seen_by: Actor, on: date) -> Where | None:
    """The place the actor looks from."""
    match standing(seen_by):
        case "school":
            return place("school", seen_by.school or 0, seen_by=seen_by, on=on)
        case "consortium":
            return place("consortium", seen_by.consortium or 0, seen_by=seen_by, on=on)
    return place("county", seen_by.authority or 0, seen_by=seen_by, on=on)


def below(where: Where, *, seen_by: Actor, on: date) -> tuple[list[Where], list[Where]]:
    """The consortia and the schools inside a place that have ledgers the actor may read."""
    schools = own_schools(seen_by=seen_by, on=on).filter(authority=where.authority)
    schools = schools.select_related("authority").order_by("id")
    if where.kind == "school":
        return [], []
    if where.kind == "consortium":
        mine = where.row.memberships.on(on).exclude(role="guest")  # type: ignore[attr-defined]
        return [], [of_school(each) for each in schools.filter(pk__in=mine.values("school"))]
    units = consortia(seen_by=seen_by, on=on).filter(authority=where.authority)
    found = units.select_related("authority").order_by("order", "id")
    return [of_consortium(each) for each in found], [of_school(each) for each in schools]


def lower(where: Where, *, seen_by: Actor) -> list[Authority]:
    """The authorities below one, with ledgers of their own."""
    if where.kind != "county":
        return []
    return list(authorities(seen_by=seen_by).filter(parent=where.authority).order_by("id"))


def person_in_scope(id: int, *, seen_by: Actor, on: date) -> Person | None:
    """Somebody whose ledger the actor may read."""
    return people(seen_by=seen_by, on=on).select_related("authority").filter(pk=id).first()


def of_consortium(unit: Consortium) -> Where:
    """The ledger of a consortium."""
    return Where(Fact("consortium", unit.pk, unit.label), unit.authority, unit)


def of_school(school: School) -> Where:
    """The ledger of a school."""
    return Where(Fact("school", school.pk, school.name), school.authority, school)


def of_authority(authority: Authority) -> Where:
    """The ledger of an authority as a whole."""
    return Where(Fact("county", authority.pk, authority.name), authority, authority)
