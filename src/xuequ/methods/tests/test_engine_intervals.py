"""Intervals against published worked examples, and against what must always hold."""

from __future__ import annotations

from math import inf, sqrt
from random import Random
from statistics import fmean, variance

import pytest

from xuequ.methods.intervals import (
    Estimate,
    Stratum,
    difference,
    mean_of,
    share_of,
    t_point,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_gives_the_examples_of_newcombe_1998(
    hits: int, count: int, low: float, high: float
) -> None:
    found = wilson(hits / count, count)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090),
     ((10, 10), (0, 20), 0.6791, 1.0)],
)  # fmt: skip
def test_the_difference_gives_method_10_of_newcombe_1998(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = difference(wilson(one[0] / one[1], one[1]), wilson(other[0] / other[1], other[1]))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "point"), [(4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)]
)
def test_the_point_of_students_t_is_that_of_the_table(freedom: int, point: float) -> None:
    assert t_point(freedom) == pytest.approx(point, rel=0.003)


def test_everybody_answered_leaves_no_error() -> None:
    all_of_them = Stratum(8, 1.0, (1, 1, 0, 1, 0, 0, 1, 1))
    assert share_of([all_of_them]) == Estimate(0.625, 0.625, 0.625)
    assert mean_of([all_of_them], (0, 1)) == Estimate(0.625, 0.625, 0.625)


def test_the_correction_for_a_finite_population_is_a_larger_sample() -> None:
    half = Stratum(40, 0.5, (1,) * 15 + (0,) * 5)
    found, larger = share_of([half]), wilson(0.75, 40)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((larger.low, larger.high))


def test_strata_weigh_by_their_people_and_cochrans_formula_holds() -> None:
    rng = Random(5)
    strata = [
        Stratum(size, n / size, tuple(float(rng.randint(1, 5)) for _ in range(n)))
        for size, n in ((100, 10), (300, 20), (50, 5))
    ]
    found = mean_of(strata, (1, 5))
    weights = [each.weight / 450 for each in strata]
    middle = sum(w * fmean(each.values) for w, each in zip(weights, strata, strict=True))
    error = sqrt(
        sum(
            w**2 * (1 - each.fraction) * variance(each.values) / len(each.values)
            for w, each in zip(weights, strata, strict=True)
        )
    )
    assert found is not None
    assert found.value == pytest.approx(middle)
    assert found.high - found.value == pytest.approx(t_point(32) * error)


def test_a_school_where_nobody_answered_is_spoken_for_by_the_others() -> None:
    others = [Stratum(10, 0.5, (1.0,) * 5), Stratum(30, 0.2, (0.0,) * 6)]
    silent = Stratum(60, 0.0, ())
    assert share_of([*others, silent]) == share_of(others)
    assert share_of([silent]) is None and mean_of([silent], (1, 5)) is None


def test_a_stratum_with_one_answer_borrows_the_spread_of_the_others() -> None:
    lone = [Stratum(10, 0.5, (1.0, 3.0, 2.0, 5.0, 4.0)), Stratum(10, 0.1, (3.0,))]
    found = mean_of(lone, (1, 5))
    assert found is not None and found.low < found.value == 3.0 < found.high
    assert mean_of([Stratum(10, 0.1, (3.0,))], (1, 5)) is None


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Draw stratified samples of a known population again and again."""
    rng = Random(2026)
    population = {0: [1.0] * 30 + [0.0] * 70, 1: [1.0] * 120 + [0.0] * 180}
    truth, hits = 150 / 400, 0
    for _ in range(600):
        strata = [
            Stratum(len(people), n / len(people), tuple(rng.sample(people, n)))
            for people, n in ((population[0], 15), (population[1], 45))
        ]
        found = share_of(strata)
        assert found is not None
        hits += found.low <= truth <= found.high
    assert 0.93 <= hits / 600 <= 0.985


def test_no_share_leaves_its_bounds() -> None:
    for count in (1, 5, 20, 1000.5, inf):
        for share in (0.0, 0.01, 0.5, 0.999, 1.0):
            found = wilson(share, count)
            assert 0 <= found.low <= share <= found.high <= 1
