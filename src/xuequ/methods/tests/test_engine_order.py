"""Neither the order of lines nor the numbers of schools changes who gets which place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from xuequ.methods.allocation.arrays import Applications, Int32, applications
from xuequ.methods.allocation.coordinated import coordinated
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.order import in_order
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.serial import by_points, serial_dictatorship
from xuequ.methods.allocation.trading import top_trading_cycles
from xuequ.methods.tests.placing import large, small


def serial(a: Applications) -> Int32:
    return serial_dictatorship(a, by_points(a.claims[:, 0], a.tickets[:, 0])).placed


WAYS: dict[str, Callable[[Applications], Int32]] = {
    "rounds": lambda a: preference_rounds(a).placed,
    "deferred": lambda a: deferred_acceptance(a).placed,
    "serial": serial,
    "trading": lambda a: top_trading_cycles(a).outcome.placed,
}


def shuffled(a: Applications, units: Int32, schools: Int32) -> Applications:
    """The same children on other lines, the same schools under other numbers."""
    prefs = np.where(a.prefs >= 0, schools[a.prefs], -1)[units]
    seats = np.empty_like(a.seats)
    seats[schools] = a.seats
    heads = a.heads[units] if a.heads.size else None
    return applications(prefs, a.claims[units], a.tickets[units], seats, heads)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_lines_and_numbers_do_not_matter(way: str) -> None:
    for seed in range(60):
        g = np.random.default_rng(seed)
        a = large(seed, 120, k=4, levels=3)
        units = g.permutation(120).astype(np.int32)
        schools = g.permutation(a.seats.size).astype(np.int32)
        found, again = WAYS[way](a), WAYS[way](shuffled(a, units, schools))
        told = np.where(found >= 0, schools[found], -1)[units]
        assert again.tolist() == told.tolist(), seed


def test_bundles_do_not_gain_by_their_line() -> None:
    for seed in range(400):
        g = np.random.default_rng(seed)
        a = small(seed, most=10, schools=4, bundles=True)
        units = g.permutation(len(a.prefs)).astype(np.int32)
        same = np.arange(a.seats.size, dtype=np.int32)
        found = preference_rounds(a).placed[units]
        assert preference_rounds(shuffled(a, units, same)).placed.tolist() == found.tolist()


def test_a_coordinated_placement_depends_on_the_list_and_not_on_the_lines() -> None:
    for seed in range(150):
        g = np.random.default_rng(seed)
        cost = g.integers(-1, 5, (14, 5))
        order, lines = g.permutation(14).astype(np.int32), g.permutation(14)
        seats = g.integers(0, 4, 5)
        where = np.empty(14, np.int32)
        where[lines] = np.arange(14)
        found = coordinated(order, cost, seats)
        assert coordinated(where[order], cost[lines], seats).tolist() == found[lines].tolist(), seed


def test_units_come_by_number_and_ticket_however_few_bits_tell_them_apart() -> None:
    for seed in range(300):
        g = np.random.default_rng(seed)
        n, kinds = int(g.integers(0, 400)), int(g.integers(1, 300))
        most = g.choice(np.array([0, 1, 2**20, 2**32 - 1], np.uint64))
        some = g.integers(0, 2**64, kinds, np.uint64)
        some[: kinds // 2] = some[0] ^ g.integers(0, 8, kinds // 2, np.uint64)
        tickets, behind = g.choice(some, n), g.integers(0, most, n, np.uint64, endpoint=True)
        order, equal = in_order(behind, tickets)
        told = sorted(range(n), key=lambda i: (behind[i], tickets[i], i))
        assert order.tolist() == told, seed
        pairs = [(behind[i], tickets[i]) for i in told]
        assert equal.tolist() == [p for p in range(n - 1) if pairs[p] == pairs[p + 1]], seed
        order, _ = in_order(np.zeros(1, np.uint64), tickets)
        assert order.tolist() == sorted(range(n), key=lambda i: (tickets[i], i)), seed
