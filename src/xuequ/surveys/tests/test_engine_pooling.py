"""What is too small is kept and weighed in one heap, so that no two figures give it away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.surveys.engine.pooling import kept_apart, pooled
from xuequ.surveys.engine.results import by_school, whole
from xuequ.surveys.engine.types import Answer, Asked, Design

LIKES = Asked(1, "single", "愿意吗", choices=("愿意", "不愿意"))
GRID = Asked(2, "matrix", "评价", choices=("教学", "环境"), low=Decimal(1), high=Decimal(5))


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 12), max_size=9), st.integers(5, 20))
def test_neither_a_school_kept_apart_nor_the_heap_is_small(
    asked: dict[int, int], least: int
) -> None:
    apart = kept_apart(asked, least)
    heap = sum(count for school, count in asked.items() if school not in apart)
    assert 0 not in apart and all(asked[each] >= least for each in apart)
    assert heap == 0 or heap >= least or not apart


def test_as_many_schools_as_can_be_are_kept_apart() -> None:
    assert kept_apart({1: 9, 2: 6, 3: 5}, 5) == {1, 2, 3}
    assert kept_apart({1: 9, 2: 6, 3: 2, 4: 3}, 5) == {1, 2}
    assert kept_apart({1: 9, 2: 6, 3: 2}, 5) == {1}
    assert kept_apart(dict.fromkeys(range(1, 66), 1), 5) == frozenset()
    assert pooled({1: 90, 2: 60, 3: 20}, {1}) == {1: 90, 0: 80}


def test_two_hidden_schools_are_weighed_together_so_that_shares_tell_no_more_than_counts() -> None:
    """Counts and shares that weigh each school are two equations for two hidden schools."""
    answers = [Answer(1, {"1": n % 2}) for n in range(8)]
    answers += [Answer(2, {"1": n}) for n in (0, 1, 1, 1)] + [Answer(3, {"1": 0})] * 3
    design = Design("stratified", {1: 14, 2: 11, 3: 9})
    groups = {each.school: each.count for each in by_school([LIKES], answers, design)}
    assert groups == {1: 8, 2: None, 3: None}
    [found] = whole([LIKES], answers, design)
    share = found.rows[0].share
    assert share is not None
    assert share.value == pytest.approx((14 * 4 / 8 + 20 * 4 / 7) / 34)
    other = [Answer(2, each.values) if each.school == 3 else each for each in answers[:-3]]
    other += [Answer(3, {"1": 0})] * 2 + [Answer(2, {"1": 0})]
    [same] = whole([LIKES], other, design)
    assert same.rows[0].share == share  # what stands where in the heap shows nowhere


def test_a_line_few_of_a_school_answered_is_hidden_where_it_would_show() -> None:
    answers = [Answer(1, {"2": [3, 2]})] * 10
    answers += [Answer(2, {"2": [4, None]})] * 9 + [Answer(2, {"2": [4, 5]})]
    groups = by_school([GRID], answers, Design("all", {1: 12, 2: 12}))
    counts = [[row.count for row in each.found[2].rows] for each in groups]
    assert counts == [[10, None], [10, None]]


def test_the_smallest_number_that_is_set_holds_inside_schools_too() -> None:
    answers = [Answer(1, {"2": [3, 2]})] * 30 + [Answer(2, {"2": [4, None]})] * 24
    answers += [Answer(2, {"2": [4, 5]})] * 6 + [Answer(3, {"2": [1, None]})] * 21
    groups = by_school([GRID], answers, Design("all", {1: 40, 2: 40, 3: 40}, least=20))
    assert [row.count for row in groups[1].found[2].rows] == [30, None]
    [found] = whole([GRID], answers, Design("all", {1: 40, 2: 40, 3: 40}, least=20))
    assert [row.count for row in found.rows] == [81, 36]
