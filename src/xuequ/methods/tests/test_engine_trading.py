"""Top trading cycles against a slow way, all allocations, and its promises."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import Applications, UnsettledError, applications
from xuequ.methods.allocation.checks.by_trades import check_efficient, check_trades
from xuequ.methods.allocation.serial import by_points, serial_dictatorship
from xuequ.methods.allocation.trading import Trades, top_trading_cycles
from xuequ.methods.tests.placing import every, large, outcome, ranks, size, slow_trading, small


def single(seed: int, most: int = 6, schools: int = 4) -> Applications:
    a = small(seed, most=most, schools=schools, levels=seed % 4)
    return a._replace(tickets=np.ascontiguousarray(a.tickets[:, :1]))


def test_the_slow_way_finds_the_same_and_the_checker_agrees() -> None:
    for seed in range(3000):
        a = single(seed, most=10, schools=5)
        trades = top_trading_cycles(a)
        assert ranks(trades.outcome) == slow_trading(a), seed
        assert check_trades(a, trades) == [], seed


def test_a_thousand_children_trade_as_in_the_slow_way() -> None:
    a = large(5, 800, k=4, levels=3)
    trades = top_trading_cycles(a)
    assert ranks(trades.outcome) == slow_trading(a)
    assert check_trades(a, trades) == []
    assert check_efficient(a, trades.outcome) == []


def test_no_allocation_at_all_is_better_for_one_child_and_worse_for_none() -> None:
    for seed in range(400):
        a = single(seed, most=4, schools=3)
        found = ranks(top_trading_cycles(a).outcome)
        mine = [each if each >= 0 else 99 for each in found]
        for other in every(a):
            theirs = [each if each >= 0 else 99 for each in ranks(other)]
            held = [other.placed.tolist().count(s) for s in range(a.seats.size)]
            if any(count > most for count, most in zip(held, a.seats.tolist(), strict=True)):
                continue
            better = [new < old for new, old in zip(theirs, mine, strict=True)]
            worse = [new > old for new, old in zip(theirs, mine, strict=True)]
            assert not any(better) or any(worse), seed


def test_the_checker_of_efficiency_finds_what_enumeration_finds() -> None:
    bad = 0
    for seed in range(150):
        a = single(seed, most=4, schools=3)
        held = [each for each in every(a) if _fits(a, each.placed.tolist())]
        costs = [[x if x >= 0 else 99 for x in ranks(each)] for each in held]
        for each, mine in zip(held, costs, strict=True):
            beaten = any(
                theirs != mine and all(x <= y for x, y in zip(theirs, mine, strict=True))
                for theirs in costs
            )
            bad += beaten
            assert bool(check_efficient(a, each)) == beaten, (seed, mine)
    assert bad > 100


def _fits(a: Applications, placed: list[int]) -> bool:
    return all(placed.count(s) <= most for s, most in enumerate(a.seats.tolist()))


def test_no_family_gains_by_untrue_choices() -> None:
    tried = 0
    for seed in range(250):
        a = single(seed, most=5, schools=3)
        honest = ranks(top_trading_cycles(a).outcome)
        for i in range(len(a.prefs)):
            truth = a.prefs[i].tolist()
            listed = [j for j, school in enumerate(truth) if school >= 0]
            for told in (p for r in range(len(listed) + 1) for p in permutations(listed, r)):
                prefs, claims = a.prefs.copy(), a.claims.copy()
                prefs[i] = -1
                for at, j in enumerate(told):
                    prefs[i, at], claims[i, at] = truth[j], a.claims[i, j]
                at = ranks(top_trading_cycles(a._replace(prefs=prefs, claims=claims)).outcome)[i]
                tried += 1
                assert at < 0 or not told[at] < (honest[i] if honest[i] >= 0 else 99), seed
    assert tried > 1000


def test_where_schools_rank_all_alike_it_is_serial_dictatorship() -> None:
    for seed in range(300):
        a = large(seed, 40, k=3)
        points = a.claims[:, 0]
        a = applications(a.prefs, points, a.tickets, a.seats)
        order = by_points(points, a.tickets[:, 0])
        assert ranks(top_trading_cycles(a).outcome) == ranks(serial_dictatorship(a, order)), seed


def test_a_claim_is_traded_even_where_that_makes_envy() -> None:
    a = applications([[1, 0], [0, 1], [0, -1]], [[1, 3], [1, 3], [2, 0]], [1, 2, 3], [1, 1])
    found = top_trading_cycles(a)
    assert found.outcome.placed.tolist() == [1, 0, -1]
    assert found.cycle.tolist() == [0, 0, -1]


def test_the_checker_finds_a_wrong_cycle() -> None:
    a = applications([[0], [0]], [2, 1], [1, 2], [1])
    wrong = Trades(outcome(a, [-1, 0]), np.array([-1, 0], np.int32))
    assert check_trades(a, wrong) == ["cycle 0: its schools point to others"]
    assert size(a, 0) == 1


def test_claims_too_wide_for_one_number_are_sorted_by_columns() -> None:
    a = large(2, 3000, k=4)
    spread = a._replace(claims=a.claims * 2**24 - 2**29)
    many = applications(
        a.prefs, spread.claims, a.tickets, np.append(a.seats, np.zeros(2**22, np.int64))
    )
    one, other = top_trading_cycles(a).outcome, top_trading_cycles(many).outcome
    assert one.placed.tolist() == other.placed.tolist()


def test_equal_tickets_are_no_matter_where_nobody_is_equal_at_a_school() -> None:
    a = large(5, 300, k=3)
    claims = np.random.default_rng(5).permutation(900).reshape(300, 3).astype(np.int32)
    a = a._replace(claims=claims)
    halved = a._replace(tickets=a.tickets // np.uint64(30))
    found = top_trading_cycles(halved)
    assert ranks(found.outcome) == ranks(top_trading_cycles(a).outcome)
    assert check_trades(halved, found) == []


def test_what_cannot_be_done_is_refused() -> None:
    with pytest.raises(ValueError, match="bundles"):
        top_trading_cycles(applications([[0]], None, [1], [1], [2]))
    with pytest.raises(ValueError, match="one draw"):
        top_trading_cycles(applications([[0, 1]], None, [[1, 2]], [1, 1]))
    with pytest.raises(UnsettledError, match="school 0"):
        top_trading_cycles(applications([[0], [0]], [1, 1], [4, 4], [1]))
