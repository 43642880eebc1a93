"""Distances and shifted coordinates against published values."""

from __future__ import annotations

from math import isclose, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.methods.distance import EARTH, from_gcj02, kilometres, to_gcj02

Point = tuple[float, float]

anywhere = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
china = st.tuples(st.floats(73.5, 135.1), st.floats(3.8, 53.6))
SHANGHAI, SHENZHEN, BEIJING = (
    (121.5272106, 31.1774276),
    (113.912316, 22.543847),
    (116.377817, 39.911954),
)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), EARTH * pi / 180),
        ((0.0, 0.0), (90.0, 0.0), EARTH * pi / 2),
        ((120.0, 90.0), (30.0, 0.0), EARTH * pi / 2),
        ((10.0, 20.0), (-170.0, -20.0), EARTH * pi),
        ((179.9, 0.0), (-179.9, 0.0), EARTH * pi / 900),
        # Nashville to Los Angeles, the usual example: 2887.26 km on a sphere of 6372.8 km
        ((-86.67, 36.12), (-118.40, 33.94), 2887.25995 * EARTH / 6372.8),
    ],
)
def test_known_distances(one: Point, other: Point, km: float) -> None:
    assert kilometres(one, other) == pytest.approx(km, rel=1e-8)


@given(anywhere, anywhere, anywhere)
def test_distance_is_a_metric(one: Point, other: Point, third: Point) -> None:
    there = kilometres(one, other)
    assert 0 <= there <= EARTH * pi
    assert isclose(there, kilometres(other, one), abs_tol=1e-9)
    assert kilometres(one, one) == 0
    assert there <= kilometres(one, third) + kilometres(third, other) + 1e-3


@pytest.mark.parametrize(
    ("here", "shifted"),
    [
        (SHANGHAI, (121.531541859215, 31.17530398364597)),
        (SHENZHEN, (113.9171764808363, 22.540796131694766)),
        (BEIJING, (116.38404722455657, 39.91334545536069)),
    ],
)
def test_the_shift_agrees_with_the_published_test_values(here: Point, shifted: Point) -> None:
    assert to_gcj02(here) == pytest.approx(shifted, abs=1e-9)


def test_hangzhou_is_shifted_some_five_hundred_metres_to_the_south_east() -> None:
    here = (120.15, 30.28)
    shifted = to_gcj02(here)
    assert shifted[0] > here[0]
    assert shifted[1] < here[1]
    assert 0.500 < kilometres(here, shifted) < 0.540


@given(china)
def test_shifting_there_and_back_returns_to_the_point(point: Point) -> None:
    assert from_gcj02(to_gcj02(point)) == pytest.approx(point, abs=1e-7)
    assert to_gcj02(from_gcj02(point)) == pytest.approx(point, abs=1e-7)


@given(china)
def test_nowhere_in_china_is_the_shift_more_than_a_kilometre_and_a_half(point: Point) -> None:
    assert kilometres(point, to_gcj02(point)) < 1.5
