"""Seats against children of age."""

from __future__ import annotations

import pytest

from xuequ.enrolment.engine.loads import Load, total


@pytest.mark.parametrize(
    ("seats", "children", "state", "left", "percent"),
    [
        (90, 91, "short", -1, 102),
        (90, 90, "tight", 0, 100),
        (90, 81, "tight", 9, 90),
        (90, 80, "enough", 10, 89),
        (90, 0, "enough", 90, 0),
        (0, 0, "enough", 0, None),
        (0, 3, "short", -3, None),
        (None, 80, "unknown", None, None),
        (90, None, "unknown", None, None),
    ],
)
def test_seats_are_short_tight_or_enough_and_never_guessed(
    seats: int | None, children: int | None, state: str, left: int | None, percent: int | None
) -> None:
    load = Load(seats, children)
    assert (load.state, load.left, load.percent) == (state, left, percent)


def test_a_sum_with_something_unknown_is_unknown() -> None:
    assert (total([1, 2]), total([]), total([1, None])) == (3, 0, None)
    assert (Load(90, 80).said, Load(None, 80).said) == ("80 / 90", "80 / —")
