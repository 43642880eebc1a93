"""What is told about each choice, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from xuequ.methods.allocation import standing as told
from xuequ.methods.allocation.arrays import Applications, Outcome, applications
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.standing import Standing, standing, waiting_lists
from xuequ.methods.tests.placing import key, size, small


def by_hand(
    a: Applications, found: Outcome, classes: list[int], rounds: bool
) -> dict[tuple[int, int], tuple[int, list[int]]]:
    """Place in the queue, and who entered ahead by class, of each choice that was asked for."""
    n, k = a.prefs.shape
    end = [int(each) if each >= 0 else k for each in found.rank]
    asked = [(i, j) for i in range(n) for j in range(k) if a.prefs[i, j] >= 0 and j <= end[i]]
    facts = {}
    for i, j in asked:
        queue = [
            (key(a, u, c), u, c)
            for u, c in asked
            if a.prefs[u, c] == a.prefs[i, j] and (c == j or not rounds)
        ]
        before = [(u, c) for _, u, c in sorted(queue) if (key(a, u, c)) < key(a, i, j)]
        ahead = [0, 0]
        for u, c in before:
            if found.rank[u] == c:
                ahead[classes[u]] += size(a, u)
        facts[i, j] = (len(before) + 1, ahead)
    return facts


@pytest.mark.parametrize("rounds", [True, False])
def test_place_and_children_ahead_are_those_counted_by_hand(rounds: bool) -> None:
    for seed in range(500):
        a = small(seed, most=8, bundles=rounds and seed % 2 == 0)
        if a.prefs.shape[1] == 1:
            continue
        found = preference_rounds(a) if rounds else deferred_acceptance(a)
        classes = [i % 2 for i in range(len(a.prefs))]
        facts = standing(a, found, np.array(classes, np.int8)[:, None], 2)
        wanted = by_hand(a, found, classes, rounds)
        for (i, j), (place, ahead) in wanted.items():
            assert facts.place[i, j] == place, seed
            assert facts.ahead[i, j].tolist() == ahead, seed
        assert (facts.place > 0).sum() == len(wanted)


def test_what_decided_agrees_with_who_entered_and_with_the_numbers() -> None:
    seen = set()
    for seed in range(800):
        a = small(seed, most=8, bundles=seed % 2 == 0)
        rule = ["pass_over", "stop"][seed % 3 == 0]
        found = preference_rounds(a, last_seat=rule)  # type: ignore[arg-type]
        facts = standing(a, found, np.zeros((len(a.prefs), 1), np.int8), 1)
        for i, row in enumerate(facts.decided.tolist()):
            for j, why in enumerate(row):
                seen.add(why)
                s = a.prefs[i, j]
                assert (why == told.NONE) == (s < 0)
                assert (why in told.ENTERED) == (found.rank[i] == j)
                left = int(found.tally.seats[j, s] - found.tally.entered[j, s])
                if why == told.DIRECT:
                    assert found.tally.asked[j, s] <= found.tally.seats[j, s]
                elif why == told.FULL:
                    assert found.tally.seats[j, s] == 0
                elif why == told.CLAIM_OUT:
                    assert a.claims[i, j] < found.tally.claim[j, s]
                elif why == told.NO_ROOM:
                    assert size(a, i) > left
                elif why == told.STOPPED:
                    assert size(a, i) <= left and rule == "stop"
                elif why in (told.CLAIM_IN, told.TIE_IN):
                    behind = beaten(a, found, facts, (i, j))
                    assert all(claim <= a.claims[i, j] for claim in behind)
                    assert (why == told.TIE_IN) == (int(a.claims[i, j]) in behind), seed
    assert seen == set(range(10))


def beaten(a: Applications, found: Outcome, facts: Standing, at: tuple[int, int]) -> list[int]:
    """Claims of those who asked there too and stood behind, but for whom room was wanting."""
    i, j = at
    return [
        int(a.claims[u, j])
        for u in range(len(a.prefs))
        if a.prefs[u, j] == a.prefs[i, j]
        and found.rank[u] not in range(j + 1)
        and facts.decided[u, j] != told.NO_ROOM
    ]


def test_who_enters_past_a_bundle_without_room_has_tied_with_nobody() -> None:
    a = applications([[0]] * 3, [90, 80, 70], [3, 1, 2], [2], heads=[1, 2, 1])
    facts = standing(a, preference_rounds(a), np.zeros((3, 1), np.int8), 1)
    assert facts.decided[:, 0].tolist() == [told.CLAIM_IN, told.NO_ROOM, told.CLAIM_IN]


def test_the_draw_is_named_only_where_it_decided() -> None:
    a = applications([[0]] * 4, [9, 8, 8, 7], [4, 3, 2, 1], [2])
    facts = standing(a, preference_rounds(a), np.zeros((4, 1), np.int8), 1)
    assert facts.decided[:, 0].tolist() == [
        told.CLAIM_IN,
        told.TIE_OUT,
        told.TIE_IN,
        told.CLAIM_OUT,
    ]
    clear = a._replace(seats=np.array([3]))
    facts = standing(clear, preference_rounds(clear), np.zeros((4, 1), np.int8), 1)
    assert facts.decided[:, 0].tolist() == [told.CLAIM_IN] * 3 + [told.CLAIM_OUT]
    assert facts.place[:, 0].tolist() == [1, 3, 2, 4]


def test_a_waiting_list_has_rounds_before_claims_and_nobody_who_is_better_off() -> None:
    prefs = [[0, 1], [0, 1], [1, 0], [1, 0], [0, -1]]
    a = applications(prefs, [9, 5, 8, 7, 6], [1, 2, 3, 4, 5], [1, 1])
    found = preference_rounds(a)
    assert found.placed.tolist() == [0, -1, 1, -1, -1]
    assert waiting(a, found, 0) == [4, 1, 3]
    assert waiting(a, found, 1) == [3, 1]
    assert waiting(a, deferred_acceptance(a), 0) == [3, 4, 1]


def waiting(a: Applications, found: Outcome, school: int) -> list[int]:
    by_rounds = found.tally.seats.shape[0] > 1
    units, choices = waiting_lists(a, found.rank.astype(np.int64), by_rounds=by_rounds)
    return [int(each) for each in units[a.prefs[units, choices] == school]]


def test_a_result_without_a_tally_tells_nothing() -> None:
    a = applications([[0, 1]], [1], [1], [1, 1])
    found = preference_rounds(a)
    bare = found._replace(tally=found.tally._replace(seats=found.tally.seats[:0]))
    with pytest.raises(ValueError, match="no tally"):
        standing(a, bare, np.zeros((1, 1), np.int8), 1)
