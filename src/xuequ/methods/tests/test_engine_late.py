"""Those who come late are drawn among the classes that have the fewest of their sex."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import Child
from xuequ.methods.classes.late import seated_late


def seed(of: object) -> bytes:
    return sha256(str(of).encode()).digest()


def test_a_late_child_goes_where_its_sex_is_fewest_then_where_all_are() -> None:
    [step] = seated_late([Child("1", "female")], [(20, 18), (18, 20), (19, 18)], "sha256", "r",
                         seed(1))  # fmt: skip
    assert (step.among, step.drawn) == ((3,), 3)
    [step] = seated_late([Child("1", "male")], [(20, 18), (18, 20), (18, 19)], "sha256", "r",
                         seed(1))  # fmt: skip
    assert step.drawn == 3


def test_between_equal_classes_each_is_as_likely() -> None:
    held = [(20, 20), (20, 20), (20, 20), (21, 20)]
    drawn = Counter(
        seated_late([Child("1", "male")], held, "sha256", "r", seed(n))[0].drawn for n in range(900)
    )
    assert set(drawn) == {1, 2, 3}
    assert sum((each - 300) ** 2 / 300 for each in drawn.values()) < 18.4


def test_each_counts_for_the_next_and_the_order_of_the_list_means_nothing() -> None:
    late = [Child(str(n), "male") for n in range(4)]
    steps = seated_late(late, [(5, 5), (5, 5)], "sha256", "r", seed(3))
    assert sorted(each.drawn for each in steps) == [1, 1, 2, 2]
    assert seated_late(late[::-1], [(5, 5), (5, 5)], "sha256", "r", seed(3)) == steps


@pytest.mark.parametrize(
    ("code", "late", "held"),
    [
        ("class-count-wrong", [Child("1", "male")], []),
        ("class-fewer-children", [], [(1, 1)]),
        ("class-number-twice", [Child("1", "male"), Child("1", "male")], [(1, 1)]),
    ],
)
def test_a_draw_for_nobody_or_nowhere_is_refused(
    code: str, late: list[Child], held: list[tuple[int, int]]
) -> None:
    with pytest.raises(Refused, match=code):
        seated_late(late, held, "sha256", "r", seed(1))
