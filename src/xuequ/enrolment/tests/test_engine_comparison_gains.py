"""Who could have gained by another list: against trying everything anew; what must be nought."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from xuequ.enrolment.engine.comparison.misreports import MOST_RUNS, Tried, gained, tried
from xuequ.enrolment.engine.comparison.names import OTHERS
from xuequ.enrolment.engine.comparison.ways import Way, ways_of
from xuequ.enrolment.engine.places.prepared import Prepared, prepared
from xuequ.enrolment.engine.places.rules import Rules, Step

from .comparing import KINDS, ROUNDS, carried, county, draw_of, rules, slow_gains
from .county import ask

NEAREST = Step("nearest", "points", for_all=True)
POOL = Step("pool", "points", places=4)
TRUTHFUL = ("deferred", "deferred-each", "serial")
POLICIES = (
    rules(),
    rules(POOL, ROUNDS, Step("rounds", "draw", for_all=True), NEAREST),
    rules(kinds=KINDS, ties=("insured",)),
    rules(Step("rounds", "draw", draws="each"), last_seat="stop"),
)


def gains(held: Prepared, way: Way, seed: int, lists: Tried | None = None) -> list[bool]:
    assert way.rules is not None
    found = carried(held, way.rules, draw_of(held, seed))
    before = found.composed.placed.tolist()
    every = np.arange(len(held.read.units.ids))
    told = gained(found, way.last, every, lists or tried(held.read))
    assert carried(held, way.rules, draw_of(held, seed)).composed.placed.tolist() == before
    return list(told.tolist())


def ways(held: Prepared, *others: str) -> list[Way]:
    found = ways_of(held.read.rules, held.read.units, others)
    return [each for each in found if each.rules is not None]


@pytest.mark.parametrize("number", range(len(POLICIES)))
@pytest.mark.parametrize("bundles", [False, True])
def test_those_who_could_gain_are_found_by_trying_everything_anew(
    number: int, bundles: bool
) -> None:
    seen = 0
    for seed in range(14):
        held = county(seed, POLICIES[number], most=8, bundles=bundles)
        for way in ways(held, *OTHERS):
            assert way.rules is not None
            told = gains(held, way, seed)
            assert told == slow_gains(held, way.rules, draw_of(held, seed)), way.code
            seen += sum(told)
    assert seen


@pytest.mark.parametrize("policy", [rules(), POLICIES[2], rules(POOL, ROUNDS, NEAREST, m=4)])
def test_nobody_gains_by_untrue_lists_where_the_mechanism_promises_it(policy: Rules) -> None:
    for seed in range(20):
        held = county(seed, policy, most=8)
        for way in ways(held, *TRUTHFUL)[1:]:
            assert not any(gains(held, way, seed)), (way.code, seed)


def test_nobody_gains_in_trading_who_has_named_every_school() -> None:
    for seed in range(60):
        held = county(seed, rules(), most=8, whole=True)
        for way in ways(held, "trading")[1:]:
            assert not any(gains(held, way, seed)), seed


def test_a_school_one_does_not_want_is_worth_something_in_trading() -> None:
    """A is first at 乙 by its bonus, B at 甲.  Only if A names 乙 too can they trade."""
    rows = "number,home,points,choice_1,choice_2\nA,乙,1,甲,\nB,甲,1,乙,甲\n"
    seats = "school,plan\n甲,1\n乙,1\n"
    taken = rows + "C,,9,乙,\n"
    of = rules(replace(ROUNDS, method="trading", bonus=900), m=2, k=2)
    held = prepared(of, ask(taken, seats, ""))
    assert gains(held, ways(held)[0], 1) == [True, False, False]


def test_where_all_are_single_moving_schools_to_the_front_finds_all_gains_in_rounds() -> None:
    seen = 0
    for policy in (rules(), rules(ROUNDS, NEAREST, m=4), POLICIES[1]):
        for seed in range(30):
            held = county(seed, policy, most=9)
            for way in ways(held, "lottery"):
                told = gains(held, way, seed)
                assert told == gains(held, way, seed, Tried(None)), seed
                seen += sum(told)
    assert seen > 50


def test_every_list_is_tried_where_they_are_few() -> None:
    held = county(3, rules())
    lists = tried(held.read).all
    assert lists is not None and len(lists) == 3 + 6 + 6
    shared = replace(
        held.read, rules=replace(held.read.rules, catchment=("甲", "乙"), choices=("zone", "any"))
    )
    units = replace(held.read.units, prefs=held.read.units.prefs[:, :2])
    lists = tried(replace(shared, units=units)).all
    assert lists is not None and lists.tolist() == [
        [0, -1],
        [1, -1],
        [0, 1],
        [0, 2],
        [1, 0],
        [1, 2],
    ]
    many = replace(held.read.units, ids=("x",) * (MOST_RUNS // 15 + 1))
    assert tried(replace(held.read, units=many)).all is None
    assert tried(replace(held.read, units=replace(many, ids=many.ids[:-1]))).all is not None


def test_else_each_school_is_put_first_and_the_first_is_dropped() -> None:
    lists = Tried(None)
    assert lists.of(np.array([4, 2, 7, -1], np.int32)).tolist() == [
        [2, 4, 7, -1], [7, 4, 2, -1], [2, 7, -1, -1],
    ]  # fmt: skip
    assert lists.of(np.array([4, -1, -1], np.int32)).tolist() == []
    assert lists.of(np.array([-1, -1], np.int32)).tolist() == []
