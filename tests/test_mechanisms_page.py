"""The worked examples of docs/mechanisms.md and its Chinese twin, carried out."""

from __future__ import annotations

import numpy as np
import pytest

from pages import tables
from xuequ.methods.allocation.arrays import Applications, applications, pair_points
from xuequ.methods.allocation.coordinated import coordinated
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.reserves import Slot, seated, slotted
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.serial import by_points, serial_dictatorship
from xuequ.methods.allocation.stages import Cut, compose
from xuequ.methods.allocation.trading import top_trading_cycles
from xuequ.methods.allocation.zoning import drawn, single_school

SCHOOLS = {"North": 0, "South": 1, "East": 2, "West": 0, "Hill": 1, "–": -1}
PAGES = ("mechanisms.md", "mechanisms.zh.md")
SEATS = np.array([1, 2, 1])


def children(page: str) -> tuple[Applications, np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    rows = tables(page)[0]
    points = np.array([int(row[1]) for row in rows], np.int32)
    home = np.array([SCHOOLS[row[2]] for row in rows], np.int32)
    prefs = np.array([[SCHOOLS[each] for each in row[3].split(", ")] for row in rows], np.int32)
    tickets = np.array([int(row[4]) for row in rows])
    return (
        applications(prefs, pair_points(prefs, points, home, 10), tickets, SEATS),
        points,
        home,
        tickets,
    )


@pytest.mark.parametrize("page", PAGES)
def test_each_mechanism_places_the_five_children_as_told(page: str) -> None:
    a, points, home, tickets = children(page)
    plain = applications(a.prefs, points, tickets, SEATS)
    zoned = single_school(home, [[1, 2], [], []], points, tickets, SEATS)
    ways = {
        "preference_rounds": preference_rounds(a).placed,
        "drawn": preference_rounds(drawn(a.prefs, tickets, SEATS)).placed,
        "single_school": preference_rounds(zoned).placed,
        "deferred_acceptance": deferred_acceptance(a).placed,
        "serial_dictatorship": serial_dictatorship(plain, by_points(points, tickets)).placed,
        "top_trading_cycles": top_trading_cycles(a).outcome.placed,
    }
    told = {row[0]: [SCHOOLS[each] for each in row[1:]] for row in tables(page)[1]}
    assert told == {name: placed.tolist() for name, placed in ways.items()}


@pytest.mark.parametrize("page", PAGES)
def test_what_an_untrue_first_choice_brings(page: str) -> None:
    a, points, home, tickets = children(page)
    for _, said, by_rounds, by_deferred in tables(page)[2]:
        prefs = a.prefs.copy()
        prefs[1] = [SCHOOLS[each] for each in said.split(", ")]
        told = applications(prefs, pair_points(prefs, points, home, 10), tickets, SEATS)
        assert preference_rounds(told).placed[1] == SCHOOLS[by_rounds]
        assert deferred_acceptance(told).placed[1] == SCHOOLS[by_deferred]


@pytest.mark.parametrize("page", PAGES)
def test_coordinated_placement_as_told(page: str) -> None:
    rows = tables(page)[3]
    cost = np.array([[int(row[2]), int(row[3])] for row in rows])
    order = by_points(np.array([int(row[1]) for row in rows], np.int32), np.arange(3))
    assert coordinated(order, cost, np.array([1, 1])).tolist() == [SCHOOLS[row[4]] for row in rows]


@pytest.mark.parametrize("page", PAGES)
def test_bundles_and_reserves_as_told(page: str) -> None:
    a = applications([[0]] * 3, [90, 80, 70], [1, 2, 3], [2], heads=[1, 2, 1])
    for rule, *told, _ in tables(page)[4]:
        found = preference_rounds(a, last_seat=rule, spare=np.array([1]))  # type: ignore[arg-type]
        assert [each == "in" for each in told] == (found.placed == 0).tolist()
    single, kinds = a._replace(heads=a.heads[:0]), np.array([[True], [False], [True]])
    lines = {"kept, open": [Slot(1, 0), Slot(1)], "open, kept": [Slot(1), Slot(1, 0)]}
    assert {row[0] for row in tables(page)[5]} == set(lines)
    for order, *told in tables(page)[5]:
        held = slotted(single, [lines[order]], kinds)
        placed = seated(held, preference_rounds(held.applications)).placed
        assert [each == "in" for each in told] == (placed == 0).tolist()


def test_the_pool_of_three_is_the_one_told() -> None:
    _, points, _, tickets = children(PAGES[0])
    cut = Cut("pool", points, tickets.astype(np.uint64), 3)
    report = compose((cut,), SEATS, np.ones(5, np.int32)).reports[0]
    assert np.flatnonzero(report.outcome.placed >= 0).tolist() == [0, 1, 2]
