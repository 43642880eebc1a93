"""Bad lines are refused with line, field and cure; good ones become arrays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from xuequ.kernel.problems import Problems
from xuequ.methods.allocation.arrays import UnsettledError, applications
from xuequ.methods.allocation.inputs import Row, Rules, SchoolRow
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.rows import read_seats, read_units, unsettled

SEATS = {"福强": 2, "全海": 1, "外校": 5}
ZONE = frozenset({"福强", "全海"})
RULES = Rules((ZONE, ZONE, None))
GOOD = Row(2, "c1", ("福强", "全海", "外校"), Decimal("97.4"), home="福强")


def wrong(*rows: Row, rules: Rules = RULES) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_units("报名.csv", rows, SEATS, rules)
    for each in caught.value.problems:
        assert each.text.zh and each.text.en and each.line
    return caught.value.say("en")


def test_good_lines_become_units_and_bundles_one_unit() -> None:
    twins = [
        Row(3, "c2", ("全海", "", "外校"), Decimal(80), bundle="t"),
        Row(4, "c3", ("全海", "", "外校"), Decimal(80), bundle="t"),
    ]
    units = read_units("报名.csv", [GOOD, *twins], SEATS, RULES)
    assert units.prefs.tolist() == [[0, 1, 2], [1, -1, 2]]
    assert units.points.tolist() == [9740, 8000]
    assert units.home.tolist() == [0, -1]
    assert units.heads.tolist() == [1, 2]
    assert units.members == ((0,), (1, 2)) and units.lines == (2, 3)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            replace(GOOD, choices=("无此校",)),
            "line 2, choice 1: 无此校 is not in the list of seats",
        ),
        (replace(GOOD, choices=("福强", "福强")), "line 2, choice 2: 福强 is choice 1 already"),
        (replace(GOOD, choices=("外校",)), "line 2, choice 1: 外校 may not be choice 1"),
        (replace(GOOD, choices=("福强", "全海", "外校", "")), "line 2, choices: 4 choices, and 3"),
        (replace(GOOD, points=None), "line 2, points: points are missing"),
        (replace(GOOD, points=Decimal("80.123")), "at most 2 decimal places"),
        (replace(GOOD, points=Decimal("NaN")), "must be a number"),
        (replace(GOOD, points=Decimal("99999999999")), "must be a number"),
        (replace(GOOD, home="哪里"), "line 2, home: 哪里 is not in the list"),
        (replace(GOOD, child=""), "line 2, child: the number of the child is missing"),
    ],
)
def test_a_bad_line_is_refused_with_line_field_and_cure(row: Row, said: str) -> None:
    assert any(said in each for each in wrong(row))


def test_a_child_on_two_lines_is_refused() -> None:
    assert wrong(GOOD, replace(GOOD, line=7)) == [
        "报名.csv, line 7, child: this child applied on line 2 already; keep one of the two"
    ]


def test_a_bundle_that_does_not_ask_for_the_same_is_refused() -> None:
    one = replace(GOOD, bundle="t")
    other = replace(one, line=3, child="c2", choices=("全海", "福强", ""), points=Decimal(1))
    said = wrong(one, other)
    assert len(said) == 2 and "line 3, choices" in said[0] and "line 3, points" in said[1]


def test_every_mistake_is_told_at_once_in_the_order_of_lines() -> None:
    said = wrong(replace(GOOD, line=9, child="x", points=None), replace(GOOD, choices=("?",)))
    assert ["line 2" in said[0], "line 9" in said[1], len(said)] == [True, True, 2]


def test_points_are_needed_only_where_the_rules_want_them() -> None:
    rules = replace(RULES, needs_points=False)
    units = read_units("报名.csv", [replace(GOOD, points=None)], SEATS, rules)
    assert units.points.tolist() == [0]


def test_seats_below_none_and_a_school_twice_are_refused() -> None:
    assert read_seats("学位.csv", [SchoolRow(2, "甲", 3), SchoolRow(3, "乙", 0)]) == {
        "甲": 3,
        "乙": 0,
    }
    with pytest.raises(Problems) as caught:
        read_seats("学位.csv", [SchoolRow(2, "甲", -1), SchoolRow(3, "甲", 2)])
    assert caught.value.say("en") == [
        "学位.csv, line 2, seats: 甲 has -1 seats; give 0 or more",
        "学位.csv, line 3, school: 甲 stands twice; keep one line",
    ]


def test_a_tie_that_the_profile_does_not_settle_names_both_lines() -> None:
    a = applications([[0], [0]], [5, 5], np.zeros(2), [1])
    with pytest.raises(UnsettledError) as caught:
        preference_rounds(a)
    told = unsettled("报名.csv", caught.value, (4, 9), "福强")
    assert "lines 4 and 9 stand equal at 福强" in told.say("en")[0]
    assert "第4行与第9行" in told.say("zh-hans")[0]
