"""Worlds for a roll-over without a database, and what a naive mind makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from xuequ.intake.engine.rollover import Room, School, Seat, Target, Wish, World

YEAR, BEGAN, DAY = 2025, date(2025, 9, 1), date(2026, 9, 1)
SIX = {"primary": (1, 6)}
NINE = {"primary": (1, 6), "junior": (7, 9)}
FIVE_FOUR = {"primary": (1, 5), "junior": (6, 9)}
LOWER, JUNIOR = {"primary": (1, 3)}, {"junior": (7, 9)}
Grades = Mapping[str, tuple[int, int]]


def world(schools: Mapping[int, Grades], *at: tuple[int, int], **facts: object) -> World:
    """Schools by key, and a pupil in a class for each pair of school and grade."""
    known = {key: School(key, grades) for key, grades in schools.items()}
    rooms = {
        n: Room(n, school, known[school].stage_of(grade) or "primary", grade, 1, YEAR)
        for n, (school, grade) in enumerate(at, start=1)
    }
    seats = tuple(Seat(100 + n, n, BEGAN, None, f"n{n}") for n in rooms)
    made = World(YEAR, DAY, known, rooms, seats)
    return replace(made, **facts)  # type: ignore[arg-type]


grades = st.sampled_from([SIX, NINE, FIVE_FOUR, LOWER, JUNIOR, {}])
keys = st.integers(1, 5)
tokens = st.sampled_from([None, "a", "b", "c", "d", "e"])
wishes = st.one_of(
    st.builds(Wish, st.just("leaves")),
    st.builds(Wish, st.just("waived")),
    st.builds(Wish, st.just("repeats"), st.none(), st.one_of(st.none(), st.integers(0, 3))),
    st.builds(Wish, st.just("goes"), keys, st.one_of(st.none(), st.integers(0, 3))),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to five schools of any sort, closed ones too, with what may be odd about pupils."""
    schools = {
        key: School(key, draw(grades), draw(st.frozensets(st.integers(1, 2))), draw(st.booleans()))
        for key in draw(st.sets(keys, min_size=1))
    }
    rooms = {}
    for n in range(draw(st.integers(1, 6))):
        grade = draw(st.integers(1, 9))
        place = (draw(st.sampled_from(sorted(schools))), "primary", grade, draw(st.integers(0, 2)))
        rooms[n] = Room(n, *place, YEAR - draw(st.sampled_from([0, 0, 0, 1])))
    seats = tuple(
        Seat(pupil, draw(st.sampled_from(sorted(rooms))), draw(st.sampled_from([BEGAN, DAY])),
             draw(st.sampled_from([None, date(2027, 1, 1)])), draw(tokens), draw(tokens))
        for pupil in range(draw(st.integers(0, 12)))
    )  # fmt: skip
    return World(
        YEAR, DAY, schools, rooms, seats,
        ahead=draw(st.frozensets(st.sampled_from("ab"), max_size=1)),
        others=draw(st.frozensets(st.sampled_from("cd"), max_size=1)),
        feeders=draw(st.dictionaries(keys, keys, max_size=3)),
        wishes=draw(st.dictionaries(st.integers(0, 12), wishes, max_size=5)),
        numbers=draw(st.dictionaries(st.integers(0, 5), st.integers(0, 3), max_size=2)),
    )  # fmt: skip


def at(of: World, key: int, grade: int, number: int) -> Target | None:
    there = of.schools.get(key)
    for stage, (first, last) in there.grades.items() if there and there.is_open else ():
        if first <= grade <= last:
            return Target(key, stage, grade, number)
    return None


def is_elsewhere(of: World, seat: Seat) -> bool:
    """Has the child another seat that goes on?"""
    carried = [mark for mark in (seat.number, seat.id_number) if mark]
    marks = [
        mark
        for each in of.seats
        if each.since >= of.day or of.wishes.get(each.pupil, Wish("waived")).kind != "leaves"
        for mark in (each.number, each.id_number)
    ]
    return any(marks.count(mark) > 1 or mark in of.ahead | of.others for mark in carried)


def naive(of: World, seat: Seat) -> tuple[str, Target | None]:
    """What becomes of one pupil, thought out from the pupil, with no care for speed."""
    room, wish = of.rooms[seat.room], of.wishes.get(seat.pupil)
    if wish and wish.kind == "leaves" and seat.since < of.day:
        return "leaves", None
    if seat.since >= of.day or room.year != of.year or is_elsewhere(of, seat):
        return "stays", None
    if wish is None or wish.kind not in {"repeats", "goes"}:
        return naive_of_class(of, room)
    key = wish.school or room.school
    usual = room.number if key == room.school else 0
    number = usual if wish.number is None else wish.number
    found = at(of, key, room.grade + (wish.kind == "goes"), number)
    if found is None:
        return ("stays" if key == room.school else "unplaced"), None
    return ("repeats" if wish.kind == "repeats" else "up" if key == room.school else "next"), found


def naive_of_class(of: World, room: Room) -> tuple[str, Target | None]:
    school = of.schools[room.school]
    if not any(first <= room.grade <= last for first, last in school.grades.values()):
        return "stays", None
    if found := at(of, school.id, room.grade + 1, of.numbers.get(room.id, room.number)):
        return "up", found
    near = {
        each.id
        for each in of.schools.values()
        if each.unions & school.unions
        and each.id != school.id
        and at(of, each.id, room.grade + 1, 0)
    }
    following = of.feeders.get(school.id, min(near) if len(near) == 1 else None)
    if following is None:
        return ("finishes" if room.grade >= 9 else "unplaced"), None
    there = at(of, following, room.grade + 1, of.numbers.get(room.id, 0))
    return ("next" if there else "unplaced"), there
