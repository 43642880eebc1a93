"""Seats kept for some children, against a way that fills them by hand."""

from __future__ import annotations

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import Applications, Bool, applications
from xuequ.methods.allocation.checks.by_envy import check_stable
from xuequ.methods.allocation.checks.by_rounds import check_rounds
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.reserves import OPEN, Slot, seated, slotted, travel_to_slots
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.tests.placing import key, small

Slots = list[list[Slot]]


def instance(seed: int) -> tuple[Applications, Slots, Bool]:
    g = np.random.default_rng(seed)
    a = small(seed, most=8, schools=3)
    slots = [
        [
            Slot(int(g.integers(0, 3)), int(g.integers(-1, 2)), ["only", "first"][g.integers(0, 2)])  # type: ignore[arg-type]
            for _ in range(int(g.integers(1, 4)))
        ]
        for _ in range(a.seats.size)
    ]
    return a, slots, g.random((len(a.prefs), 2)) < 0.4


def take(
    asking: list[tuple[int, int]], a: Applications, slot: Slot, room: int, kinds: Bool
) -> list[tuple[int, int]]:
    """Who of those that ask (unit, choice) gets the seats of a slot."""

    def of_kind(i: int) -> bool:
        return slot.kind != OPEN and bool(kinds[i, slot.kind])

    may = [p for p in asking if slot.kind == OPEN or slot.reach == "first" or of_kind(p[0])]
    return sorted(may, key=lambda p: (not of_kind(p[0]), *key(a, *p)))[:room]


def test_rounds_fill_the_slots_of_a_school_in_their_order() -> None:
    for seed in range(1500):
        a, slots, kinds = instance(seed)
        held = slotted(a, slots, kinds)
        found = preference_rounds(held.applications)
        assert check_rounds(held.applications, found) == []
        left = {(s, at): each.seats for s, line in enumerate(slots) for at, each in enumerate(line)}
        rank = [-1] * len(a.prefs)
        for j in range(a.prefs.shape[1]):
            for s, line in enumerate(slots):
                for at, slot in enumerate(line):
                    asking = [
                        (i, j) for i in range(len(rank)) if rank[i] < 0 and a.prefs[i, j] == s
                    ]
                    for i, _ in take(asking, a, slot, left[s, at], kinds):
                        rank[i] = j
                        left[s, at] -= 1
        told = seated(held, found)
        assert told.rank.tolist() == rank, seed
        assert [int(a.prefs[i, j]) if j >= 0 else -1 for i, j in enumerate(rank)] == (
            told.placed.tolist()
        )


def test_deferred_acceptance_lets_each_school_choose_slot_by_slot() -> None:
    for seed in range(1500):
        a, slots, kinds = instance(seed)
        held = slotted(a, slots, kinds)
        found = deferred_acceptance(held.applications)
        assert check_stable(held.applications, found) == []
        n, k = a.prefs.shape
        rank, changed = [0] * n, True
        while changed:
            changed = False
            for s, line in enumerate(slots):
                asking = [(i, rank[i]) for i in range(n) if rank[i] < k]
                asking = [(i, j) for i, j in asking if a.prefs[i, j] == s]
                for slot in line:
                    kept = take(asking, a, slot, slot.seats, kinds)
                    asking = [pair for pair in asking if pair not in kept]
                for i, _ in asking:
                    rank[i] += 1
                    changed = True
            for i in range(n):
                while rank[i] < k and a.prefs[i, rank[i]] < 0:
                    rank[i] += 1
        expected = [j if j < k else -1 for j in rank]
        assert seated(held, found).rank.tolist() == expected, seed


def test_the_order_of_slots_changes_who_enters() -> None:
    a = applications([[0]] * 3, [90, 80, 70], [1, 2, 3], [2])
    kinds = np.array([[True], [False], [True]])
    kept, free = Slot(1, 0), Slot(1)
    entered = []
    for line in ([kept, free], [free, kept]):
        held = slotted(a, [line], kinds)
        told = seated(held, preference_rounds(held.applications))
        entered.append(told.placed.tolist())
    assert entered == [[0, 0, -1], [0, -1, 0]]


def test_a_coordinated_stage_over_slots_keeps_the_reserves() -> None:
    slots = [[Slot(1), Slot(1, 0, "only")], [Slot(2, 0, "first")]]
    kinds, cost = np.array([[False], [True]]), np.array([[5, 7], [5, 7]])
    assert travel_to_slots(cost, slots, kinds).tolist() == [[5, -1, 7], [5, 5, 7]]


def test_seats_kept_only_for_a_kind_stay_empty_without_it_and_others_do_not() -> None:
    a = applications([[0]] * 2, [2, 1], [1, 2], [2])
    nobody = np.zeros((2, 1), bool)
    only = slotted(a, [[Slot(1), Slot(1, 0, "only")]], nobody)
    first = slotted(a, [[Slot(1), Slot(1, 0, "first")]], nobody)
    assert seated(only, preference_rounds(only.applications)).placed.tolist() == [0, -1]
    assert seated(first, preference_rounds(first.applications)).placed.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("slots", "kinds", "claim", "message"),
    [
        ([], np.zeros((1, 1), bool), 1, "list of slots"),
        ([[Slot(1, 3)]], np.zeros((1, 1), bool), 1, "not there"),
        ([[Slot(1)]], np.zeros((2, 1), bool), 1, "each kind"),
        ([[Slot(1)]], np.zeros((1, 1), bool), 2**29, "out of range"),
    ],
)
def test_reserves_that_make_no_sense_are_refused(
    slots: Slots, kinds: Bool, claim: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        slotted(applications([[0]], [claim], [1], [1]), slots, kinds)
