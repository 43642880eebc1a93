"""From cells to typed values: every kind of column, and what people really write in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from xuequ.intake.engine.cells import MOST, advice_on, read_rows, typed
from xuequ.kernel.sheet import Kind, Sheet, SheetColumn, Unfit
from xuequ.kernel.text import Text

PUBLIC = {"public": Text("公办", "Public"), "private": Text("民办", "Private")}
SHEET = Sheet(
    code="schools",
    title=Text("学校", "Schools"),
    version=1,
    needs="intake.import",
    take="nothing.at_all",
    columns=(
        SheetColumn("name", Text("学校", "School name"), required=True, also=("校名",), longest=6),
        SheetColumn("ownership", Text("性质", "Ownership"), "choice", choices=PUBLIC),
        SheetColumn("since", Text("起始日期", "From"), "date"),
        SheetColumn("pupils", Text("学生数", "Pupils"), "integer", required=True),
    ),
)
HEADS = ("学校", "性质", "起始日期", "学生数")


def column(kind: Kind) -> SheetColumn:
    return SheetColumn("x", Text("项", "Item"), kind, choices=PUBLIC, said={"gb": "public"})


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " 一小 ", "一小"),
        ("text", 39.0, "39"),
        ("text", 2145000001.0, "2145000001"),
        ("text", 110105194912310020.0, "110105194912310000"),  # what Excel keeps of a number
        ("text", 440524188001010014.0, "440524188001010000"),
        ("choice", "gb", "public"),
        ("date", 43344.0, date(2018, 9, 1)),
        ("month", "2018年9月", date(2018, 9, 1)),
        ("text", "", None),
        ("text", "  ", None),
        ("text", None, None),
        ("choice", "公办", "public"),
        ("choice", "public", "public"),
        ("choice", "PRIVATE ", "private"),
        ("date", date(2018, 9, 1), date(2018, 9, 1)),
        ("date", datetime(2018, 9, 1, 8), date(2018, 9, 1)),
        ("date", "2018-09-01", date(2018, 9, 1)),
        ("date", "2018-9-1", date(2018, 9, 1)),
        ("date", "2018/9/1", date(2018, 9, 1)),
        ("date", "2018.09.01", date(2018, 9, 1)),
        ("date", "2018年9月1日", date(2018, 9, 1)),
        ("date", "2018 年 9 月 1 日", date(2018, 9, 1)),
        ("date", "20180901", date(2018, 9, 1)),
        ("integer", 40.0, 40),
        ("integer", "1,200", 1200),
        ("integer", "-3", -3),
        ("decimal", "0.10", Decimal("0.10")),
        ("decimal", 12.5, Decimal("12.5")),
        ("yes", "是", True),
        ("yes", "√", True),
        ("yes", True, True),
        ("yes", 1.0, True),
        ("yes", "No", False),
        ("yes", "×", False),
    ],
)
def test_a_cell_becomes_the_value_it_means(kind: Kind, cell: object, value: object) -> None:
    found = typed(column(kind), cell)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("choice", "公"),
        ("choice", "公办学校"),
        ("date", "2018-02-30"),
        ("date", "2018-13-01"),
        ("date", "01.09.2018"),
        ("date", "去年九月"),
        ("date", time(8, 30)),
        ("integer", 12.5),
        ("integer", "四十"),
        ("integer", "40人"),
        ("integer", "nan"),
        ("integer", "1e999999999"),
        ("integer", "inf"),
        ("decimal", "1e-999999999"),
        ("decimal", "1.2.3"),
        ("yes", "也许"),
        ("text", "一\0小"),
        ("text", "一\x0b小"),
    ],
)
def test_what_fits_no_value_is_told_in_both_languages(kind: Kind, cell: object) -> None:
    with pytest.raises(Unfit) as unfit:
        typed(column(kind), cell)
    assert unfit.value.text.zh and unfit.value.text.en
    assert unfit.value.text.zh != unfit.value.text.en


def upper(text: str) -> str:
    if text == "?":
        raise Unfit("不认识。", "not known.")
    return text.upper()


def test_a_column_reads_its_text_its_own_way_and_advises() -> None:
    odd = Text("少见。", "rare.")
    columns = (
        SheetColumn(
            "x", Text("项", "Item"), reads=upper, advises=lambda x: odd if x == "B" else None
        ),
        SheetColumn("day", Text("日", "Day"), "date"),
    )
    own = replace(SHEET, columns=columns)
    cells: list[list[object]] = [
        ["项", "日"],
        ["a", 41882.0],
        ["?", ""],
        ["b", ""],
        ["", "2018-09-01"],
    ]
    rows, [problem] = read_rows(own, cells, file="a.csv", since_1904=True)
    assert [row.values["x"] for row in rows] == ["A", None, "B", None]
    assert rows[0].values["day"] == rows[3].values["day"] == date(2018, 9, 1)
    assert problem.say("en") == "a.csv, line 3, 项: not known."
    assert [each.say("en") for each in advice_on(own, rows, file="a.csv")] == [
        "a.csv, line 4, 项: rare."
    ]


def test_a_wrong_choice_is_answered_with_the_choices() -> None:
    with pytest.raises(Unfit) as unfit:
        typed(column("choice"), "国有")
    assert "公办、民办" in unfit.value.text.zh
    assert "Public, Private" in unfit.value.text.en


ROW = ("一小", "公办", "2018-09-01", "40")


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (HEADS, ROW),
        (("name", "ownership", "since", "pupils"), ROW),
        (("School name", "OWNERSHIP", "from", "Pupils"), ROW),
        (("校名", "性质", "起始 日期", " 学生数 *"), ROW),
        (("学生数*", "起始\n日期", "性质", "学校 *"), ROW[::-1]),
    ],
)
def test_headings_are_known_by_code_title_or_synonym_in_any_order(
    heads: tuple[str, ...], row: tuple[str, ...]
) -> None:
    [found], problems = read_rows(SHEET, [heads, row], file="a.csv")
    assert problems == []
    assert found.values == {
        "name": "一小", "ownership": "public", "since": date(2018, 9, 1), "pupils": 40
    }  # fmt: skip


def test_titles_above_the_headings_and_empty_rows_are_passed_over() -> None:
    cells: list[Sequence[object]] = [
        ["学校登记表", "", "", ""],
        ["每所学校一行", None, None, None],
        HEADS,
        ["一小", "", "", 40.0],
        [None, "", "  ", ""],
        [],
        ["二小"],
    ]
    rows, problems = read_rows(SHEET, cells, file="a.xlsx")
    assert [(row.line, row.text("name"), row.text("pupils")) for row in rows] == [
        (4, "一小", "40"),
        (7, "二小", ""),
    ]
    assert [each.say("en") for each in problems] == [
        "a.xlsx, line 7, 学生数: required; it must not be empty."
    ]


def test_a_missing_column_is_told_with_all_that_are_required() -> None:
    rows, [problem] = read_rows(SHEET, [["学校", "性质"], ["一小", "公办"]], file="a.csv")
    assert rows == []
    assert (problem.file, problem.line) == ("a.csv", 0)
    assert "学校、学生数" in problem.text.zh
    assert "School name, Pupils" in problem.text.en


def test_headings_below_the_twentieth_row_are_not_looked_for() -> None:
    above = [["说明"]] * 20
    _, [problem] = read_rows(SHEET, [*above, HEADS, ["一小", "", "", 40]], file="a.csv")
    assert problem.line == 0


def test_an_unknown_column_is_refused_by_its_name() -> None:
    rows, [problem] = read_rows(SHEET, [(*HEADS, "校长"), ["一小", "", "", 4, "王"]], file="a.csv")
    assert (problem.line, problem.field) == (1, "校长")
    assert len(rows) == 1


def test_of_a_column_that_stands_twice_one_is_refused() -> None:
    _, [problem] = read_rows(SHEET, [(*HEADS, "校名"), ["一小", "", "", 4, "二小"]], file="a.csv")
    assert (problem.line, problem.field) == (1, "校名")


def test_a_text_may_be_as_long_as_its_column_and_no_longer() -> None:
    [row], problems = read_rows(SHEET, [HEADS, ["一二三四五六", "", "", 1]], file="a.csv")
    assert row.text("name") == "一二三四五六" and problems == []
    _, [problem] = read_rows(SHEET, [HEADS, ["一二三四五六七", "", "", 1]], file="a.csv")
    assert (problem.line, problem.field) == (2, "学校")
    assert "7 characters; at most 6" in problem.text.en


def test_every_mistake_is_told_at_once_in_the_order_of_the_rows() -> None:
    cells = [HEADS, ["一小", "国有", "昨天", "多"], ["", "公办", "", 4]]
    _, problems = read_rows(SHEET, cells, file="a.csv")
    assert [(each.line, each.field) for each in problems] == [
        (2, "性质"),
        (2, "起始日期"),
        (2, "学生数"),
        (3, "学校"),
    ]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    rows = [["一小", "国有", "", 1]] * (MOST + 50)
    _, problems = read_rows(SHEET, [HEADS, *rows], file="a.csv")
    assert [each.line for each in problems] == list(range(2, MOST + 2))
