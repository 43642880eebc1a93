"""Classes are balanced, or it is said what does not go together; chance alone says who is where."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import product
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.checks import Measured, faults, gaps, measured, plain
from xuequ.methods.classes.children import METHODS, Child, Limits, Method, Rules
from xuequ.methods.classes.dealing import rows
from xuequ.methods.classes.making import make, teams_drawn
from xuequ.methods.classes.mending import excess

TIGHT = Limits(size=1, sex=1, special=1, mean=Decimal("0.5"))
PLAIN = replace(TIGHT, mean=None)


def seed(of: object) -> bytes:
    return sha256(str(of).encode()).digest()


def rules(method: Method = "random", classes: int = 3, limits: Limits = PLAIN) -> Rules:
    return Rules(method, classes, limits, "sha256", "2026一年级")


def grade(chance: random.Random, count: int, births: int = 0) -> list[Child]:
    """Invented children; the first of them are born together by two or three."""
    sizes = [chance.choice([2, 2, 2, 3]) for _ in range(births)]
    codes = [f"T{at}" for at, size in enumerate(sizes) for _ in range(size)][:count]
    if codes and codes.count(codes[-1]) < 2:
        codes.pop()
    wish = {code: chance.random() < 0.6 for code in sorted(set(codes))}
    codes += [""] * (count - len(codes))
    return [
        Child(
            f"{at:04d}",
            chance.choice(["male", "female"]),
            chance.randint(4000, 10000),
            code,
            wish.get(code, False),
            chance.random() < 0.03,
        )
        for at, code in enumerate(codes)
    ]


@pytest.mark.parametrize("method", METHODS)
def test_every_guarantee_holds_for_grades_of_all_sizes(method: Method) -> None:
    chance = random.Random(7)
    for turn in range(10):
        classes = chance.randint(2, 9)
        children = grade(chance, classes * chance.randint(20, 45) + chance.randint(0, 8), 4)
        asked = rules(method, classes, TIGHT)
        made = make(children, asked, seed(turn))
        assert faults(children, asked, made.seats) == []
        found = measured(children, made.seats, classes)
        assert max(each.size for each in found) - min(each.size for each in found) <= 1
        assert max(each.male for each in found) - min(each.male for each in found) <= 1
        assert all(gap.holds for gap in gaps(found, asked))


def test_where_any_arrangement_holds_one_is_found_and_else_it_is_refused() -> None:
    chance, impossible = random.Random(5), 0
    for turn in range(160):
        count, classes = chance.randint(3, 7), chance.randint(2, 3)
        children = [
            replace(each, special=chance.random() < 0.2)
            for each in grade(chance, count, chance.randint(0, 2))
        ]
        limits = Limits(chance.choice([1, 2]), chance.choice([1, 1, 2]), 1)
        asked = rules("random", classes, limits)
        possible = any(
            not faults(children, asked, _seats(children, rooms))
            for rooms in product(range(1, classes + 1), repeat=count)
        )
        if possible:
            assert faults(children, asked, make(children, asked, seed(turn)).seats) == []
            continue
        impossible += 1
        with pytest.raises(Refused) as refused:
            make(children, asked, seed(turn))
        assert refused.value.code in ("classes-contradict", "class-twins-too-many")
    assert 20 < impossible < 100


def _seats(children: list[Child], rooms: tuple[int, ...]) -> dict[str, int]:
    return {each.number: room for each, room in zip(children, rooms, strict=True)}


def told(refused: Refused) -> list[str]:
    """What is too much, in words."""
    found: Any = refused.facts["faults"]
    return [each.en for each in found]


def test_a_contradiction_is_named() -> None:
    boys = [Child(f"B{n}", "male", twins="T", together=True) for n in range(2)]
    girls = [Child(f"G{n}", "female") for n in range(2)]
    with pytest.raises(Refused) as refused:
        make(boys + girls, rules(classes=2), seed(1))
    said = told(refused.value)
    assert "the number of boys of two classes differs by 2, at most 1" in said
    assert said[-1] == "these of one birth stay together (code T): B0, B1"
    wide = rules(classes=2, limits=replace(PLAIN, sex=2))
    seats = make(boys + girls, wide, seed(1)).seats
    assert seats["B0"] == seats["B1"] != seats["G0"]


def test_the_order_of_the_list_means_nothing_and_the_seed_everything() -> None:
    chance = random.Random(2)
    children = grade(chance, 90, 3)
    for method in METHODS:
        asked = rules(method, 4, TIGHT)
        first = make(children, asked, seed(1))
        chance.shuffle(children)
        assert make(children, asked, seed(1)) == first
        several = [make(children, asked, seed(n)).seats for n in range(8)]
        assert len({tuple(each.values()) for each in several}) > (7 if method == "random" else 2)


@pytest.mark.parametrize("method", METHODS)
def test_every_child_is_as_likely_in_one_class_as_in_another(method: Method) -> None:
    chance = random.Random(4)
    children = grade(chance, 13, 1)
    limits = replace(TIGHT, size=2, sex=2, mean=Decimal(15))
    times, classes = 1200, 3
    found = [make(children, rules(method, classes, limits), seed(n)).seats for n in range(times)]
    for child in children:
        hits = Counter(each[child.number] for each in found)
        chi = sum((hits[room] - times / 3) ** 2 / (times / 3) for room in (1, 2, 3))
        assert chi < 18.4, child  # one in ten thousand with two degrees of freedom


def test_an_s_goes_forth_and_back_and_gives_the_due_classes_the_rest() -> None:
    assert rows([2, 2, 2], backward=False) == [0, 1, 2, 2, 1, 0]
    assert rows([2, 2, 2], backward=True) == [2, 1, 0, 0, 1, 2]
    assert rows([1, 2, 2], backward=False) == [0, 1, 2, 2, 1]
    assert rows([0, 0], backward=False) == []


def test_scores_alone_say_who_is_with_whom_where_an_s_is_enough() -> None:
    boys = [Child(f"B{n}", "male", 9000 - 100 * n) for n in range(6)]
    asked = rules("serpentine", 3, replace(TIGHT, mean=Decimal(2)))
    for n in range(6):
        made = make(boys, asked, seed(n))
        pairs = {frozenset(k for k, v in made.seats.items() if v == room) for room in (1, 2, 3)}
        assert pairs == {frozenset(p) for p in (("B0", "B5"), ("B1", "B4"), ("B2", "B3"))}
        assert made.seats["B0"] == made.start


def test_means_are_levelled_by_exchange_or_the_bound_is_refused() -> None:
    children = [Child(f"{n}", "male", score) for n, score in enumerate([9900, 5000, 5000, 5000])]
    with pytest.raises(Refused) as refused:
        make(children, rules("random", 2, TIGHT), seed(1))
    assert told(refused.value) == ["the mean score of two classes differs by 24.5, at most 0.5"]
    chance = random.Random(9)
    many = grade(chance, 120)
    bare = measured(many, make(many, rules("random", 3), seed(3)).seats, 3)
    level = make(many, rules("random", 3, TIGHT), seed(3)).seats
    assert _gap(bare) > 0.5 >= _gap(measured(many, level, 3))


def _gap(found: list[Measured]) -> float:
    means = [each.mean for each in found if each.mean is not None]
    return float(max(means) - min(means))


def test_a_checker_finds_what_was_changed_by_hand() -> None:
    children = grade(random.Random(3), 40, 2)
    asked = rules("random", 2, PLAIN)
    seats = dict(make(children, asked, seed(1)).seats)
    for child in children:
        if child.twins:
            changed = {**seats, child.number: 3 - seats[child.number]}
            assert {"together", "apart"} & {e.what for e in faults(children, asked, changed)}
    assert {e.what for e in faults(children, asked, {**seats, "X": 1})} == {"seat"}
    assert "seat" in {e.what for e in faults(children, asked, {**seats, "0039": 7})}
    everybody = dict.fromkeys(seats, 1)
    assert {"size", "male", "female"} <= {e.what for e in faults(children, asked, everybody)}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("class-method-unknown", {"method": "best"}),
        ("class-count-wrong", {"classes": 1}),
        ("class-count-wrong", {"classes": 61}),
        ("class-fewer-children", {"classes": 5}),
        ("class-mean-missing", {"method": "serpentine", "limits": PLAIN}),
        ("class-score-missing", {"limits": TIGHT}),
    ],
)
def test_what_no_classes_can_be_made_of_is_refused(code: str, change: dict[str, object]) -> None:
    children = [Child(str(n), "male") for n in range(4)]
    with pytest.raises(Refused, match=code):
        make(children, replace(rules(classes=2), **change), seed(1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("class-number-twice", [Child("0", "male")]),
        ("class-twin-alone", [Child("9", "male", twins="T")]),
        ("class-twins-disagree", [Child("8", "male", twins="T"),
                                  Child("9", "male", twins="T", together=True)]),
        ("class-twins-too-many", [Child(str(n), "male", twins="T") for n in (7, 8, 9)]),
    ],
)  # fmt: skip
def test_children_who_do_not_go_together_are_refused(code: str, more: list[Child]) -> None:
    children = [Child(str(n), "male") for n in range(4)]
    with pytest.raises(Refused, match=code):
        make(children + more, rules(classes=2), seed(1))


def test_teams_are_drawn_apart_from_children() -> None:
    teams = ["1", "2", "3"]
    drawn = {tuple(teams_drawn("sha256", seed(n), "r", teams)) for n in range(60)}
    assert len(drawn) == 6
    assert set(teams_drawn("sha256", seed(1), "r", teams).values()) == {1, 2, 3}
    assert teams_drawn("sha256", seed(1), "r", teams) == teams_drawn(
        "sha256", seed(1), "r", teams[::-1]
    )
    with pytest.raises(Refused, match="class-team-twice"):
        teams_drawn("sha256", seed(1), "r", ["1", "1"])


def test_what_is_too_much_is_counted_in_children() -> None:
    assert excess([3, 3, 4], 1) == 0
    assert excess([5, 3, 3], 1) == 1
    assert excess([6, 3, 0], 1) == 5
    assert excess([2, 2, 2], 0) == 0


def test_numbers_are_said_with_two_decimals_at_most() -> None:
    said = {plain(each) for each in (Fraction(141, 2), Fraction(3), Fraction(1, 3))}
    assert said == {"70.5", "3", "0.33"}
