"""Plans of a roll-over pass their checker, agree with a naive one, and wrong ones are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from xuequ.intake.engine.rollover import Outcome, Plan, Target, World, check, plan
from xuequ.intake.tests.roll_worlds import JUNIOR, SIX, naive, world, worlds


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(worlds())
def test_every_plan_passes_the_checker_and_is_what_a_naive_one_says(of: World) -> None:
    found = plan(of)
    assert check(of, found) == []
    told = {each.pupil: (each.kind, each.target) for each in found.outcomes}
    assert told == {seat.pupil: naive(of, seat) for seat in of.seats}
    assert plan(of) == found


SPOILT: dict[str, Callable[[Outcome], tuple[Outcome, ...]]] = {
    "lost": lambda each: (),
    "several": lambda each: (each, each),
    "stranger": lambda each: (each, replace(each, pupil=999)),
    "from elsewhere": lambda each: (replace(each, room=2),),
    "grade": lambda each: (replace(each, target=Target(1, "primary", 5, 1)),),
    "not taught there": lambda each: (replace(each, target=Target(2, "junior", 3, 1)),),
    "whose school": lambda each: (replace(each, kind="next"),),
    "class or none": lambda each: (replace(each, target=None),),
    "reason or none": lambda each: (replace(each, why="twice"),),
    "waived for nothing": lambda each: (replace(each, is_waived=True),),
    "school": lambda each: (replace(each, target=Target(9, "primary", 3, 1)),),
}


@pytest.mark.parametrize("what", SPOILT)
def test_the_checker_finds_what_is_wrong(what: str) -> None:
    there = world({1: SIX, 2: JUNIOR}, (1, 2), (1, 3))
    right = plan(there)
    first, *rest = right.outcomes
    spoilt = Plan((*SPOILT[what](first), *rest), right.classes)
    assert any(fault.startswith(what) for fault in check(there, spoilt))
    assert check(there, replace(right, classes=())) == ["classes"]


def test_the_checker_sees_a_child_in_two_classes() -> None:
    there = world({1: SIX}, (1, 2), (1, 3))
    same = tuple(seat._replace(number="same") for seat in there.seats)
    moved = plan(there)
    assert check(replace(there, seats=same), moved) == [f"in two classes {same[1].pupil}"]
