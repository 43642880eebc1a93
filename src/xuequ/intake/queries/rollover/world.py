"""Gather everything a roll-over depends on, in a few dozen queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Exists, Max, Min, OuterRef, Q

from xuequ.directory.models import (
    Authority,
    Feeder,
    Membership,
    Pupil,
    School,
    SchoolClass,
    Section,
)
from xuequ.directory.models.dated import in_force

from ...engine.rollover import School as Known
from ...engine.rollover import Seat, Spans, Wish, World, spans_of
from ...engine.rollover.types import Room
from ...models import Rollover, RolloverClass, RolloverPupil

T = TypeVar("T")
FEW = 3  # schools of which the pupils are looked up one by one elsewhere
CHUNK = 500  # values looked up at once
FIELDS = ("id", "school_class", "since", "until", "number_index", "id_number_index")


def world_of(one: Rollover, only: Collection[int] | None = None) -> World:
    """What the roll-over depends on as things are now.

    Args:
        only: keys of the schools to look at, of those the roll-over holds; all without.
    """
    held = {each.school_id: each for each in one.schools.all()}
    scope = set(held) if only is None else set(held) & set(only)
    schools = known_schools(one)
    for each in held.values():
        spans = {stage: (first, last) for stage, (first, last) in each.grades.items()}
        now = schools.get(each.school_id)
        if now is not None:
            schools[now.id] = Known(now.id, spans, now.unions, now.is_open)
    rooms, wishes = _rooms(one, scope), _wishes(one)
    seats = tuple(_seats(one, rooms))
    leaving = {pupil for pupil, wish in wishes.items() if wish.kind == "leaves"}
    found = _by_token(one, seats) if len(scope) <= FEW else _by_room(one, rooms)
    ahead, others = _elsewhere(one, rooms, (each for each in found if each.pupil not in leaving))
    return World(
        year=one.year,
        day=one.day,
        schools=schools,
        rooms=rooms,
        seats=seats,
        ahead=ahead,
        others=others,
        feeders=feeders_of(one),
        wishes=wishes,
        numbers={
            each.school_class_id: each.number
            for each in RolloverClass.objects.filter(of=one)
            if each.number is not None
        },
    )


def known_schools(one: Rollover) -> dict[int, Known]:
    """The schools of the authority with the grades their classes show, and their consortia."""
    of = {"authority": one.authority_id}
    found = School.objects.filter(Q(in_force(one.day)) | Q(in_force(one.eve)), **of)
    spans = spans_by_school(one.authority, one.year)
    unions: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.on(one.day).exclude(role=Membership.Role.GUEST)
    rows = members.filter(school__authority=one.authority_id)
    for school, union in rows.values_list("school", "consortium"):
        unions[school].add(union)
    return {
        pk: Known(pk, spans.get(pk, {}), frozenset(unions[pk]), until is None or until > one.day)
        for pk, until in found.order_by("pk").values_list("pk", "until")
    }


def spans_by_school(authority: Authority, year: int) -> dict[int, Spans]:
    """Which grades each school teaches, by its classes up to the next year, else its sections."""
    seen: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    rows = SchoolClass.objects.filter(school__authority=authority, year__lte=year + 1)
    for school, stage, first, last in (
        rows.order_by().values_list("school", "stage").annotate(Min("grade"), Max("grade"))
    ):
        seen[school][stage] = (first, last)
    sections: dict[int, set[str]] = defaultdict(set)
    open_now = Section.objects.filter(school__authority=authority, until=None)
    for school, stage in open_now.values_list("school", "stage"):
        sections[school].add(stage)
    five_four = any(each.get("junior", (7, 9))[0] == 6 for each in seen.values())
    return {
        school: spans_of(seen[school], sections[school], five_four=five_four)
        for school in sorted({*seen, *sections})
    }


def feeders_of(one: Rollover) -> dict[int, int]:
    """The next school of every school of the authority, as registered for the first day."""
    rows = Feeder.objects.on(one.day).filter(school__authority=one.authority_id)
    return dict(rows.order_by("since", "pk").values_list("school", "next_school"))


def _rooms(one: Rollover, scope: Collection[int]) -> dict[int, Room]:
    """The classes of the year; and those before it in which somebody still sits."""
    mine = SchoolClass.objects.filter(school__authority=one.authority_id, year__lte=one.year)
    still = Exists(Pupil.objects.filter(_open(one), school_class=OuterRef("pk")))
    rows = mine.filter(Q(year=one.year) | (Q(year__lt=one.year) & still))
    if len(scope) <= CHUNK:
        rows = rows.filter(school__in=scope)
    names = ("id", "school", "stage", "grade", "number", "year")
    return {
        each[0]: Room(*each)
        for each in rows.order_by("school", "stage", "grade", "number", "year").values_list(*names)
        if each[1] in scope
    }


def _open(one: Rollover) -> Q:
    """Seats that go on beyond the last day of the year."""
    return Q(until=None) | Q(until__gt=one.day)


def _seats(one: Rollover, rooms: Collection[int]) -> Iterator[Seat]:
    for some in chunks(rooms):
        rows = Pupil.objects.filter(_open(one), school_class__in=some).order_by("id")
        for each in rows.values_list(*FIELDS).iterator(chunk_size=5000):
            yield Seat(*each)


def _years(one: Rollover) -> dict[int, int]:
    """The school year of every class of the authority up to the new one."""
    mine = SchoolClass.objects.filter(school__authority=one.authority_id, year__lte=one.year + 1)
    return dict(mine.order_by().values_list("pk", "year"))


def _elsewhere(
    one: Rollover, rooms: Collection[int], seats: Iterable[Seat]
) -> tuple[frozenset[str], frozenset[str]]:
    """Tokens of who sits in a class of the new year; and of who sits in yet another school."""
    years = _years(one)
    ahead: set[str] = set()
    others: set[str] = set()
    for seat in seats:
        if seat.room in years and seat.room not in rooms:
            if years[seat.room] > one.year:
                ahead |= set(seat.tokens)
            else:
                others |= set(seat.tokens)
    return frozenset(ahead), frozenset(others)


def _by_room(one: Rollover, rooms: Collection[int]) -> Iterator[Seat]:
    """The seats in every other class."""
    return _seats(one, sorted(_years(one).keys() - set(rooms)))


def _by_token(one: Rollover, seats: Collection[Seat]) -> Iterator[Seat]:
    """Whoever else carries one of the numbers of the seats."""
    for column, carried in (
        ("number_index", {each.number for each in seats if each.number}),
        ("id_number_index", {each.id_number for each in seats if each.id_number}),
    ):
        for some in chunks(sorted(carried)):
            rows = Pupil.objects.filter(_open(one), **{f"{column}__in": some})
            yield from (Seat(*each) for each in rows.values_list(*FIELDS))


def _wishes(one: Rollover) -> dict[int, Wish]:
    leaves = {each.value for each in RolloverPupil.LEAVES}
    return {
        each.pupil_id: _wish(each, "leaves" if each.wish in leaves else each.wish)
        for each in RolloverPupil.objects.filter(of=one).exclude(wish="")
    }


def _wish(each: RolloverPupil, kind: str) -> Wish:
    match kind:
        case "repeats":
            return Wish("repeats", None, each.to_number)
        case "goes":
            return Wish("goes", each.to_school_id, each.to_number)
        case "leaves":
            return Wish("leaves")
    return Wish("waived")


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, as many at a time as are looked up at once."""
    rest = iter(values)
    while some := list(islice(rest, CHUNK)):
        yield some
