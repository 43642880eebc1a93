"""Stages one after another, and the regimes of the localities put together from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import UnsettledError, applications, pair_points
from xuequ.methods.allocation.checks.by_stages import check_stages
from xuequ.methods.allocation.coordinated import nearest_first
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.stages import Assign, Coordinate, Cut, compose
from xuequ.methods.allocation.zoning import drawn, single_school
from xuequ.methods.tests.placing import large

ONE = np.ones
INT = np.int32


def numbers(*values: int) -> Any:
    return np.array(values)


def test_a_pool_by_base_points_then_places_by_points_with_bonus_inside_it() -> None:
    points = numbers(90, 85, 80, 70).astype(INT)
    prefs = np.array([[0], [0], [0], [0]], INT)
    claims = pair_points(prefs, points, numbers(-1, -1, 0, 0).astype(INT), 10)
    tickets = numbers(1, 2, 3, 4).astype(np.uint64)
    a = applications(prefs, claims, tickets, [1])
    stages = (Cut("pool", points, tickets, 3), Assign("inside", a))
    found = compose(stages, numbers(1), ONE(4, INT))
    assert found.placed.tolist() == [0, -1, -1, -1]  # 90, and 80 with 10 more: the smaller ticket
    cut = compose((Cut("pool", points, tickets, 2), Assign("inside", a)), numbers(4), ONE(4, INT))
    assert cut.placed.tolist() == [0, 0, -1, -1]
    assert check_stages(stages, found, numbers(1), ONE(4, INT)) == []


def test_stages_for_nobody_do_nothing() -> None:
    a = applications(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0), [1])
    none, some = np.zeros(0, INT), np.zeros(0, np.uint64)
    stages = (Cut("pool", none, some, 1), Assign("a", a), Assign("b", a, "top_trading_cycles"),
              Assign("c", a, "deferred_acceptance"), Assign("d", a, "serial_dictatorship"),
              Coordinate("e", none, some, np.zeros((0, 1), np.int64)))  # fmt: skip
    found = compose(stages, numbers(1), none)
    assert found.left.tolist() == [1] and check_stages(stages, found, numbers(1), none) == []


def test_losers_of_a_cut_come_in_again_where_a_stage_is_for_all() -> None:
    tickets = np.arange(3).astype(np.uint64)
    points = numbers(3, 2, 1).astype(INT)
    a = applications([[0]] * 3, points, tickets, [9, 9])
    cost = np.array([[5, 1], [5, 1], [5, 1]])
    stages = (
        Cut("pool", points, tickets, 1),
        Assign("rounds", a),
        Coordinate("rest", points, tickets, cost),
    )
    found = compose(stages, numbers(9, 1), ONE(3, INT))
    assert found.placed.tolist() == [0, 1, 0]
    assert found.stage.tolist() == [1, 2, 2]
    assert found.rank.tolist() == [0, -1, -1]
    assert found.left.tolist() == [7, 0]
    assert [each.units.tolist() for each in found.reports] == [[0, 1, 2], [0], [1, 2]]
    assert check_stages(stages, found, numbers(9, 1), ONE(3, INT)) == []


@pytest.mark.parametrize(
    "method",
    ["preference_rounds", "deferred_acceptance", "serial_dictatorship", "top_trading_cycles"],
)
def test_every_mechanism_can_be_a_stage_and_is_checked(method: Any) -> None:
    for seed in range(12):
        a = large(seed, 90, k=3, levels=1 if method == "serial_dictatorship" else 5)
        points, tickets = a.claims[:, 0], a.tickets[:, 0]
        cost = np.random.default_rng(seed).integers(0, 99, (90, a.seats.size))
        stages = (
            Cut("pool", points, tickets, 70),
            Assign("choices", a, method=method),
            Coordinate("rest", points, tickets, cost),
        )
        seats = a.seats // 2
        found = compose(stages, seats, ONE(90, INT))
        assert check_stages(stages, found, seats, ONE(90, INT)) == []
        assert (found.placed >= 0).sum() == seats.sum()
        worse = found.placed.copy()
        worse[np.argmax(found.stage == 1)] = -1
        stage = np.where(worse < 0, -1, found.stage).astype(np.int8)
        bad = type(found)(worse, stage, found.rank, found.left)
        assert check_stages(stages, bad, seats, ONE(90, INT)) != []


def test_a_seat_set_aside_for_a_bundle_is_none_that_is_left_for_others() -> None:
    tickets, heads = np.arange(3).astype(np.uint64), numbers(1, 2, 1).astype(INT)
    points = numbers(3, 2, 1).astype(INT)
    a = applications([[0]] * 3, points, tickets, [2], heads)
    cost = np.zeros((3, 1), np.int64)
    stages = (Assign("a", a, last_seat="widen", spare=numbers(1)),
              Coordinate("b", points, tickets, cost))  # fmt: skip
    found = compose(stages, numbers(2), heads)
    assert found.placed.tolist() == [0, 0, -1] and found.left.tolist() == [0]
    assert check_stages(stages, found, numbers(2), heads) == []


def test_a_tie_in_a_later_stage_names_the_units_by_their_own_numbers() -> None:
    first = applications([[0], [-1], [-1]], [1, 1, 1], [1, 7, 7], [1, 1])
    second = applications([[1], [1], [1]], [1, 1, 1], [1, 7, 7], [1, 1])
    with pytest.raises(UnsettledError) as caught:
        compose((Assign("a", first), Assign("b", second)), numbers(1, 1), ONE(3, INT))
    assert sorted(caught.value.units) == [1, 2]


def test_the_shared_catchment_of_futian_third_choice_after_that_schools_own_rounds() -> None:
    """ENR-20: school 2 lies outside; its own two children have its seats before third choices."""
    prefs = [[0, 1, 2], [0, 1, 2], [1, 0, 2], [2, -1, -1], [2, -1, -1]]
    a = applications(prefs, [95, 70, 90, 60, 61], [1, 2, 3, 4, 5], [1, 1, 3])
    assert preference_rounds(a).placed.tolist() == [0, 2, 1, 2, 2]
    tight = a._replace(seats=numbers(1, 1, 2))
    assert preference_rounds(tight).placed.tolist() == [0, -1, 1, 2, 2]


def test_in_guilin_as_many_as_seats_enter_directly_and_more_are_drawn() -> None:
    """ENR-27: losers go on to later choices, then to any school of the zone with seats."""
    prefs = np.array([[0, 1], [0, 1], [0, 1], [1, 0], [1, 0]], INT)
    tickets = numbers(5, 1, 3, 4, 2)
    a = drawn(prefs, tickets, numbers(1, 2, 2))
    rest = nearest_first([[0, 1, 2]] * 5, 3)
    zeros = np.zeros(5, INT)
    stages = (Assign("draw", a), Coordinate("zone", zeros, tickets.astype(np.uint64), rest))
    found = compose(stages, numbers(1, 2, 2), ONE(5, INT))
    assert found.placed.tolist() == [2, 0, 2, 1, 1]
    assert found.stage.tolist() == [1, 0, 1, 0, 0]
    assert (found.placed >= 0).all()
    assert check_stages(stages, found, numbers(1, 2, 2), ONE(5, INT)) == []


def test_every_child_of_a_zone_has_a_school_of_it_when_there_are_seats_for_all() -> None:
    for seed in range(300):
        g = np.random.default_rng(seed)
        n, m = int(g.integers(1, 30)), int(g.integers(1, 6))
        k = min(m, 2)
        prefs = np.array([g.permutation(m)[:k] for _ in range(n)], INT)
        seats = np.bincount(g.integers(0, m, n), minlength=m)
        tickets = g.permutation(n)
        lists = nearest_first([list(range(m))] * n, m)
        stages = (
            Assign("draw", drawn(prefs, tickets, seats)),
            Coordinate("zone", np.zeros(n, INT), tickets.astype(np.uint64), lists),
        )
        assert (compose(stages, seats, ONE(n, INT)).placed >= 0).all(), seed


def test_one_catchment_one_school_and_overflow_by_the_published_order() -> None:
    home = numbers(0, 0, 0, 1, -1).astype(INT)
    claims = numbers(3, 2, 1, 1, 9).astype(INT)
    a = single_school(home, [[1], []], claims, numbers(1, 2, 3, 4, 5), numbers(2, 2))
    assert preference_rounds(a).placed.tolist() == [0, 0, 1, 1, -1]
    full = single_school(home, [[1], []], claims, numbers(1, 2, 3, 4, 5), numbers(1, 2))
    assert preference_rounds(full).placed.tolist() == [0, 1, -1, 1, -1]


@pytest.mark.parametrize("overflow", [[[0], []], [[1, 1], []], [[2], []], [[1]]])
def test_an_overflow_that_leads_nowhere_is_refused(overflow: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="overflow"):
        single_school(numbers(0).astype(INT), overflow, numbers(1).astype(INT), numbers(1),
                      numbers(1, 1))  # fmt: skip


def test_a_private_school_takes_all_within_its_plan_and_draws_all_above_it() -> None:
    within = preference_rounds(drawn(np.zeros((3, 1), INT), numbers(3, 1, 2), numbers(3)))
    above = preference_rounds(drawn(np.zeros((3, 1), INT), numbers(3, 1, 2), numbers(2)))
    assert within.placed.tolist() == [0, 0, 0]
    assert above.placed.tolist() == [-1, 0, 0]
