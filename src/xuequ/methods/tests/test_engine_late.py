"""Those who come late are drawn among the classes that have the fewest of their sex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import product
from random import Random

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.checks import late_faults
from xuequ.methods.classes.children import Child, Held, LateRules, Limits
from xuequ.methods.classes.late import Step, seated_late

ONE = Limits(1, 1, 1)


def seed(of: object) -> bytes:
    return sha256(str(of).encode()).digest()


def rules(
    *held: tuple[int, int], limits: Limits = ONE, free: Sequence[int] | None = None
) -> LateRules:
    """Classes of so many boys and girls, none with special needs."""
    return LateRules("sha256", "r", [(boys, girls, 0) for boys, girls in held], limits, free)


def twins(*sexes: str, together: bool, code: str = "A", first: int = 1) -> list[Child]:
    """Children of one birth; numbers count on from `first`."""
    return [
        Child(str(first + at), "male" if sex == "b" else "female", None, code, together)
        for at, sex in enumerate(sexes)
    ]


def said_of(refused: Refused) -> list[str]:
    """What is told of a contradiction."""
    faults = refused.facts["faults"]
    assert isinstance(faults, list)
    return [each.zh for each in faults]


def drawn(late: list[Child], said: LateRules, of: object = 1) -> dict[str, int]:
    return {each.number: each.drawn for each in seated_late(late, said, seed(of))}


def test_a_late_child_goes_where_its_sex_is_fewest_then_where_all_are() -> None:
    [step] = seated_late([Child("1", "female")], rules((20, 18), (18, 20), (19, 18)), seed(1))
    assert (step.among, step.drawn) == ((3,), 3)
    [step] = seated_late([Child("1", "male")], rules((20, 18), (18, 20), (18, 19)), seed(1))
    assert step.drawn == 3


def test_between_equal_classes_each_is_as_likely() -> None:
    said = rules((20, 20), (20, 20), (20, 20), (21, 20))
    found = Counter(drawn([Child("1", "male")], said, n)["1"] for n in range(900))
    assert set(found) == {1, 2, 3}
    assert sum((each - 300) ** 2 / 300 for each in found.values()) < 18.4


def test_each_counts_for_the_next_and_the_order_of_the_list_means_nothing() -> None:
    late = [*twins("b", "g", together=True, first=7), *(Child(str(n), "male") for n in range(4))]
    steps = seated_late(late, rules((5, 5), (5, 5)), seed(3))
    assert Counter(each.drawn for each in steps) == {1: 3, 2: 3}
    assert seated_late(late[::-1], rules((5, 5), (5, 5)), seed(3)) == steps


def test_a_child_with_special_needs_goes_where_fewest_such_are() -> None:
    said = LateRules("sha256", "r", [(5, 5, 1), (6, 5, 0)], Limits(2, 2, 1))
    assert drawn([Child("1", "male", special=True)], said) == {"1": 2}
    assert drawn([Child("1", "male")], said) == {"1": 1}


def test_twins_who_come_late_stay_together_or_apart_as_is_wished() -> None:
    said = rules((9, 9), (9, 9), (9, 9), limits=Limits(2, 2, 1))
    rooms = set()
    for n in range(30):
        [one, other] = drawn(twins("b", "b", together=True), said, n).values()
        assert one == other
        rooms.add(one)
        [one, other] = drawn(twins("b", "g", together=False), said, n).values()
        assert one != other
    assert rooms == {1, 2, 3}


def test_twins_draw_one_lot_before_the_others_who_make_up_for_them() -> None:
    late = [Child("1", "male"), Child("2", "male"), *twins("b", "b", together=True, first=3)]
    for n in range(30):
        first, second, *rest = seated_late(late, rules((9, 9), (9, 9)), seed(n))
        assert {first.number, second.number} == {"3", "4"} and first.among == second.among
        assert {each.drawn for each in rest} == {3 - first.drawn}


def test_classes_that_differ_more_already_may_differ_as_much_and_no_more() -> None:
    said = rules((12, 5), (6, 5))
    assert drawn([Child("1", "male")], said) == {"1": 2}
    far = [*twins("b", "b", together=True), *twins("b", "b", together=True, code="B", first=3)]
    assert set(drawn(far, said).values()) == {2}
    seats = {each.number: 1 for each in far}
    wrong = [each.what for each in late_faults(far, said, seats)]
    assert wrong == ["size", "male"]


def test_no_class_takes_more_than_it_has_places_for() -> None:
    said = rules((8, 8), (9, 8), limits=Limits(2, 2, 1), free=(0, 1))
    assert drawn([Child("1", "female")], said) == {"1": 2}
    assert [e.what for e in late_faults([Child("1", "female")], said, {"1": 1})] == ["places"]
    with pytest.raises(Refused, match="class-no-places"):
        seated_late([Child("1", "male"), Child("2", "female")], said, seed(1))
    with pytest.raises(Refused, match="classes-contradict") as found:
        seated_late(twins("b", "g", together=True), rules((8, 8), (8, 8), free=(1, 1)), seed(1))
    assert said_of(found.value) == ["没有余位的班可供编号1抽签", "要求同班的多胞胎（代号A）：1、2"]


def test_a_contradiction_is_named_with_the_birth_that_makes_it() -> None:
    with pytest.raises(Refused, match="classes-contradict") as found:
        seated_late(twins("b", "b", together=True), rules((9, 9), (9, 9)), seed(1))
    said = said_of(found.value)
    assert said[0] == "各班人数相差2，限1" and "代号A" in said[-1]


@pytest.mark.parametrize(
    ("code", "late", "held"),
    [
        ("class-count-wrong", [Child("1", "male")], []),
        ("class-fewer-children", [], [(1, 1)]),
        ("class-number-twice", [Child("1", "male"), Child("1", "male")], [(1, 1)]),
        ("class-twin-alone", twins("b", together=True), [(1, 1)]),
        ("class-twins-too-many", twins("b", "b", together=False), [(1, 1)]),
        ("class-twins-disagree",
         [*twins("b", together=True), *twins("b", together=False, first=2)], [(1, 1)]),
    ],
)  # fmt: skip
def test_a_draw_for_nobody_or_nowhere_is_refused(
    code: str, late: list[Child], held: list[tuple[int, int]]
) -> None:
    with pytest.raises(Refused, match=code):
        seated_late(late, rules(*held), seed(1))


def some_grade(n: int) -> tuple[list[Child], LateRules]:
    """A small world by chance: classes, late children with twins and needs, limits, places."""
    dice = Random(n)
    classes = dice.choice((2, 2, 3))
    span = 1 + (n % 5 == 0)
    held: list[Held] = [
        (4 + dice.randint(0, span), 4 + dice.randint(0, span), dice.randint(0, 1))
        for _ in range(classes)
    ]
    late: list[Child] = []
    while len(late) < dice.randint(1, 6):
        count = dice.choice((1, 1, 2))
        code, together = (f"T{len(late)}", dice.random() < 0.6) if count > 1 else ("", False)
        for _ in range(count):
            sex = dice.choice(("male", "female"))
            needs = dice.random() < 0.15
            late.append(Child(str(len(late)), "male" if sex == "male" else "female",
                              None, code, together, needs))  # fmt: skip
    free = None if dice.random() < 0.5 else [dice.randint(0, 4) for _ in range(classes)]
    limits = Limits(dice.randint(0, 2), dice.randint(0, 2), dice.randint(0, 1))
    return late, LateRules("sha256", "r", held, limits, free)


def test_what_is_drawn_keeps_everything_and_is_refused_only_where_nothing_does() -> None:
    refused = 0
    for n in range(250):
        late, said = some_grade(n)
        rooms = range(1, len(said.held) + 1)
        try:
            steps: list[Step] | None = seated_late(late, said, seed(n))
        except Refused:
            refused += 1
            ways = product(rooms, repeat=len(late))
            numbers = [each.number for each in late]
            kept = (late_faults(late, said, dict(zip(numbers, way, strict=True))) for way in ways)
            assert all(kept), n
        else:
            assert steps is not None
            assert not late_faults(late, said, {e.number: e.drawn for e in steps}), n
            assert all(each.drawn in each.among for each in steps)
    assert 50 < refused < 200
