"""Rounds of preferences against brute force, a slow way and a checker."""

from __future__ import annotations

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import (
    LastSeat,
    UnsettledError,
    applications,
    pair_points,
    settled,
)
from xuequ.methods.allocation.checks.by_rounds import check_rounds
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.tests.placing import every, large, ranks, size, slow_rounds, small


@pytest.mark.parametrize("bundles", [False, True])
def test_of_all_allocations_just_the_one_found_follows_the_rule(bundles: bool) -> None:
    for seed in range(600):
        a = small(seed, bundles=bundles)
        right = [ranks(each) for each in every(a) if not check_rounds(a, each)]
        assert right == [ranks(preference_rounds(a))], seed


def test_the_slow_way_finds_the_same_on_thousands_of_instances() -> None:
    for seed in range(4000):
        a = small(seed, most=12, schools=5, levels=seed % 4, bundles=seed % 2 == 0)
        assert ranks(preference_rounds(a)) == slow_rounds(a), seed


@pytest.mark.parametrize("many", [False, True])
def test_the_slow_way_finds_the_same_for_thousands_of_children(many: bool) -> None:
    a = large(7, 3000, many=many)
    found = preference_rounds(a)
    assert ranks(found) == slow_rounds(a)
    assert check_rounds(a, found) == []


def test_claims_of_any_size_are_ordered() -> None:
    g = np.random.default_rng(5)
    prefs = np.zeros((400, 1), int)
    claims = g.integers(-(2**30) + 1, 2**30, 400)
    found = preference_rounds(applications(prefs, claims, np.arange(400), [70]))
    assert set(np.flatnonzero(found.placed == 0)) == set(np.argsort(-claims)[:70])
    assert int(found.tally.claim[0, 0]) == np.sort(claims)[-70]


def test_the_tally_tells_who_asked_who_entered_and_who_was_last() -> None:
    prefs = [[0, 1], [0, 1], [0, 1], [1, -1]]
    found = preference_rounds(applications(prefs, [90, 80, 80, 60], [4, 3, 2, 1], [2, 1]))
    assert found.placed.tolist() == [0, -1, 0, 1]
    tally = found.tally
    assert tally.seats.tolist() == [[2, 1], [0, 0]]
    assert tally.asked.tolist() == [[3, 1], [0, 1]]
    assert tally.entered.tolist() == [[2, 1], [0, 0]]
    assert (tally.claim[0, 0], tally.ticket[0, 0]) == (80, 2)


@pytest.mark.parametrize(("rule", "seats"), [("pass_over", 2), ("stop", 1), ("widen", 2)])
@pytest.mark.parametrize("heads", [[1, 2], [2, 1]])
def test_of_equals_of_different_sizes_the_number_does_not_decide(
    rule: LastSeat, seats: int, heads: list[int]
) -> None:
    spare = np.array([1])
    with pytest.raises(UnsettledError, match="stand equal at school 0"):
        a = applications([[0]] * 2, [1, 1], [5, 5], [seats], heads)
        preference_rounds(a, last_seat=rule, spare=spare)
    enough = applications([[0]] * 2, [1, 1], [5, 5], [3], heads)
    assert preference_rounds(enough, last_seat=rule, spare=spare).placed.tolist() == [0, 0]
    full = applications([[0]] * 2, [1, 1], [5, 5], [0], heads)
    assert preference_rounds(full, last_seat=rule, spare=spare).placed.tolist() == [-1, -1]


def test_a_tie_that_nothing_settles_is_refused_and_only_where_it_matters() -> None:
    with pytest.raises(UnsettledError, match="stand equal at school 0") as caught:
        preference_rounds(applications([[0]] * 3, [1, 1, 2], [5, 5, 5], [2]))
    assert sorted(caught.value.units) == [0, 1]
    found = preference_rounds(applications([[0]] * 3, [1, 1, 2], [5, 5, 5], [1]))
    assert found.placed.tolist() == [-1, -1, 0]
    with pytest.raises(UnsettledError):
        preference_rounds(applications([[0]] * 2, [1, 1], [5, 5], [2], heads=[2, 1]))


@pytest.mark.parametrize(
    ("rule", "spare", "wanted"),
    [("pass_over", 0, [0, -1, 0, -1]), ("stop", 0, [0, -1, -1, -1]), ("widen", 1, [0, 0, -1, -1]),
     ("widen", 0, [0, -1, 0, -1])],
)  # fmt: skip
def test_a_bundle_at_the_last_seat(rule: str, spare: int, wanted: list[int]) -> None:
    a = applications([[0]] * 4, [9, 8, 7, 6], [1, 2, 3, 4], [2], heads=[1, 2, 1, 1])
    more = np.array([spare])
    found = preference_rounds(a, last_seat=rule, spare=more)  # type: ignore[arg-type]
    assert found.placed.tolist() == wanted
    assert check_rounds(a, found, last_seat=rule, spare=more) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", ["stop", "widen"])
def test_bundles_follow_each_last_seat_rule_on_many_instances(rule: str) -> None:
    for seed in range(500):
        a = small(seed, bundles=True)
        spare = np.arange(a.seats.size) % 2
        found = preference_rounds(a, last_seat=rule, spare=spare)  # type: ignore[arg-type]
        right = [
            ranks(each)
            for each in every(a)
            if not check_rounds(a, each, last_seat=rule, spare=spare)  # type: ignore[arg-type]
        ]
        assert right == [ranks(found)], seed
        heads = sum(size(a, i) for i in range(len(a.prefs)) if found.placed[i] == 0)
        assert heads <= a.seats[0] + spare[0]


def test_the_bonus_belongs_to_the_pair_of_child_and_own_school_at_any_rank() -> None:
    prefs = np.array([[0, 1], [1, 0], [2, -1]], np.int32)
    home = np.array([0, 0, -1], np.int32)
    claims = pair_points(prefs, np.array([70, 60, 80], np.int32), home, 10)
    assert claims.tolist() == [[80, 70], [60, 70], [80, 80]]


def test_ties_go_down_the_list_before_the_draw() -> None:
    insured, lived = np.array([5, 9, 9, 5]), np.array([1, 2, 3, -1])
    told = settled([insured, lived], np.array([0, 1, 2, 3], np.uint64))
    assert told.tolist() == [2, 1, 0, 3]
    same = settled([insured], np.array([7, 7, 8, 7], np.uint64))
    assert same.tolist() == [2, 0, 1, 2]


def test_units_that_take_no_part_compete_with_nobody() -> None:
    a = applications([[0]] * 3, [3, 2, 1], [1, 2, 3], [1])
    found = preference_rounds(a, takes_part=np.array([False, True, True]))
    assert found.placed.tolist() == [-1, 0, -1]
    assert found.tally.asked.tolist() == [[2]]


def test_a_family_can_gain_by_an_untrue_first_choice() -> None:
    """Preference rounds are not safe against this; docs/mechanisms.md tells the story."""
    points = [100, 90, 80]
    truth = applications([[0, 1], [0, 1], [1, 0]], points, [1, 2, 3], [1, 1])
    untrue = applications([[0, 1], [1, 0], [1, 0]], points, [1, 2, 3], [1, 1])
    assert preference_rounds(truth).placed.tolist() == [0, -1, 1]
    assert preference_rounds(untrue).placed.tolist() == [0, 1, -1]
