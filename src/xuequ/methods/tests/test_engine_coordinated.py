"""Coordinated placement against all placements there are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import Int32, Int64
from xuequ.methods.allocation.checks.by_travel import check_coordinated
from xuequ.methods.allocation.coordinated import coordinated, nearest_first
from xuequ.methods.tests.travelling import slow_coordinated


def instance(seed: int, most: int, schools: int, far: int = 4) -> tuple[Int32, Int64, Int64]:
    g = np.random.default_rng(seed)
    n, m = int(g.integers(1, most + 1)), int(g.integers(1, schools + 1))
    cost = g.integers(0, far, (n, m))
    cost[g.random((n, m)) < 0.25] = -1
    return g.permutation(n).astype(np.int32), cost, g.integers(0, 3, m)


def by_definition(order: Int32, cost: Int64, seats: Int64) -> list[int]:
    """Of all placements the first: who is seated by order, then total, then travel by order."""
    n, m = cost.shape
    best: tuple[object, ...] | None = None
    found: list[int] = []
    for each in product(range(-1, m), repeat=n):
        if any(s >= 0 and cost[i, s] < 0 for i, s in enumerate(each)):
            continue
        if any(each.count(s) > seats[s] for s in range(m)):
            continue
        travel = [(int(cost[i, each[i]]), each[i]) if each[i] >= 0 else (0, -1) for i in order]
        standing = (
            [each[i] < 0 for i in order],
            sum(length for length, _ in travel),
            travel,
        )
        if best is None or standing < best:
            best, found = standing, list(each)
    return found


def test_the_one_placement_of_the_definition_is_found_among_all() -> None:
    for seed in range(1500):
        order, cost, seats = instance(seed, 4, 3)
        placed = coordinated(order, cost, seats)
        assert placed.tolist() == by_definition(order, cost, seats), seed
        assert check_coordinated(placed, order, cost, seats) == []


def test_the_hungarian_method_finds_the_same_total_for_the_same_units() -> None:
    for seed in range(60):
        order, cost, seats = instance(seed, 40, 9, far=50)
        seats = seats * 2
        placed = coordinated(order, cost, seats)
        inside = np.flatnonzero(placed >= 0)
        total = int(cost[inside, placed[inside]].sum())
        assert (set(inside.tolist()), total) == slow_coordinated(order, cost, seats), seed
        assert check_coordinated(placed, order, cost, seats) == [], seed


def test_the_checker_passes_what_enumeration_passes_and_nothing_else() -> None:
    wrong = 0
    for seed in range(120):
        order, cost, seats = instance(seed, 4, 3)
        n, m = cost.shape
        units, total = slow_coordinated(order, cost, seats)
        for each in product(range(-1, m), repeat=n):
            placed = np.array(each, np.int32)
            inside = np.flatnonzero(placed >= 0)
            travel = cost[inside, placed[inside]]
            fits = (np.bincount(placed[inside], minlength=m) <= seats).all()
            same = set(inside.tolist()) == units and int(travel.sum()) == total
            right = bool(fits and (travel >= 0).all() and same)
            wrong += not right
            assert (check_coordinated(placed, order, cost, seats) == []) == right, (seed, each)
    assert wrong > 1000


def test_bundles_stay_together_at_the_nearest_school_with_seats_for_all() -> None:
    order, heads = np.array([0, 1, 2], np.int32), np.array([1, 2, 1], np.int32)
    cost = np.array([[1, 9], [1, 9], [1, 9]])
    placed = coordinated(order, cost, np.array([2, 1]), heads)
    assert placed.tolist() == [1, 0, -1]
    assert check_coordinated(placed, order, cost, np.array([2, 1]), heads) == []
    other = np.array([0, -1, 0], np.int32)
    assert check_coordinated(other, order, cost, np.array([2, 1]), heads) != []


def test_sums_that_would_overflow_and_units_named_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="too far"):
        coordinated(np.array([0], np.int32), np.array([[2**60]]), np.array([1]))
    with pytest.raises(ValueError, match="twice"):
        coordinated(np.array([0, 0], np.int32), np.array([[1]]), np.array([1]))


def test_a_list_of_schools_is_a_travel_of_one_more_for_each_place() -> None:
    assert nearest_first([[2, 0], []], 3).tolist() == [[1, -1, 0], [-1, -1, -1]]


def test_thousands_are_placed_among_a_hundred_schools() -> None:
    g = np.random.default_rng(3)
    homes, schools = g.integers(0, 20_000, (3000, 2)), g.integers(0, 20_000, (100, 2))
    cost = np.abs(homes[:, None] - schools[None]).sum(axis=2)
    order = g.permutation(3000).astype(np.int32)
    placed = coordinated(order, cost, np.full(100, 29))
    assert check_coordinated(placed, order, cost, np.full(100, 29)) == []
    assert (placed >= 0).sum() == 2900
