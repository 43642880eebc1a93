"""The year roll-over decides about everybody once, and rightly; without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from xuequ.intake.engine.rollover import (
    Outcome,
    Room,
    School,
    Seat,
    Succession,
    Target,
    Wish,
    World,
    check,
    faults_of,
    plan,
    spans_of,
)
from xuequ.intake.engine.rollover.posts import Decision, Post, changes
from xuequ.intake.engine.rollover.spans import is_sound
from xuequ.intake.engine.rollover.types import KINDS, PLACED, UNMOVED
from xuequ.intake.engine.rollover.words import KINDS as KINDS_SAID
from xuequ.intake.tests.roll_worlds import (
    BEGAN,
    DAY,
    FIVE_FOUR,
    JUNIOR,
    LOWER,
    NINE,
    SIX,
    YEAR,
    Grades,
    world,
)


def becomes(of: World) -> list[Outcome]:
    found = plan(of)
    assert check(of, found) == []
    return list(found.outcomes)


def one(of: World) -> Outcome:
    [outcome] = becomes(of)
    return outcome


WAYS: dict[str, tuple[Mapping[int, Grades], tuple[int, int], Mapping[int, int], object]] = {
    "within a six-year primary": ({1: SIX}, (1, 5), {}, ("up", Target(1, "primary", 6, 1))),
    "on to the next school": (
        {1: SIX, 2: JUNIOR}, (1, 6), {1: 2}, ("next", Target(2, "junior", 7, 0)),
    ),
    "on within nine years": ({1: NINE}, (1, 6), {}, ("up", Target(1, "junior", 7, 1))),
    "on within five and four": ({1: FIVE_FOUR}, (1, 5), {}, ("up", Target(1, "junior", 6, 1))),
    "from a small school to the centre": (
        {1: LOWER, 2: SIX}, (1, 3), {1: 2}, ("next", Target(2, "primary", 4, 0)),
    ),
    "out of the last grade": ({1: JUNIOR}, (1, 9), {}, ("finishes", None)),
    "nowhere without a next school": ({1: SIX}, (1, 6), {}, ("unplaced", None)),
    "nowhere where the grade lacks": ({1: SIX, 2: SIX}, (1, 6), {1: 2}, ("unplaced", None)),
    "nowhere to a strange school": ({1: SIX}, (1, 6), {1: 9}, ("unplaced", None)),
    "nowhere without grades": ({1: {}}, (1, 2), {}, ("stays", None)),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_class_goes_where_its_school_leads(way: str) -> None:
    schools, at, feeders, wanted = WAYS[way]
    found = one(world(schools, at, feeders=feeders))
    assert (found.kind, found.target) == wanted


def test_the_only_school_of_the_consortium_that_teaches_the_grade_is_next() -> None:
    there = world({1: SIX, 2: JUNIOR, 3: SIX}, (1, 6))
    near = {key: replace(each, unions=frozenset({7})) for key, each in there.schools.items()}
    assert one(replace(there, schools=near)).target == Target(2, "junior", 7, 0)
    two = {**near, 3: replace(near[3], grades=NINE)}
    assert one(replace(there, schools=two)).why == "no-feeder"
    closed = {**two, 3: replace(two[3], is_open=False)}
    assert one(replace(there, schools=closed)).target == Target(2, "junior", 7, 0)


WISHES = {
    "repeats": (Wish("repeats"), ("repeats", Target(1, "primary", 5, 1))),
    "repeats in another class": (Wish("repeats", None, 3), ("repeats", Target(1, "primary", 5, 3))),
    "leaves": (Wish("leaves"), ("leaves", None)),
    "goes to another class": (Wish("goes", 1, 4), ("up", Target(1, "primary", 6, 4))),
    "goes to another school": (Wish("goes", 2), ("next", Target(2, "primary", 6, 0))),
    "cannot go where the grade lacks": (Wish("goes", 3), ("unplaced", None)),
}


@pytest.mark.parametrize("wish", WISHES)
def test_what_was_decided_about_a_pupil_goes_before_the_class(wish: str) -> None:
    decided, wanted = WISHES[wish]
    there = world({1: SIX, 2: NINE, 3: JUNIOR}, (1, 5), wishes={101: decided})
    found = one(there)
    assert (found.kind, found.target) == wanted


def test_the_number_of_a_class_may_be_changed_and_two_become_one() -> None:
    there = world({1: SIX}, (1, 3), (1, 3), numbers={1: 2, 2: 2})
    assert {each.target for each in becomes(there)} == {Target(1, "primary", 4, 2)}


OBSTACLES = {
    "twice": {"seats": (Seat(1, 1, BEGAN, None, "x"), Seat(2, 1, BEGAN, None, "x"))},
    "ahead": {"ahead": frozenset({"n1"})},
    "begins-later": {"seats": (Seat(1, 1, DAY, None, "x"),)},
    "old-class": {"rooms": {1: Room(1, 1, "primary", 2, 1, YEAR - 1)}},
}


@pytest.mark.parametrize("why", OBSTACLES)
def test_who_cannot_be_moved_stays_with_the_reason_and_may_be_waived(why: str) -> None:
    there = replace(world({1: SIX}, (1, 2)), **OBSTACLES[why])  # type: ignore[arg-type]
    found = becomes(there)
    assert {(each.kind, each.why, each.is_waived) for each in found} == {("stays", why, False)}
    waived = replace(there, wishes={each.pupil: Wish("waived") for each in there.seats})
    assert all(each.is_waived and each.kind == "stays" for each in becomes(waived))


def test_a_child_in_another_school_too_is_entered_twice() -> None:
    there = world({1: SIX}, (1, 2), others=frozenset({"n1"}))
    assert one(there).why == "twice"
    assert one(replace(there, wishes={101: Wish("leaves")})).kind == "leaves"


def test_a_waiver_that_nobody_needs_changes_nothing() -> None:
    there = world({1: SIX}, (1, 2), wishes={101: Wish("waived")})
    assert (one(there).kind, one(there).is_waived) == ("up", False)


FEEDERS = {
    "itself": {1: 1},
    "unknown": {1: 9},
    "circle": {1: 2, 2: 1},
    "no-grades": {1: 4},
    "lacks-grade": {1: 3},
}


@pytest.mark.parametrize("what", FEEDERS)
def test_what_is_wrong_with_a_table_of_next_schools_is_told(what: str) -> None:
    schools = {1: School(1, SIX), 2: School(2, JUNIOR), 3: School(3, SIX), 4: School(4, {})}
    assert what in {each.what for each in faults_of(FEEDERS[what], schools)}
    assert faults_of({1: 2}, schools) == []
    closed = {**schools, 2: School(2, JUNIOR, is_open=False)}
    assert [each.what for each in faults_of({1: 2}, closed)] == ["unknown"]


def test_grades_follow_the_classes_else_the_sections() -> None:
    assert spans_of({}, ["primary", "junior"], five_four=False) == NINE
    assert spans_of({}, ["primary", "junior"], five_four=True) == FIVE_FOUR
    assert spans_of({"primary": (1, 3)}, ["primary"], five_four=False) == LOWER
    assert is_sound(FIVE_FOUR) and not is_sound({"primary": (1, 6), "junior": (6, 9)})
    assert not is_sound({"primary": (3, 1)}) and not is_sound({"senior": (10, 13)})


def test_every_outcome_has_words() -> None:
    assert set(KINDS_SAID) == set(KINDS) and set(KINDS) >= PLACED | UNMOVED


UP = Succession(1, "up", Target(1, "primary", 2, 1))
POSTS = {
    "stays with the class": (True, Decision(), (7, True)),
    "no longer teaches there": (False, Decision(), (None, False)),
    "is kept all the same": (False, Decision("stays"), (7, True)),
    "gives it up": (True, Decision("goes"), (None, False)),
    "another comes": (True, Decision("", 8), (8, False)),
}


@pytest.mark.parametrize("what", POSTS)
def test_a_class_teacher_rises_with_the_class_unless_decided_otherwise(what: str) -> None:
    teaches, decided, wanted = POSTS[what]
    [found] = changes([Post(5, 1, 7, teaches, BEGAN)], [UP], {1: decided})
    assert (found.person, found.stays) == wanted and found.post == 5
    assert (found.target is None) == (found.person is None)


def test_of_two_classes_that_become_one_only_one_brings_its_teacher() -> None:
    posts = [Post(5, 1, 7, True, BEGAN), Post(6, 2, 8, True, BEGAN)]
    both = [UP, replace(UP, room=2)]
    assert [each.person for each in changes(posts, both, {})] == [7, None]
    named = changes(posts, both, {2: Decision("", 9)})
    assert [each.person for each in named] == [None, 9]
    taken = changes(posts, both, {}, frozenset({Target(1, "primary", 2, 1)}))
    assert [each.person for each in taken] == [None, None]
