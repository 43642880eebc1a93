"""verify.py against the slowest reading of docs/package-places.md: all that could be is tried."""

from __future__ import annotations

import csv
import itertools
import json
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from .places_anything import anything
from .places_packages import VERIFY, Inputs, Row, inputs, kind, results, rules_of, seed_of, stage

Slot = tuple[str, str]  # school and kind
Kinds = list[Row]
PLACES = "pqrstu"  # the last is not in travel.csv


def placed(given: Inputs) -> dict[str, Slot | None]:
    """By number: the slot, as result.csv has it."""
    rows = results(given)["result.csv"].decode().split("\n")[1:-1]
    cells = [row.split(",") for row in rows]
    return {cell[0]: (cell[4], cell[5]) if cell[4] else None for cell in cells}


def slots_of(school: Row, kinds: Kinds) -> list[tuple[Slot, int]]:
    """The slots of one school, in their order, with their seats (section 4)."""
    kept = [int(each) for each in str(school["kept"]).split(";") if each]
    own = [((school["school"], each["kind"]), n) for each, n in zip(kinds, kept, strict=True)]
    first = [slot for slot, each in zip(own, kinds, strict=True) if each["order"] == "before"]
    last = [slot for slot, each in zip(own, kinds, strict=True) if each["order"] == "after"]
    return [*first, ((school["school"], ""), school["plan"] - sum(kept)), *last]


def open_to(slot: Slot, child: Row, kinds: Kinds) -> bool:
    alone = {each["kind"] for each in kinds if each["left"] == "empty"}
    return slot[1] not in alone or slot[1] in child["kinds"].split(";")


def ways(child: Row, slots: list[Slot], kinds: Kinds) -> list[Slot]:
    """The slots that a child asks, in its order."""
    wanted = [child[each] for each in ("choice_1", "choice_2", "choice_3") if child[each]]
    return [slot for school in wanted for slot in slots
            if slot[0] == school and open_to(slot, child, kinds)]  # fmt: skip


def few(source: random.Random, method: str, **more: Any) -> tuple[Inputs, list[Row], list[Row]]:
    """Up to six children and three schools, one stage; the children in the order they stand."""
    kinds = [kind("k", source.choice(["before", "after"]), source.choice(["others", "empty"]))]
    kinds = kinds[: source.randint(0, 1)]
    schools = []
    for name in "abcd"[: source.randint(1, 4)]:
        plan = source.randint(0, 3)
        kept = [str(source.randint(0, plan)) for _ in kinds]
        schools.append({"school": name, "plan": plan, "kept": ";".join(kept)})
    names = [str(school["school"]) for school in schools]
    count = source.randint(1, 6)
    children = []
    for lot in range(count):
        wanted = source.sample([*names, "", "", ""], 3)
        choices = {f"choice_{i}": school for i, school in enumerate(wanted, 1)}
        mine = "k" if kinds and source.random() < 0.5 else ""
        children.append({"number": f"n{lot}", "kinds": mine, "place": source.choice(PLACES),
                         "home": source.choice([*names, ""]), "points": source.randint(0, 3),
                         "lot": lot, **choices})  # fmt: skip
    zone = source.sample(names, source.randint(0, len(names)))
    rules = rules_of(choices=["any"] * 3, ties=["lot"], kinds=kinds, zone=zone,
                     stages=[stage(method, **more)])  # fmt: skip
    travel = [(place, name, source.choice([100, 200, 300]))
              for place in PLACES[:-1] for name in names if source.random() < 0.9]  # fmt: skip
    order = sorted(children, key=lambda child: (child["points"], child["lot"]), reverse=True)
    mixed = source.sample(children, count)
    return inputs(rules, schools, mixed, travel), order, schools


Standing = dict[tuple[str, Slot], tuple[int, ...]]


def standing_of(order: list[Row], slots: list[Slot], bonus: int, first: bool) -> Standing:
    """How each child stands at each slot; the greater stands before."""
    found: Standing = {}
    for child in order:
        for slot in slots:
            own = child["home"] == slot[0] and (not first or child["choice_1"] == slot[0])
            claim = child["points"] + bonus * own
            found[child["number"], slot] = (
                int(slot[1] != "" and slot[1] in child["kinds"].split(";")), claim, child["lot"],
            )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(200))
def test_deferred_acceptance_is_the_best_for_all_of_those_that_nobody_envies(seed: int) -> None:
    source = random.Random(seed)
    bonus, first = source.choice([0, 2]), source.random() < 0.5
    more = {"bonus": str(bonus), "bonus_at": "first" if first else "any"}
    given, order, schools = few(source, "deferred", **more)
    order = order[:4]
    given = fewer(given, [child["number"] for child in order])
    kinds = VERIFY.allocation_of(given.files)["kinds"]
    seats = dict(itertools.chain.from_iterable(slots_of(each, kinds) for each in schools))
    stands = standing_of(order, list(seats), bonus, first)
    own = {child["number"]: [*ways(child, list(seats), kinds), None] for child in order}

    def envied(way: dict[str, Slot | None]) -> bool:
        for number, has in way.items():
            for slot in own[number][: own[number].index(has)]:
                assert slot is not None
                inside = [other for other, there in way.items() if there == slot]
                behind = [o for o in inside if stands[o, slot] < stands[number, slot]]
                if len(inside) < seats[slot] or behind:
                    return True
        return False

    numbers = list(own)
    every = (dict(zip(numbers, way, strict=True)) for way in itertools.product(*own.values()))
    fair = [way for way in every
            if all(list(way.values()).count(slot) <= n for slot, n in seats.items())
            and not envied(way)]  # fmt: skip
    expected = {n: min((way[n] for way in fair), key=own[n].index) for n in numbers}
    assert placed(given) == expected


def fewer(given: Inputs, numbers: list[str]) -> Inputs:
    header, *rows = given.applications.decode().split("\n")[:-1]
    rows = [row for row in rows if row.split(",", 1)[0] in numbers]
    applications = "".join(f"{row}\n" for row in [header, *rows]).encode()
    return Inputs(applications, given.seats, given.travel, given.rules, given.parts)


@pytest.mark.parametrize("seed", range(300))
def test_trading_circles_one_step_after_the_other(seed: int) -> None:
    source = random.Random(seed)
    given, order, schools = few(source, "trading", bonus="2")
    kinds = VERIFY.allocation_of(given.files)["kinds"]
    left = dict(itertools.chain.from_iterable(slots_of(each, kinds) for each in schools))
    stands = standing_of(order, list(left), 2, False)
    own = {child["number"]: ways(child, list(left), kinds) for child in order}
    expected: dict[str, Slot | None] = {}
    while len(expected) < len(own):
        rest = [number for number in own if number not in expected]
        wants = {n: next((slot for slot in own[n] if left[slot]), None) for n in rest}
        first = {}
        for slot in (slot for slot in left if left[slot]):
            fans = {stands[number, slot]: number for number in rest if slot in own[number]}
            first[slot] = fans[max(fans)] if fans else ""
        leaving = [number for number in rest if wants[number] is None]
        for number in rest:
            on, seen = number, [""]
            while on not in seen:
                seen.append(on)
                wanted = wants[on]
                on = first[wanted] if wanted is not None else ""
            if on == number:
                leaving.append(number)
        assert leaving
        for number in leaving:
            expected[number] = taken = wants[number]
            if taken is not None:
                left[taken] -= 1
    assert placed(given) == expected


def test_seeds_differ_by_every_table_that_is_frozen() -> None:
    given, _, _ = few(random.Random(1), "nearest")
    found = {seed_of(given)["frozen"]}
    for name in ("applications", "seats", "travel", "rules"):
        other = Inputs(**{**given.__dict__, name: getattr(given, name) + b" "})
        found.add(seed_of(other)["frozen"])
    assert len(found) == 5


def ask_in_turn(
    rules: Row, units: dict[str, list[Row]], school: Row, choice: int, slot: tuple[Slot, list[int]]
) -> list[str]:
    """One round at one slot: who enters; seats left and spare ones are taken off."""
    (name, kept), (left, spare) = slot
    column = f"choice_{choice}"
    wanting = [unit for unit, of in units.items() if of[0][column] == name]
    asking = [unit for unit in wanting if open_to((name, kept), units[unit][0], rules["kinds"])]

    def stands(unit: str) -> tuple[object, ...]:
        one = units[unit][0]
        first = one["choice_1"] == one["home"]
        bonus = 5 if one["home"] == name and (first or rules["at"] == "any") else 0
        ties = [int(one[tie]) for tie in rules["ties"]]
        mine = bool(kept) and kept in one["kinds"].split(";")
        return (mine, Fraction(one["points"]) + bonus, *ties)

    found = []
    for unit in sorted(asking, key=stands, reverse=True):
        size = len(units[unit])
        if size > left and rules["last_seat"] == "stop":
            break
        if left and size > left and rules["last_seat"] == "widen" and not kept:
            missing = size - left
            if missing <= spare:
                left, spare = left + missing, spare - missing
        if size <= left:
            left -= size
            found.append(unit)
    slot[1][:] = [left, spare]
    return found


@pytest.mark.parametrize("seed", range(300))
def test_rounds_slot_by_slot_at_all_schools_at_once(seed: int) -> None:
    given = anything(seed, settled=True)
    at = random.Random(seed).choice(["any", "first"])
    written = {**json.loads(given.rules), "stages": [stage("rounds", bonus="5", bonus_at=at)]}
    given = replace(given, rules=json.dumps(written).encode())
    rules = {**written, "at": at}
    schools: list[Row] = list(csv.DictReader(given.seats.decode().splitlines()))
    units: dict[str, list[Row]] = {}
    for one in csv.DictReader(given.applications.decode().splitlines()):
        units.setdefault(one["bundle"] or one["number"], []).append(one)
    every = dict.fromkeys(one["number"] for of in units.values() for one in of)
    expected: dict[str, Slot | None] = {**every}
    left: dict[Slot, list[int]] = {}
    for school in schools:
        size = rules["class_size"]
        seats = min(int(school["plan"]), int(school["classes"]) * size if size else 10**9)
        school["slots"] = slots_of({**school, "plan": seats}, rules["kinds"])
        left |= {slot: [n, int(school["spare"])] for slot, n in school["slots"]}
    for choice in range(1, len(rules["choices"]) + 1):
        for position in range(len(rules["kinds"]) + 1):
            for school in schools:
                slot = school["slots"][position][0]
                for unit in ask_in_turn(rules, units, school, choice, (slot, left[slot])):
                    expected |= {one["number"]: slot for one in units.pop(unit)}
    assert placed(given) == expected
