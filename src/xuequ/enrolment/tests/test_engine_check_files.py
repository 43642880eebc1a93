"""Sheets of answers and of former seats: what is wrong is named, and nothing is taken."""

from __future__ import annotations

import pytest

from xuequ.enrolment.engine.asked import Head
from xuequ.enrolment.engine.checking.departments import Answer, answers_in
from xuequ.enrolment.engine.checking.former import Seat, seats_in
from xuequ.kernel.problems import Problems
from xuequ.kernel.text import Text

HEADS = {
    "owned": Head("owned", Text("自有房", "home owned"), "yes"),
    "residence": Head("residence", Text("居住", "residence"), "months"),
}
HEAD_ROW = ["批次", "编号", "项目代码", "核验结果", "核验值"]
FORMER = ["住所", "入学年份", "学段", "锁定年数", "学校", "监护人证件号码"]


def test_answers_are_read_and_what_is_left_empty_stays_pending() -> None:
    rows = [
        ["核验请求"], HEAD_ROW,
        ["B1", "10", "owned", "属实", ""],
        ["B1", "10", "residence", "不符", "12"],
        ["B1", "11", "owned", "", ""],
        [], ["仅供核验"],
    ]  # fmt: skip
    assert answers_in("回复.csv", rows, HEADS, "B1") == [
        Answer("10", "owned", "confirmed", True),
        Answer("10", "residence", "contradicted", 12),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["B2", "10", "owned", "属实", ""], "batch must be"),
        (["B1", "10", "house", "属实", ""], "no item"),
        (["B1", "10", "owned", "大概", ""], "confirmed or contradicted"),
        (["B1", "10", "residence", "属实", ""], "value found"),
        (["B1", "10", "residence", "属实", "很久"], "full months"),
        (["B1", "10", "owned", "", ""], "no line has a result"),
    ],
)
def test_a_wrong_answer_is_named_with_its_line_and_nothing_is_taken(
    row: list[str], said: str
) -> None:
    with pytest.raises(Problems) as wrong:
        answers_in("回复.csv", [HEAD_ROW, row], HEADS, "B1")
    assert said in wrong.value.say("en")[0]


def test_an_item_answered_twice_and_a_sheet_without_headings_are_refused() -> None:
    row = ["B1", "10", "owned", "属实", ""]
    with pytest.raises(Problems, match="twice"):
        answers_in("回复.csv", [HEAD_ROW, row, row], HEADS, "B1")
    with pytest.raises(Problems, match="no headings"):
        answers_in("回复.csv", [["编号", "结果"], row], HEADS, "B1")


def test_seats_of_earlier_years_are_read_from_a_sheet() -> None:
    rows = [
        [],
        FORMER,
        ["东村路1号", "2024", "小学", "6", "东一小", "x1"],
        [],
        ["西村路2号", "2023", "junior", "3", "", ""],
    ]
    assert seats_in("锁定.csv", rows, {"东一小": 7}) == [
        Seat("东村路1号", 2024, "primary", 6, 7, "X1"),
        Seat("西村路2号", 2023, "junior", 3, None, ""),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["1号", "2024", "小学", "6", "", ""], "in full"),
        (["东村路1号", "24", "小学", "6", "", ""], "from 2000 to 2100"),
        (["东村路1号", "2024", "高中", "6", "", ""], "primary or junior"),
        (["东村路1号", "2024", "小学", "六", "", ""], "from 1 to 12"),
        (["东村路1号", "2024", "小学", "6", "无此校", ""], "no school"),
        ([], "no line"),
    ],
)
def test_a_wrong_line_of_seats_is_named_and_nothing_is_taken(row: list[str], said: str) -> None:
    with pytest.raises(Problems, match=said):
        seats_in("锁定.csv", [FORMER, row], {})
    with pytest.raises(Problems, match="columns are missing"):
        seats_in("锁定.csv", [FORMER[:-1], row], {})
