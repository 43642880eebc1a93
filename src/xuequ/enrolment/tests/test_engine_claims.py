"""A file of claims: what it may look like, and what is said of each mistake."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.enrolment.engine.claims import Asked, Child, read_claims
from xuequ.enrolment.engine.policy import Eligibility, Enrolment
from xuequ.enrolment.tests.tables import FUTIAN, claim
from xuequ.kernel.problems import Problems
from xuequ.profiles.loader import load, policy

WHO = policy(Enrolment, load("futian"), "enrolment", date(2026, 6, 1)).eligibility
DAY = date(2026, 6, 1)
HEADS = "编号,类型,居住,无房,社保,独生子女"
GOOD = "0001,一类,150,否,60,是"


def read(*lines: str, who: tuple[Eligibility, ...] = (), day: date | None = DAY) -> list[Child]:
    return read_claims("claims.csv", list(csv.reader(lines)), Asked(FUTIAN, who, day))


def wrong(*lines: str, **asked: object) -> list[tuple[int, str, str, str]]:
    with pytest.raises(Problems) as caught:
        read(*lines, **asked)  # type: ignore[arg-type]
    return [(each.line, each.field, each.text.zh, each.text.en) for each in caught.value.problems]


def test_heads_are_codes_or_names_in_any_order() -> None:
    [one] = read(HEADS, GOOD)
    assert (one.line, one.number, one.claim) == (2, "0001", claim("1", 150, 0, 60, 1))
    [two] = read("only_child,Insurance,no home,home,TYPE,number", "yes,60,NO,150,type one,0001")
    assert two == one
    [three] = read("", HEADS, ",,,,,", "0001,1,2013-12-01,否,2021-05-31,是")
    assert (three.line, three.claim) == (4, one.claim)


def test_the_type_is_the_first_that_fits_where_the_file_does_not_state_it() -> None:
    heads = "编号,购房,租房,入户,居住,无房,社保,独生子女"
    lines = ("1,是,否,是,0,否,0,否", "2,是,是,否,0,否,0,否", "3,否,是,是,0,否,0,否")
    assert [each.claim.kind for each in read(heads, *lines)] == ["1", "2", "6"]
    [(line, field, zh, en)] = wrong(heads, "4,否,否,是,0,否,0,否")
    assert (line, field) == (2, "") and "不符合任何类型" in zh and "no type fits" in en
    [(_, _, zh, en)] = wrong(heads, "5,是,否,,0,否,0,否")
    assert zh == "未填类型，又缺入户；请填写类型，或补全这些列" and "registered there" in en
    both = f"类型,{heads}"
    [one] = read(both, "二类,6,是,否,,0,否,0,否")
    assert one.claim.kind == "2", "stated, and the facts do not tell it"
    [(line, field, zh, en)] = wrong(both, "二类,7,是,否,是,0,否,0,否")
    assert (line, field) == (2, "类型")
    assert zh.startswith("按各项事实应为“一类”") and en.startswith("by the facts it is type one")


def test_what_is_shown_of_the_grounds_is_read_and_an_empty_cell_is_not_shown() -> None:
    heads = f"{HEADS},就读年级,居住在本区,家长2深圳户籍,家长1居住时间"
    [one, two] = read(heads, f"{GOOD},六年级,是,否,2025-06-02", "2,1,0,否,0,否,,,,", who=WHO)
    assert one.shown.stage == "junior"
    told = {"grade": 6, "lives_in_area": True, "parent2_parent_registered": False}
    assert told.items() <= one.shown.values.items() and one.shown.values["parent1_residence"] == 11
    assert two.shown.values["grade"] is two.shown.values["parent1_residence"] is None
    [primary] = read(f"{HEADS},学段", f"{GOOD},小学", who=WHO)
    assert primary.shown.stage == "primary"


def test_where_conditions_differ_by_stage_each_line_says_its_own() -> None:
    both = (*WHO, Eligibility(("primary",), 1, True, WHO[0].any_of))
    assert read(f"{HEADS},学段", f"{GOOD},初中", who=both)[0].shown.stage == "junior"
    assert "学段" in wrong(HEADS, GOOD, who=both)[0][2]


BAD = {
    "empty": ("0001,一类,,否,60,是", "居住", "没有的写0", "write 0 for none"),
    "no answer": ("0001,一类,1,,60,是", "无房", "“是”或“否”", "yes or no"),
    "other answer": ("0001,一类,1,也许,60,是", "无房", "“也许”", "write yes or no"),
    "negative": ("0001,一类,-3,否,60,是", "居住", "“-3”不是满月数", "«-3»"),
    "part of a month": ("0001,一类,3.5,否,60,是", "居住", "不足一月的不计", "parts of a month"),
    "more than two places": ("0001,一类,3.125,否,60,是", "居住", "整数", "whole number"),
    "not a number": ("0001,一类,很久,否,60,是", "居住", "“很久”应为满月数", "write full months"),
    "a year": ("0001,一类,2018,否,60,是", "居住", "0至1200", "0 to 1200"),
    "no such day": ("0001,一类,2018-02-30,否,60,是", "居住", "如2018-09-01", "such as 2018-09-01"),
    "later": ("0001,一类,2026-06-02,否,60,是", "居住", "晚于计算截止日2026-06-01", "is after"),
    "other type": (
        "0001,九类,1,否,60,是",
        "类型",
        "只能是：一类、二类、六类",
        "type one, type two",
    ),
    "no type": ("0001,,1,否,60,是", "类型", "未填类型，又缺购房、租房、入户", "state the type"),
    "no child": (",一类,1,否,60,是", "编号", "不能为空", "must not be empty"),
    "formula": ("=1+1,一类,1,否,60,是", "编号", "不以符号开头", "no sign at its head"),
    "comma too many": (f"{GOOD},7", "", "超出第6列", "a comma too many"),
}


@pytest.mark.parametrize(("line", "field", "zh", "en"), BAD.values(), ids=BAD)
def test_a_bad_line_is_refused_with_its_row_its_column_and_a_cure(
    line: str, field: str, zh: str, en: str
) -> None:
    [(row, column, said, told)] = wrong(HEADS, "9,2,0,否,0,否", line)
    assert (row, column) == (3, field) and zh in said and en in told


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    found = wrong(HEADS, GOOD, "2,九类,-1,否,60,好", GOOD)
    assert [each[:2] for each in found] == [
        (3, "类型"), (3, "居住"), (3, "独生子女"), (4, "编号"),
    ]  # fmt: skip
    assert found[-1][2] == "这名儿童已在第2行，请只保留一行"
    assert "stands on line 2 already" in found[-1][3]


def test_columns_are_known_there_and_only_once() -> None:
    [(row, column, zh, en)] = wrong(f"{HEADS},姓名", f"{GOOD},张三")
    assert (row, column) == (1, "姓名") and "居住、无房、社保" in zh and "rename or drop it" in en
    assert wrong(f"{HEADS},home", f"{GOOD},1")[0][1:3] == ("home", "这一列出现两次，请只保留一列")
    [(row, _, zh, en)] = wrong("类型,居住,无房,社保", "一类,1,否,1")
    assert (row, zh) == (1, "首行缺少列：编号、独生子女。请补上") and "only child" in en
    assert "购房、租房、入户" in wrong("编号,居住,无房,社保,独生子女", "1,1,否,1,否")[0][2]
    assert wrong()[0][0] == 0


def test_a_day_needs_the_day_it_is_counted_to() -> None:
    [(_, column, zh, en)] = wrong(HEADS, "1,1,2018-09-01,否,0,否", day=None)
    assert column == "居住" and "--day" in zh and "--day" in en
    assert read(HEADS, GOOD, day=None)[0].claim.quantities["home"] == 150


ODD = st.text(max_size=6) | st.sampled_from(
    (
        "１２",
        "²",
        "٣",
        "是 ",
        "—",
        "1e3",
        "43831",
        "2018.9",
        "２０１８年９月",
        "9999-12-31",
        "\x00",
        "'=1",
    )
)


@given(st.lists(st.lists(ODD, min_size=6, max_size=9), max_size=3))
def test_whatever_stands_in_the_cells_is_read_or_refused(lines: list[list[str]]) -> None:
    heads = [*HEADS.split(","), "学段", "就读年级", "家长1居住时间"]
    try:
        children = read_claims("claims.csv", [heads, *lines], Asked(FUTIAN, WHO, DAY))
    except Problems as problems:
        assert all(each.line and each.text.zh and each.text.en for each in problems.problems)
    else:
        assert all(each.number for each in children)
