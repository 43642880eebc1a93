"""Points by a table, against a second, slow way to count them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.enrolment.engine.arithmetic import arithmetic
from xuequ.enrolment.engine.counting import full_months
from xuequ.enrolment.engine.points import Claim, score
from xuequ.enrolment.engine.policy import PointsTable
from xuequ.enrolment.tests.tables import APART, FUTIAN, claim, claims, tables

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def slowly(table: PointsTable, held: Claim) -> Decimal:
    """The total, a month at a time and in hundredths, caps put on whole groups at the end."""
    [kind] = [each for each in table.types if each.code == held.kind]
    groups: dict[str, int] = {}
    for each in table.additions:
        if each.only and held.kind not in each.only:
            continue
        sum_, units = 0, held.quantities[each.code]
        for month in range(1, units + 1):
            if each.per != "year" or month % 12 == 0:
                sum_ += int(each.points * 100)
        if each.cap is not None:
            sum_ = min(sum_, int(each.cap * 100))
        holder = each.inside or each.code
        groups[holder] = groups.get(holder, 0) + sum_
    total = int(kind.base_points * 100)
    for each in table.additions:
        sum_ = groups.get(each.code, 0)
        total += sum_ if each.cap is None else min(sum_, int(each.cap * 100))
    total = total if table.most is None else min(total, int(table.most * 100))
    return Decimal(total) / 100


@pytest.mark.clause("ENR-09")
def test_the_worked_claims_have_the_points_told() -> None:
    assert score(FUTIAN, claim("1", 150, 0, 60, 1)).total == 97
    assert score(FUTIAN, claim("6", 24, 1, 130, 0)).total == Decimal("74.4")


def test_whether_two_points_sit_inside_a_cap_is_a_choice_in_the_data() -> None:
    full = claim("6", 100, 1, 44, 0)
    assert score(FUTIAN, full).total == Decimal("74.4")
    assert score(APART, full).total == Decimal("76.4")
    below = claim("6", 24, 1, 130, 0)  # far from the cap the readings do not differ
    assert score(FUTIAN, below).total == score(APART, below).total


def test_every_step_is_kept() -> None:
    base, home, no_home, insurance, only_child = score(FUTIAN, claim("6", 95, 1, 7, 0)).lines
    half = Decimal("0.5")
    assert base.item.zh == "六类" and base.counted == 60 and base.limit is None
    assert home.quantity == 95 and home.limit == 10
    assert home.raw == home.counted == Decimal("9.5") and not home.is_cut
    assert no_home.raw == 2 and no_home.limit == no_home.counted == half and no_home.is_cut
    assert no_home.with_item == home.item
    assert insurance.rate == Decimal("0.1") and insurance.counted == Decimal("0.7")
    assert only_child.quantity == only_child.counted == 0


def test_the_sentence_tells_the_whole_arithmetic() -> None:
    told = arithmetic(score(FUTIAN, claim("1", 150, 1, 60, 1)))
    assert told.zh == (
        "一类80 + 居住150个月×0.1=15，上限10，计10 + 无房2，一类不计，计0 + "
        "社保60个月×0.1=6 + 独生子女1 = 97"
    )
    assert told.en == (
        "type one: 80 + residence: 150 months × 0.1 = 15, at most 10, counts 10 + "
        "no home: 2, not open to type one, counts 0 + insurance: 60 months × 0.1 = 6 + "
        "only child: 1 = 97"
    )
    told = arithmetic(score(FUTIAN, claim("6", 95, 1, 0, 0)))
    assert told.zh == (
        "六类60 + 居住95个月×0.1=9.5 + 无房2，与“居住”合并上限，余0.5，计0.5 + 社保0个月×0.1=0 = 70"
    )
    assert "no home: 2, of the cap of «residence» 0.5 are left, counts 0.5" in told.en
    cut = arithmetic(score(replace(FUTIAN, most=Decimal(90)), claim("1", 150, 0, 60, 1)))
    assert cut.zh.endswith(" = 97，最高90，计90") and cut.en.endswith(
        " = 97, at most 90, counts 90"
    )


def test_nothing_is_taken_for_nought_in_silence() -> None:
    with pytest.raises(LookupError):
        score(FUTIAN, claim("7", 0, 0, 0, 0))
    with pytest.raises(LookupError):
        score(FUTIAN, Claim("1", {"home": 3}))
    with pytest.raises(ValueError, match="home"):
        score(FUTIAN, claim("1", -1, 0, 0, 0))


@given(st.data())
def test_both_ways_of_counting_agree(data: st.DataObject) -> None:
    table = data.draw(tables())
    held = data.draw(claims(table))
    found = score(table, held)
    assert found.total == slowly(table, held)
    assert found.added == sum(each.counted for each in found.lines)
    assert table.most is None or found.total <= table.most
    assert all(0 <= each.counted <= each.raw for each in found.lines)


@given(st.data())
def test_more_months_never_give_fewer_points(data: st.DataObject) -> None:
    table = data.draw(tables())
    held = data.draw(claims(table))
    for code, quantity in held.quantities.items():
        more = Claim(held.kind, {**held.quantities, code: quantity + 1})
        assert score(table, more).total >= score(table, held).total


@given(st.data())
def test_the_numbers_of_the_sentence_add_up(data: st.DataObject) -> None:
    table = data.draw(tables())
    found = score(table, data.draw(claims(table)))
    sentence = arithmetic(found).zh.partition("，最高")[0]
    *parts, total = re.split(r" (?:\+|=) ", sentence)
    counted = [re.findall(r"[\d.]+$", part)[0] for part in parts]
    assert sum(map(Decimal, counted)) == Decimal(total) == found.added


@given(st.sampled_from("126"), *[st.integers(0, 1200)] * 2, *[st.integers(0, 1)] * 2)
def test_nobody_has_more_than_the_maximum_futian_states(
    kind: str, home: int, insurance: int, no_home: int, only_child: int
) -> None:
    """By its items alone, and in either reading."""
    for table in (FUTIAN, APART):
        found = score(table, claim(kind, home, no_home, insurance, only_child))
        assert found.added <= 101


def test_months_are_full_on_the_day_of_the_month() -> None:
    assert full_months(date(2025, 6, 1), date(2026, 6, 1)) == 12
    assert full_months(date(2025, 6, 2), date(2026, 6, 1)) == 11
    assert full_months(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert full_months(date(2026, 1, 31), date(2026, 2, 27)) == 0
    assert full_months(date(2024, 2, 29), date(2025, 2, 28)) == 12
    assert full_months(date(2026, 6, 2), date(2026, 6, 1)) == -1


@given(DAYS, st.integers(0, 2000))
def test_full_months_are_those_a_calendar_counts_one_by_one(since: date, later: int) -> None:
    day, months = since + timedelta(later), 0
    at = since
    while at < day:
        at += timedelta(1)
        ends_month = (at + timedelta(1)).day == 1
        months += at.day == since.day or (ends_month and at.day < since.day)
    assert full_months(since, day) == months
