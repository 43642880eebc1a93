"""Whether a plan of a roll-over is right, looked at without knowing how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .types import PLACED, UNMOVED, Outcome, Plan, World


def check(world: World, found: Plan) -> list[str]:
    """What is wrong with a plan, as short codes with the pupil or class; nothing if it is right.

    Every pupil once and nobody else; nobody in two classes; whoever rises does so by one grade
    and sits in a class a school teaches; whoever stays has a reason; and as many afterwards as
    before.
    """
    return [*_everybody_once(world, found), *_outcomes(world, found), *_classes(world, found),
            *_nobody_in_two_classes(world, found), *_sums(world, found)]  # fmt: skip


def _everybody_once(world: World, found: Plan) -> Iterator[str]:
    told = Counter(each.pupil for each in found.outcomes)
    known = {seat.pupil: seat.room for seat in world.seats}
    yield from (f"lost {pupil}" for pupil in known if pupil not in told)
    yield from (f"several {pupil}" for pupil, count in told.items() if count > 1)
    yield from (f"stranger {pupil}" for pupil in told if pupil not in known)
    for each in found.outcomes:
        if known.get(each.pupil, each.room) != each.room:
            yield f"from elsewhere {each.pupil}"


def _outcomes(world: World, found: Plan) -> Iterator[str]:
    for each in found.outcomes:
        if (each.target is not None) != (each.kind in PLACED):
            yield f"class or none {each.pupil}"
        if (each.why != "") != (each.kind in UNMOVED):
            yield f"reason or none {each.pupil}"
        if each.is_waived and each.kind not in UNMOVED:
            yield f"waived for nothing {each.pupil}"
        yield from _grades(world, each)


def _grades(world: World, each: Outcome) -> Iterator[str]:
    room = world.rooms[each.room]
    if each.target is None:
        return
    rise = 0 if each.kind == "repeats" else 1
    if each.target.grade - room.grade != rise:
        yield f"grade {each.pupil}"
    school = world.schools.get(each.target.school)
    if school is None or not school.is_open:
        yield f"school {each.pupil}"
        return
    first, last = school.grades.get(each.target.stage, (99, 0))
    if not first <= each.target.grade <= last:
        yield f"not taught there {each.pupil}"
    if each.kind != "repeats" and (each.target.school == room.school) != (each.kind == "up"):
        yield f"whose school {each.pupil}"


def _classes(world: World, found: Plan) -> Iterator[str]:
    mine = {id for id, room in world.rooms.items() if room.year == world.year}
    told = Counter(each.room for each in found.classes)
    if set(told) != mine or max(told.values(), default=1) > 1:
        yield "classes"
    for each in found.classes:
        if each.target is not None and each.target.grade != world.rooms[each.room].grade + 1:
            yield f"class rises {each.room}"


def _nobody_in_two_classes(world: World, found: Plan) -> Iterator[str]:
    """No child that can be told by a number has two seats from the day on."""
    seated = {each.pupil for each in found.outcomes if each.kind in PLACED}
    taken = set(world.ahead | world.others)
    for seat in world.seats:
        if seat.pupil in seated:
            if any(token in taken for token in seat.tokens):
                yield f"in two classes {seat.pupil}"
            taken.update(seat.tokens)


def _sums(world: World, found: Plan) -> Iterator[str]:
    """Of each class: as many as sat in it go somewhere, stay, finish or leave."""
    before = Counter(seat.room for seat in world.seats)
    after = Counter(each.room for each in found.outcomes)
    yield from (f"sum {room}" for room in before.keys() | after.keys()
                if before[room] != after[room])  # fmt: skip
