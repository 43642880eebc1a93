"""Seats at the least cost: worked out by hand, and against all ways tried."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest

from .places_packages import VERIFY, Inputs, Row, by, child, kind, tables
from .test_engine_verifier_places_brute import PLACES, Kinds, Slot, few, open_to, placed, slots_of


def test_nearest_seats_as_many_as_can_be_in_their_order_at_the_least_cost() -> None:
    children = [child("1", points=9, place="p"), child("2", points=8, place="q"),
                child("3", points=7, place="q"), child("4", points=6, place="s")]  # fmt: skip
    schools = [{"school": "A", "plan": 1}, {"school": "B", "plan": 1}]
    travel = [("p", "A", 1), ("p", "B", 3), ("q", "A", 2)]
    # 2 has only A, so that 1 goes to B; then 3 can have no seat, and 4 nowhere to go.
    assert tables(by("nearest"), schools, children, *travel) == [
        ["1,1,,B,", "2,1,,A,", "3,,,,", "4,,,,"], [], [],
    ]  # fmt: skip


def test_of_ways_of_equal_cost_the_first_child_has_the_nearer_school() -> None:
    schools = [{"school": "A", "plan": 1}, {"school": "B", "plan": 1}]
    travel = [("p", "A", 5), ("p", "B", 4), ("q", "A", 7), ("q", "B", 6)]
    for first, then in (("p", "q"), ("q", "p")):  # 11 metres in all, whoever goes where
        children = [child("1", points=9, place=first), child("2", points=8, place=then)]
        assert tables(by("nearest"), schools, children, *travel)[0] == ["1,1,,B,", "2,1,,A,"]


def test_at_equal_cost_the_first_child_has_the_slot_of_the_smaller_number() -> None:
    schools = [{"school": "A", "plan": 2, "kept": "1"}, {"school": "B", "plan": 1, "kept": "0"}]
    children = [child(str(i), points=9 - i, place="p") for i in range(3)]
    rules = by("nearest", kinds=[kind("k", "after")])
    found = tables(rules, schools, children, ("p", "A", 5), ("p", "B", 5))
    assert found[0] == ["0,1,,A,", "1,1,,A,k", "2,1,,B,"]
    rules = by("nearest", kinds=[kind("k", "after", "empty")])
    found = tables(rules, schools, children, ("p", "A", 5), ("p", "B", 5))
    assert found[0] == ["0,1,,A,", "1,1,,B,", "2,,,,"]


def test_nearest_places_children_who_stay_together_first() -> None:
    children = [child("1", points=9, place="p"), child("t1", points=1, place="p", bundle="t"),
                child("t2", points=1, place="p", bundle="t")]  # fmt: skip
    schools = [{"school": "A", "plan": 1}, {"school": "B", "plan": 2}, {"school": "C", "plan": 2}]
    travel = [("p", "A", 1), ("p", "B", 2), ("p", "C", 2)]
    found = tables(by("nearest"), schools, children, *travel)[0]
    assert found == ["1,1,,A,", "t1,1,,B,", "t2,1,,B,"]
    assert tables(by("nearest"), [{**schools[0], "plan": 2}], children, *travel[:1])[0] == [
        "1,,,,", "t1,1,,A,", "t2,1,,A,",
    ]  # fmt: skip


def test_a_seat_in_the_zone_is_the_first_of_the_zone_that_is_left() -> None:
    schools = [{"school": each, "plan": 1} for each in "ABC"]
    children = [child(each, points=points) for each, points in (("1", 5), ("2", 7), ("3", 6))]
    found = tables(by("zone_seat", zone=["C", "A"]), schools, children)
    assert found == [["1,,,,", "2,1,,C,", "3,1,,A,"], [], []]


def costs_of(given: Inputs, method: str, slots: list[Slot], kinds: Kinds) -> dict[str, Any]:
    """By place, then slot: the cost."""
    zone = VERIFY.allocation_of(given.files)["zone"]
    rows = [row.split(",") for row in given.travel.decode().split("\n")[1:-1]]
    metres = {(place, school): int(far) for place, school, far in rows}
    found: dict[str, Any] = {}
    for place in PLACES:
        found[place] = {}
        for slot in slots:
            if method == "zone_seat" and slot[0] in zone:
                found[place][slot] = zone.index(slot[0]) + 1
            if method == "nearest" and (place, slot[0]) in metres:
                found[place][slot] = metres[place, slot[0]]
    return found


def all_seatings(
    group: list[Row], own: list[list[Slot]], seats: dict[Slot, int]
) -> Iterator[tuple[Slot, ...]]:
    """Every way to give each of a group a seat."""
    for way in itertools.product(*own):
        if all(way.count(slot) <= seats[slot] for slot in set(way)):
            yield way


@pytest.mark.parametrize("method", ["nearest", "zone_seat"])
@pytest.mark.parametrize("seed", range(300))
def test_seats_at_least_cost_are_those_of_all_ways_tried(method: str, seed: int) -> None:
    given, order, schools = few(random.Random(f"{method} {seed}"), method)
    kinds = VERIFY.allocation_of(given.files)["kinds"]
    seats = dict(itertools.chain.from_iterable(slots_of(each, kinds) for each in schools))
    slots = list(seats)
    costs = costs_of(given, method, slots, kinds)

    def own(one: Row) -> list[Slot]:
        return [slot for slot in costs[one["place"]] if open_to(slot, one, kinds)]

    seated: list[Row] = []
    for next_one in order:
        group = [*seated, next_one]
        if any(True for _ in all_seatings(group, [own(each) for each in group], seats)):
            seated = group

    def rank(way: tuple[Slot, ...]) -> tuple[int, list[tuple[int, int]]]:
        each = [costs[one["place"]][slot] for one, slot in zip(seated, way, strict=True)]
        numbers = [slots.index(slot) for slot in way]
        return sum(each), list(zip(each, numbers, strict=True))

    best = min(all_seatings(seated, [own(each) for each in seated], seats), key=rank)
    expected: dict[str, Slot | None] = dict.fromkeys((one["number"] for one in order), None)
    expected |= {one["number"]: slot for one, slot in zip(seated, best, strict=True)}
    assert placed(given) == expected
