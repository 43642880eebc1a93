"""Deferred acceptance and serial dictatorship against brute force, slow ways and a library."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from xuequ.methods.allocation import deferred
from xuequ.methods.allocation.arrays import UnsettledError, applications
from xuequ.methods.allocation.checks.by_envy import check_serial, check_stable
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.serial import by_points, serial_dictatorship
from xuequ.methods.tests.placing import (
    every,
    large,
    ranks,
    slow_deferred,
    slow_serial,
    small,
)


def worst(choices: list[int]) -> list[int]:
    """Choices so that smaller is better for the child, nothing being the worst."""
    return [each if each >= 0 else 99 for each in choices]


def test_it_is_the_stable_allocation_that_every_child_likes_best() -> None:
    for seed in range(1200):
        a = small(seed)
        found = deferred_acceptance(a)
        stable = [ranks(each) for each in every(a) if not check_stable(a, each)]
        assert ranks(found) in stable, seed
        for other in stable:
            pairs = zip(worst(ranks(found)), worst(other), strict=True)
            assert all(mine <= theirs for mine, theirs in pairs), seed


def test_the_slow_way_finds_the_same_on_thousands_of_instances() -> None:
    for seed in range(3000):
        a = small(seed, most=12, schools=5, levels=seed % 4)
        assert ranks(deferred_acceptance(a)) == slow_deferred(a), seed


@pytest.mark.parametrize("few", [1, 2, 32, 10**6])
@pytest.mark.parametrize("many", [False, True])
def test_thousands_of_children_are_placed_as_the_slow_way_does(
    monkeypatch: pytest.MonkeyPatch, many: bool, few: int
) -> None:
    """Whether all ask one by one, the last ones only, or nobody."""
    monkeypatch.setattr(deferred, "FEW", few)
    a = large(3, 3000, many=many)
    found = deferred_acceptance(a)
    assert ranks(found) == slow_deferred(a)
    assert check_stable(a, found) == []


@pytest.mark.parametrize("few", [1, 32])
def test_tickets_that_short_keys_cannot_tell_apart_are_compared_whole(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Few tickets are great, so that the others have the same leading digits."""
    monkeypatch.setattr(deferred, "FEW", few)
    for seed in range(40):
        a = large(seed, 400, k=3, levels=3, many=seed % 2 == 1)
        tickets = a.tickets.copy()
        tickets[0] += np.uint64(2**62)
        a = a._replace(tickets=tickets)
        assert ranks(deferred_acceptance(a)) == slow_deferred(a), seed


@pytest.mark.parametrize("few", [1, 32])
def test_equal_ones_are_told_where_only_one_of_them_would_enter(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(deferred, "FEW", few)
    told = 0
    for seed in range(300):
        a = large(seed, 60, k=3, levels=4)
        a = a._replace(tickets=a.tickets // np.uint64(1 + seed % 6))
        one = slow_deferred(
            a._replace(tickets=a.tickets * np.uint64(64) + np.arange(60, dtype=np.uint64)[:, None])
        )
        other = slow_deferred(
            a._replace(
                tickets=a.tickets * np.uint64(64) + np.arange(59, -1, -1, dtype=np.uint64)[:, None]
            )
        )
        try:
            assert ranks(deferred_acceptance(a)) == one == other, seed
        except UnsettledError as equal:
            i, j = equal.units
            at, against = (a.prefs[each].tolist().index(equal.school) for each in (i, j))
            assert a.claims[i, at] == a.claims[j, against] and a.tickets[i, 0] == a.tickets[j, 0]
            told += 1
    assert 50 < told < 300


def test_a_published_library_finds_the_same() -> None:
    games = pytest.importorskip("matching.games", reason="not installed in the bare environment")
    for seed in range(25):
        a = large(seed, 60, k=3, levels=4)
        a = a._replace(seats=np.full(a.seats.size, 9))
        chosen = {i: [int(s) for s in row] for i, row in enumerate(a.prefs)}
        asked: dict[int, list[tuple[tuple[int, int], int]]] = {}
        for i, schools in chosen.items():
            for j, s in enumerate(schools):
                asked.setdefault(s, []).append(((-int(a.claims[i, j]), int(a.tickets[i, 0])), i))
        ranked = {s: [i for _, i in sorted(queue)] for s, queue in asked.items()}
        game = games.HospitalResident.create_from_dictionaries(
            chosen, ranked, dict.fromkeys(ranked, 9)
        )
        theirs = np.full(60, -1)
        for school, units in game.solve().items():
            theirs[[each.name for each in units]] = school.name
        assert deferred_acceptance(a).placed.tolist() == theirs.tolist()


def test_no_family_gains_by_untrue_choices() -> None:
    gains = 0
    for seed in range(250):
        a = small(seed, most=5, schools=3)
        honest = worst(ranks(deferred_acceptance(a)))
        for i in range(len(a.prefs)):
            truth = a.prefs[i].tolist()
            listed = [j for j, school in enumerate(truth) if school >= 0]
            for length in range(len(listed) + 1):
                for told in permutations(listed, length):
                    prefs, claims = a.prefs.copy(), a.claims.copy()
                    tickets = a.tickets.copy()
                    prefs[i] = -1
                    for at, j in enumerate(told):
                        prefs[i, at], claims[i, at] = truth[j], a.claims[i, j]
                        if tickets.shape[1] > 1:
                            tickets[i, at] = a.tickets[i, j]
                    lie = a._replace(prefs=prefs, claims=claims, tickets=tickets)
                    at = ranks(deferred_acceptance(lie))[i]
                    gains += at >= 0 and told[at] < honest[i]
    assert gains == 0


def test_more_seats_never_harm_a_child() -> None:
    for seed in range(400):
        a = small(seed, most=9, schools=4)
        more = a._replace(seats=a.seats + np.eye(a.seats.size, dtype=np.int64)[0])
        before, after = (worst(ranks(deferred_acceptance(each))) for each in (a, more))
        assert all(new <= old for new, old in zip(after, before, strict=True)), seed


def test_the_numbers_of_children_and_schools_do_not_matter() -> None:
    a = large(11, 500)
    g = np.random.default_rng(1)
    units, schools = g.permutation(500), g.permutation(a.seats.size)
    other = applications(
        schools[a.prefs][units], a.claims[units], a.tickets[units, 0], a.seats[np.argsort(schools)]
    )
    found, again = deferred_acceptance(a).placed, deferred_acceptance(other).placed
    assert np.where(found < 0, -1, schools[found])[units].tolist() == again.tolist()


def test_where_schools_rank_all_alike_it_is_serial_dictatorship() -> None:
    for seed in range(500):
        a = large(seed, 40, k=3)
        points = a.claims[:, 0]
        a = applications(a.prefs, points, a.tickets, a.seats)
        order = by_points(points, a.tickets[:, 0])
        assert ranks(serial_dictatorship(a, order)) == ranks(deferred_acceptance(a)), seed


def test_serial_dictatorship_is_what_its_name_says_with_bundles_too() -> None:
    for seed in range(2000):
        a = small(seed, most=6, schools=4, bundles=seed % 2 == 0)
        order = np.random.default_rng(seed).permutation(len(a.prefs)).astype(np.int32)
        found = serial_dictatorship(a, order)
        assert ranks(found) == slow_serial(a, order.tolist())
        if seed < 400 and len(a.prefs) < 5:
            told = order.tolist()
            right = [ranks(each) for each in every(a) if not check_serial(a, each, told)]
            assert right == [ranks(found)], seed


def test_last_who_entered_stands_in_the_tally() -> None:
    found = deferred_acceptance(
        applications([[0, 1], [0, 1], [0, -1]], [7, 9, 7], [3, 2, 1], [2, 5])
    )
    assert found.placed.tolist() == [1, 0, 0]
    assert found.tally.asked.tolist() == [[3, 1]]
    assert (found.tally.claim[0, 0], found.tally.ticket[0, 0]) == (7, 1)


def test_what_cannot_be_settled_is_refused() -> None:
    with pytest.raises(ValueError, match="bundles"):
        deferred_acceptance(applications([[0]], None, [1], [1], [2]))
    with pytest.raises(UnsettledError, match="school 0"):
        deferred_acceptance(applications([[0], [0]], [1, 1], [4, 4], [1]))
    with pytest.raises(UnsettledError):
        by_points(np.array([1, 1], np.int32), np.array([2, 2]))


def test_tickets_that_differ_in_their_last_digit_only_are_told_apart() -> None:
    tickets = np.array([2**63 + 1, 2**63, 2**63 + 2], np.uint64)
    a = applications([[0]] * 3, [0, 2**29, 2**29], tickets, [1])
    assert deferred_acceptance(a).placed.tolist() == [-1, 0, -1]
    assert by_points(a.claims[:, 0], tickets).tolist() == [1, 2, 0]
