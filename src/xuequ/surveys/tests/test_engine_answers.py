"""Reading what was sent, and what it adds up to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xuequ.methods.intervals import wilson
from xuequ.surveys.engine.answers import read
from xuequ.surveys.engine.reports import Report, results_table, schools_table
from xuequ.surveys.engine.results import by_school, whole
from xuequ.surveys.engine.types import Answer, Asked, Design, minutes

SINGLE = Asked(1, "single", "满意吗", choices=("满意", "一般", "不满意"))
WHY = Asked(2, "multiple", "为什么", choices=("甲", "乙"), after=1, when=2)
SCALE = Asked(3, "scale", "几分", low=Decimal(1), high=Decimal(5))
HOURS = Asked(4, "number", "几小时", required=False, low=Decimal(0), high=Decimal(40))
WORDS = Asked(5, "text", "建议", required=False)
GRID = Asked(6, "matrix", "各项", choices=("校服", "午餐"), low=Decimal(1), high=Decimal(3))
ALL = (SINGLE, WHY, SCALE, HOURS, WORDS, GRID)
GOOD = {"q1": ["0"], "q3": ["5"], "q4": ["2.5"], "q5": [" 好 "], "q6_0": ["1"], "q6_1": ["3"]}


def faults(**sent: list[str]) -> dict[int, str]:
    return {key: each.code for key, each in read(ALL, GOOD | sent).faults.items()}


def test_what_fits_is_read_as_values() -> None:
    found = read(ALL, GOOD)
    assert found.faults == {}
    assert found.values == {"1": 0, "3": 5, "4": "2.5", "5": "好", "6": [1, 3]}


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"q4": ["１２"]}, {}),
        ({"q1": ["3"]}, {1: "not-a-choice"}),
        ({"q1": ["-1"]}, {1: "not-a-choice"}),
        ({"q1": ["0", "1"]}, {1: "not-a-choice"}),
        ({"q1": ["1e0"]}, {1: "not-a-choice"}),
        ({"q1": ["²"]}, {1: "not-a-choice"}),
        ({"q1": []}, {1: "missing"}),
        ({"q3": ["6"]}, {3: "not-a-choice"}),
        ({"q3": ["0"]}, {3: "not-a-choice"}),
        ({"q4": ["41"]}, {4: "too-large"}),
        ({"q4": ["-1"]}, {4: "too-small"}),
        ({"q4": ["NaN"]}, {4: "not-a-number"}),
        ({"q4": ["1e9999999"]}, {4: "not-a-number"}),
        ({"q4": ["1.234"]}, {4: "too-fine"}),
        ({"q5": ["字" * 100_000]}, {5: "too-long"}),
        ({"q6_1": []}, {6: "lines-missing"}),
        ({"q6_1": ["4"]}, {6: "not-a-choice"}),
        ({"q1": ["2"]}, {2: "missing"}),
        ({"q1": ["2"], "q2": ["0", "7"]}, {2: "not-a-choice"}),
    ],
)
def test_what_does_not_fit_is_named_question_by_question(
    sent: dict[str, list[str]], fault: dict[int, str]
) -> None:
    assert faults(**sent) == fault


def test_a_question_whose_condition_is_not_met_keeps_nothing() -> None:
    assert "2" not in read(ALL, GOOD | {"q2": ["0"]}).values
    assert read(ALL, GOOD | {"q1": ["2"], "q2": ["1", "0"]}).values["2"] == [0, 1]


def answer(school: int, choice: int, **more: object) -> Answer:
    return Answer(school, {"1": choice, **more})  # type: ignore[dict-item]


def test_shares_are_wilsons_with_the_correction_of_the_roster() -> None:
    given = [answer(0, 0)] * 15 + [answer(0, 1)] * 5
    [found] = whole([SINGLE], given, Design("simple", {0: 40}))
    assert found.count == 20 and [row.count for row in found.rows] == [15, 5, 0]
    share, larger = found.rows[0].share, wilson(0.75, 40)
    assert share is not None
    assert (share.low, share.high) == pytest.approx((larger.low, larger.high))
    [bare] = whole([SINGLE], given, Design("all", {}, is_open=True))
    assert bare.rows[0].share is not None and bare.rows[0].share.is_bare


def test_stratified_shares_weigh_schools_by_their_roster() -> None:
    given = [answer(1, 0)] * 10 + [answer(2, 1)] * 10
    [found] = whole([SINGLE], given, Design("stratified", {1: 300, 2: 100}))
    assert found.rows[0].share is not None
    assert found.rows[0].share.value == pytest.approx(0.75)


def test_too_few_answers_show_nothing_not_even_in_a_table() -> None:
    given = [answer(1, 0)] * 4
    design = Design("all", {1: 9})
    found = whole([SINGLE], given, design)
    assert found[0].is_hidden and found[0].rows == ()
    table = results_table(Report("调查", design, 9, 4, found))
    assert [row[2:] for row in table.rows] == [(None,) * 5]


def test_a_small_school_takes_the_next_one_along() -> None:
    given = [answer(1, 0)] * 20 + [answer(2, 1)] * 6 + [answer(3, 2)] * 3
    design = Design("all", {1: 20, 2: 6, 3: 3})
    groups = {each.school: each for each in by_school([SINGLE], given, design)}
    assert {school: each.count for school, each in groups.items()} == {1: 20, 2: None, 3: None}
    assert set(groups[1].found) == {1} and groups[2].found == groups[3].found == {}
    named = [(str(each.school), each) for each in groups.values()]
    table = schools_table(Report("调查", design, 29, 29, whole([SINGLE], given, design), named))
    assert {row[0] for row in table.rows} == {"1"}


def test_a_question_few_of_a_school_answered_is_hidden_there_and_where_it_would_show() -> None:
    given = [answer(1, 2, **{"2": [0]})] * 8 + [answer(2, 2, **{"2": [1]})] * 6
    given += [answer(3, 0)] * 8 + [answer(3, 2, **{"2": [0]})] * 2
    groups = by_school([SINGLE, WHY], given, Design("all", {1: 9, 2: 9, 3: 12}))
    assert [set(each.found) for each in groups] == [{1, 2}, {1}, {1}]


def test_means_come_with_an_interval_inside_the_scale() -> None:
    given = [answer(0, 0, **{"3": step, "6": [1, None]}) for step in (5, 5, 5, 4, 5, 5)]
    scale, grid = whole([SCALE, GRID], given, Design("simple", {0: 100}))
    assert scale.mean is not None and scale.mean.high == 5.0 and scale.mean.low < 4.83
    assert grid.rows[0].mean is not None and grid.rows[0].count == 6
    assert grid.rows[1].count is None and grid.rows[1].mean is None


def test_how_long_it_takes_is_told_in_whole_minutes() -> None:
    assert minutes([SINGLE]) == 1 and minutes(ALL) == 2
