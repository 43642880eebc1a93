"""Days, school years and terms as spreadsheets and people write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.sheet import Unfit
from xuequ.standards.days import EARLIEST, LATEST, from_serial, read_day
from xuequ.standards.terms import SchoolTerm, read_term

DAY = date(2018, 9, 1)
FORMS = (
    "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d.year}/{d.month}/{d.day}", "{d:%Y.%m.%d}", "{d:%Y%m%d}",
    "{d.year}年{d.month}月{d.day}日", "{d.year} 年 {d.month} 月 {d.day} 日", "'{d:%Y-%m-%d}",
    "{d:%Y-%m-%d} 00:00:00", "{d:%Y-%m-%d}T00:00:00", " {d:%Y-%m-%d}\u3000", "{d:%Y-%m-%d}\u200b",
)  # fmt: skip


@given(st.dates(EARLIEST, LATEST), st.sampled_from(FORMS))
def test_every_way_to_write_a_day_is_that_day(day: date, form: str) -> None:
    assert read_day(form.format(d=day)) == day


@pytest.mark.parametrize(
    "cell",
    [
        DAY, datetime(2018, 9, 1), datetime(2018, 9, 1, 8, 30), 43344, 43344.0, 43344.75, "43344",
        20180901.0, "２０１８年９月１日", "2018年9月1日 星期六", "2018年9月1日（周六）",
        "二〇一八年九月一日", "二零一八年九月一日", "1-Sep-2018", "1 September 2018",
        "2018/9/1 8:30", "2018-9-1 ’", "2018，9，1", "2018年9月1号",
    ],
)  # fmt: skip
def test_what_spreadsheets_make_of_a_day_is_read(cell: object) -> None:
    assert read_day(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("13/4/2018", date(2018, 4, 13)),  # only one reading
        ("4/13/2018", date(2018, 4, 13)),
        ("3/3/2018", date(2018, 3, 3)),
        ("二〇一八年十二月三十一日", date(2018, 12, 31)),
        ("二〇一八年十月十日", date(2018, 10, 10)),
        ("二〇一八年十月二十日", date(2018, 10, 20)),
    ],
)
def test_days_with_one_reading_are_read(cell: str, day: date) -> None:
    assert read_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        ("2018年9月", "2018-09-01", "has no day of the month"),
        ("2018-09", "只有年月", "has no day of the month"),
        (201809.0, "只有年月", "has no day of the month"),
        (2018.9, "只有年月", "has no day of the month"),
        (2018.1, "也可能是10月", "January or October"),
        (2018.0, "只有年份", "only a year"),
        ("2018年", "只有年份", "only a year"),
        ("18/9/1", "四位年份", "two digits for the year"),
        ("18年9月", "四位年份", "two digits for the year"),
        ("1-Sep-18", "四位年份", "two digits for the year"),
        ("3/4/2018", "2018-03-04 或 2018-04-03", "2018-03-04 or 2018-04-03"),
        ("01.09.2018", "2018-01-09 或 2018-09-01", "two readings"),
        ("2018-02-29", "没有", "no day"),
        ("2018-13-01", "没有", "no day"),
        ("1234-05-06", "年份不对", "cannot be"),
        (datetime(1, 1, 1), "年份不对", "cannot be"),
        ("########", "太窄", "too narrow"),
        ("#VALUE!", "错误值", "error of a formula"),
        ("2.02E+07", "科学记数法", "scientific"),
        ("去年九月", "不是日期", "no date"),
        ("长期", "不是日期", "no date"),
        (60, "不是日期", "no date"),
        (5, "不是日期", "no date"),
        (-5.0, "不是日期", "no date"),
        (float("nan"), "不是日期", "no date"),
        (float("inf"), "不是日期", "no date"),
        (time(8, 30), "不是日期", "no date"),
        (True, "不是日期", "no date"),
    ],
)
def test_what_is_no_day_is_told_with_the_cure(cell: object, zh: str, en: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_day(cell)
    assert zh in unfit.value.text.zh and en in unfit.value.text.en


@pytest.mark.parametrize("cell", ["2018年9月", "2018-09", "2018.9", "201809", 201809.0, 2018.9])
def test_a_column_of_months_takes_months(cell: object) -> None:
    assert read_day(cell, months=True) == DAY


def test_the_spreadsheets_calendar_has_a_day_that_never_was() -> None:
    known = {1: date(1900, 1, 1), 59: date(1900, 2, 28), 60: None, 61: date(1900, 3, 1),
             43344: DAY, 2_958_465: date(9999, 12, 31)}  # fmt: skip
    assert {number: from_serial(number) for number in known} == known
    assert from_serial(0) is None and from_serial(2_958_466) is None


def test_the_other_calendar_counts_from_1904() -> None:
    assert from_serial(0, since_1904=True) == date(1904, 1, 1)
    assert from_serial(41882, since_1904=True) == DAY
    assert read_day(41882.0, since_1904=True) == DAY
    assert from_serial(-1, since_1904=True) is None
    days = {from_serial(n + 1462) for n in range(0, 90_000, 997)}
    assert days == {from_serial(n, since_1904=True) for n in range(0, 90_000, 997)}


def test_each_serial_is_one_day_after_the_one_before() -> None:
    for number in range(61, 3000):
        now, before = from_serial(number), from_serial(number - 1)
        assert before is None or (now and now - before == timedelta(1))


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_nothing_breaks_the_reading(cell: object) -> None:
    try:
        assert EARLIEST <= read_day(cell) <= LATEST
    except Unfit as unfit:
        assert unfit.text.zh and unfit.text.en


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("2025-2026学年第一学期", SchoolTerm(2025, 1)),
        ("2025—2026学年度第二学期", SchoolTerm(2025, 2)),
        ("2025～2026 学年 上学期", SchoolTerm(2025, 1)),
        ("2025学年上学期", SchoolTerm(2025, 1)),
        ("2025学年（下学期）", SchoolTerm(2025, 2)),
        ("2025至2026学年第2学期", SchoolTerm(2025, 2)),
        ("2025-2026学年", SchoolTerm(2025)),
        ("2025-2026-1", SchoolTerm(2025, 1)),
        ("2025年秋季学期", SchoolTerm(2025, 1)),
        ("2026年春季", SchoolTerm(2025, 2)),
        ("2026春", SchoolTerm(2025, 2)),
        ("２０２５学年第一学期", SchoolTerm(2025, 1)),
    ],
)
def test_terms_are_read_as_people_say_them(said: str, term: SchoolTerm) -> None:
    assert read_term(said) == term
    assert read_term(term.text().zh) == term


@pytest.mark.parametrize("said", ["上学期", "2025", "2025-2027学年", "2025-2025学年", "25-26学年"])
def test_what_is_no_term_is_told(said: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_term(said)
    assert said in unfit.value.text.zh and said in unfit.value.text.en
