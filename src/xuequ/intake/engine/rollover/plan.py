"""Decide what becomes of every pupil and every class at the end of a school year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .feeders import Near, next_school
from .types import (
    UNDIVIDED,
    Outcome,
    Plan,
    Room,
    Seat,
    Succession,
    Target,
    Why,
    Wish,
    World,
)

COMPULSORY = 9  # who has finished this grade, or a higher one, need not be placed


def plan(world: World) -> Plan:
    """What becomes of everybody; each pupil has just one outcome.

    A pupil goes where the class goes, unless somebody decided otherwise or something stands in
    the way.  Nothing is guessed: who cannot be moved stays, with the reason.
    """
    near = Near(world.schools)
    classes = {
        room.id: _succession(room, world, near)
        for room in world.rooms.values()
        if room.year == world.year
    }
    seats = Counter(
        token for seat in world.seats if not _leaves(seat, world) for token in seat.tokens
    )
    outcomes = tuple(_outcome(seat, world, classes, seats) for seat in world.seats)
    return Plan(outcomes, tuple(classes.values()))


def _succession(room: Room, world: World, near: Near) -> Succession:
    school = world.schools[room.school]
    if not school.stage_of(room.grade):
        return Succession(room.id, "stays", None, "outside-grades")
    grade, number = room.grade + 1, world.numbers.get(room.id)
    if school.is_open and (stage := school.stage_of(grade)):
        own = room.number if number is None else number
        return Succession(room.id, "up", Target(school.id, stage, grade, own))
    following = next_school(school, grade, world.feeders, near)
    if following is None:
        if room.grade >= COMPULSORY:
            return Succession(room.id, "finishes", None)
        return Succession(room.id, "unplaced", None, "no-feeder")
    return _entering(room.id, following, grade, number, world)


def _entering(
    room: int, following: int, grade: int, number: int | None, world: World
) -> Succession:
    target, why = _class_at(following, grade, UNDIVIDED if number is None else number, world)
    if target is None:
        return Succession(room, "unplaced", None, why)
    return Succession(room, "next", target)


def _class_at(school: int, grade: int, number: int, world: World) -> tuple[Target | None, Why]:
    """The class of a grade at a school, or why there can be none."""
    found = world.schools.get(school)
    if found is None or not found.is_open:
        return None, "next-closed"
    stage = found.stage_of(grade)
    return (Target(school, stage, grade, number), "") if stage else (None, "next-lacks-grade")


def _outcome(
    seat: Seat, world: World, classes: dict[int, Succession], seats: Counter[str]
) -> Outcome:
    wish = world.wishes.get(seat.pupil)
    if _leaves(seat, world):
        return Outcome(seat.pupil, seat.room, "leaves")
    room = world.rooms[seat.room]
    waived = wish is not None and wish.kind == "waived"
    for why in _obstacles(seat, room, world, seats):
        return Outcome(seat.pupil, seat.room, "stays", None, why, waived)
    if wish is not None and not waived:
        return _as_wished(seat, room, wish, world)
    usual = classes[seat.room]
    waived = waived and usual.target is None and bool(usual.why)
    return Outcome(seat.pupil, seat.room, usual.kind, usual.target, usual.why, waived)


def _leaves(seat: Seat, world: World) -> bool:
    """Was it decided that the pupil leaves?  Then another seat of the child may go on."""
    wish = world.wishes.get(seat.pupil)
    return wish is not None and wish.kind == "leaves" and seat.since < world.day


def _obstacles(seat: Seat, room: Room, world: World, seats: Counter[str]) -> Iterator[Why]:
    """What keeps a pupil from being moved, whatever the class does."""
    if seat.since >= world.day:
        yield "begins-later"
    if any(seats[token] > 1 or token in world.others for token in seat.tokens):
        yield "twice"
    if any(token in world.ahead for token in seat.tokens):
        yield "ahead"
    if room.year != world.year:
        yield "old-class"


def _as_wished(seat: Seat, room: Room, wish: Wish, world: World) -> Outcome:
    """A pupil who repeats the grade, or goes to a class somebody chose."""
    school = room.school if wish.school is None else wish.school
    grade = room.grade if wish.kind == "repeats" else room.grade + 1
    stays = school == room.school
    number = wish.number
    if number is None:
        number = room.number if stays else UNDIVIDED
    target, why = _class_at(school, grade, number, world)
    if target is None:
        return Outcome(seat.pupil, seat.room, "stays" if stays else "unplaced", None, why)
    if wish.kind == "repeats":
        return Outcome(seat.pupil, seat.room, "repeats", target)
    return Outcome(seat.pupil, seat.room, "up" if stays else "next", target)
