"""Slots against brute force and an independent checker."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.methods.slots import Bounds, check_slots, fill_slots

bound = st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 3))).map(
    lambda pair: Bounds(pair[0], None if pair[1] is None else pair[0] + pair[1])
)
case = st.tuples(st.integers(0, 5), st.lists(bound, min_size=1, max_size=3)).flatmap(
    lambda pair: st.tuples(
        st.lists(
            st.lists(st.booleans(), min_size=len(pair[1]), max_size=len(pair[1])),
            min_size=pair[0],
            max_size=pair[0],
        ),
        st.just(pair[1]),
    )
)


@given(case)
def test_an_arrangement_is_found_exactly_when_one_exists(
    given_case: tuple[list[list[bool]], list[Bounds]],
) -> None:
    suits, bounds = given_case
    every = product(range(len(bounds)), repeat=len(suits))
    exists = any(check_slots(list(each), suits, bounds) for each in every)
    found = fill_slots(suits, bounds)
    assert (found is not None) == exists
    if found is not None:
        assert check_slots(found, suits, bounds)


def test_an_item_already_placed_makes_room() -> None:
    suits = [[True, True], [True, False]]
    assert fill_slots(suits, [Bounds(1, 1), Bounds(1, 1)]) == [1, 0]


@pytest.mark.parametrize(
    ("chosen", "good"), [([0, 1], True), ([1, 1], False), ([0], False), ([0, 0], False)]
)
def test_the_checker_itself_refuses_what_is_wrong(chosen: list[int], good: bool) -> None:
    suits = [[True, False], [True, True]]
    assert check_slots(chosen, suits, [Bounds(1, 1), Bounds(1)]) is good


def test_crossed_bounds_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="upper bound"):
        fill_slots([[True]], [Bounds(2, 1)])
