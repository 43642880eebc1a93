"""Made-up years, and who would be elsewhere under another regime."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from xuequ.enrolment.engine.comparison.compared import compared
from xuequ.enrolment.engine.comparison.moves import Move, moves
from xuequ.enrolment.engine.comparison.synthetic import synthetic
from xuequ.enrolment.engine.comparison.wanted import Wanted, Year
from xuequ.enrolment.engine.places.prepared import replayed
from xuequ.enrolment.engine.places.rules import Rules, Step
from xuequ.enrolment.engine.places.rules_file import written
from xuequ.enrolment.engine.places.schools import schools_of
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused

from .comparing import rules

SEATS = b"school,plan,classes,spare,overflow,primaries,kept\n"
SEATS += "甲,30,,0,,,\n乙,20,,0,,,\n丙,10,,0,,,\n".encode()
FED = SEATS.replace("甲,30,,0,,".encode(), "甲,30,,0,,甲小;乙小".encode())


def lines(year: Year, of: Rules, seats: bytes = SEATS) -> list[list[str]]:
    made = synthetic(of, schools_of(seats, of), year).decode()
    return [line.split(",") for line in made.splitlines()]


def test_moves_are_the_pairs_that_differ_counted_in_children() -> None:
    g = np.random.default_rng(1)
    for _ in range(200):
        n = int(g.integers(0, 30))
        before, after = g.integers(-1, 4, (2, n)).astype(np.int32)
        heads = g.integers(1, 3, n).astype(np.int32)
        slow: Counter[tuple[int, int]] = Counter()
        for a, b, count in zip(before.tolist(), after.tolist(), heads.tolist(), strict=True):
            if a != b:
                slow[a, b] += count
        assert {(e.before, e.after): e.children for e in moves(before, after, heads)} == slow
    few = np.array([0, 0, 1], np.int32), np.array([1, 1, -1], np.int32), np.ones(3, np.int32)
    assert moves(*few) == (Move(0, 1, 2), Move(1, -1, 1))
    with pytest.raises(ValueError, match="same units"):
        moves(few[0], few[1][:2], few[2])


def test_a_made_up_year_is_one_the_rules_take_and_the_same_text_makes_it_again() -> None:
    of = rules(ties=("insured",))
    year = Year(120, text="一")
    made = synthetic(of, schools_of(SEATS, of), year)
    held = replayed(written(of), SEATS, ("applications.csv", made))
    assert len(held.read.units.numbers) == 120
    assert made == synthetic(of, schools_of(SEATS, of), year)
    assert made != synthetic(of, schools_of(SEATS, of), replace(year, text="二"))


def test_children_belong_to_schools_as_these_have_seats_and_name_each_once() -> None:
    head, *rows = lines(Year(60), rules())
    assert head == ["number", "bundle", "kinds", "home", "place", "class", "points",
                    "choice_1", "choice_2", "choice_3"]  # fmt: skip
    assert Counter(row[3] for row in rows) == {"甲": 30, "乙": 20, "丙": 10}
    assert all(sorted(row[7:]) == sorted("甲乙丙") for row in rows)
    assert all(60 <= float(row[6]) <= 100 for row in rows)


def test_the_own_school_draws_as_much_as_was_said() -> None:
    def share(near: float) -> float:
        _, *rows = lines(Year(3000, near), rules())
        return sum(row[3] == row[7] for row in rows) / len(rows)

    assert share(0) < share(1) < share(3) < share(10)
    assert share(10) > 0.98


def test_where_children_go_by_their_primary_it_stands_in_the_file() -> None:
    fed = rules(Step("catchment", "draw"), belongs="primary", choices=())
    head, *rows = lines(Year(50), fed, FED)
    assert head[3] == "primary" and {row[3] for row in rows} == {"甲小", "乙小"}
    with pytest.raises(Refused, match="nowhere-to-belong"):
        lines(Year(50), fed)


@pytest.mark.parametrize("count", [0, -1, 200_001])
def test_nobody_and_too_many_are_not_made_up(count: int) -> None:
    with pytest.raises(Refused, match="too-many-made-up"):
        lines(Year(count), rules())


def test_a_file_of_another_year_is_told_by_its_own_lines() -> None:
    bad = "编号,地段学校,积分,第一志愿\nA1,甲,80,戊\n".encode()
    with pytest.raises(Problems) as found:
        replayed(written(rules(k=1)), SEATS, ("往年.csv", bad))
    [problem] = found.value.problems
    assert (problem.file, problem.line, problem.field) == ("往年.csv", 2, "第一志愿")


def test_a_comparison_knows_where_everybody_would_be_in_the_first_draw() -> None:
    of = rules()
    made = synthetic(of, schools_of(SEATS, of), Year(80, text="三"))
    held = replayed(written(of), SEATS, ("applications.csv", made))
    told: list[int] = []
    wanted = Wanted(("deferred", "lottery"), draws=3, tried=0)
    found = compared(held, wanted, told.append)
    assert told == [1, 2, 3]
    for row in found.rows:
        assert row.schools is not None and len(row.schools) == 80
        counts = np.bincount(row.schools[row.schools >= 0], minlength=3)
        assert (counts <= [30, 20, 10]).all() and counts.sum() == 60
