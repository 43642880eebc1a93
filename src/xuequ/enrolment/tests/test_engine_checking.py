"""What is proved, who reads twice, which dwelling is locked, which child is there twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xuequ.enrolment.engine.checking.alike import Someone, alike
from xuequ.enrolment.engine.checking.dwellings import Asking, Lock, hindering, key_of, rivals
from xuequ.enrolment.engine.checking.judging import (
    Standard,
    differing,
    judge,
    months_of,
    proposed,
    standard_of,
)
from xuequ.enrolment.engine.checking.sample import is_sampled
from xuequ.enrolment.engine.checking.versions import Change, changes
from xuequ.enrolment.engine.policy import (
    Addition,
    Eligibility,
    Enrolment,
    Ground,
    Named,
    PointsTable,
    PointType,
)

TABLE = PointsTable(
    types=(
        PointType("one", "一类", "type 1", Decimal(80), ("owned", "registered")),
        PointType("two", "二类", "type 2", Decimal(75), ("owned",)),
    ),
    additions=(
        Addition("residence", "居住", "residence", Decimal("0.1"), "month", Decimal(10)),
        Addition("only_child", "独生子女", "only child", Decimal(1)),
    ),
    facts=(Named("owned", "自有房", "home owned"), Named("registered", "户籍", "registered")),
)
GROUNDS = (Ground("local", "ENR-15", "本地户籍", "registered here"),)
STANDARD = Standard("primary", TABLE, (Eligibility(("primary",), 1, True, GROUNDS),))
PROVED = {
    "owned": True, "registered": False, "residence": 24, "only_child": True,
    "grade": 1, "lives_in_area": True, "local": True,
}  # fmt: skip
DAY = date(2027, 4, 20)


@pytest.mark.clause("ENR-09")
def test_points_follow_from_what_was_proved_and_from_nothing_else() -> None:
    found = judge(STANDARD, PROVED)
    assert (found.points, found.kind, found.is_eligible) == ("78.4", "two", True)
    assert judge(STANDARD, {**PROVED, "registered": True}).points == "83.4"


@pytest.mark.parametrize("code", PROVED)
def test_an_item_left_out_is_open_and_nothing_counts_as_nought_in_silence(code: str) -> None:
    found = judge(STANDARD, {key: each for key, each in PROVED.items() if key != code})
    assert [each.code for each in found.open] == [code]
    assert found.score is None and found.points == ""


def test_a_ground_that_is_not_shown_makes_no_child_eligible() -> None:
    found = judge(STANDARD, {**PROVED, "local": None})
    assert not found.is_eligible and not found.open
    assert "registered here" in found.finding.missing[0].en


def test_facts_that_fit_no_type_leave_no_points() -> None:
    found = judge(STANDARD, {**PROVED, "owned": False})
    assert not found.fits and found.points == ""


def test_a_policy_without_points_and_conditions_asks_for_nothing() -> None:
    standard = standard_of(Enrolment(), "primary")
    assert standard.heads == ()
    found = judge(standard, {})
    assert found.fits and found.is_eligible and found.points == ""


def test_conditions_of_another_stage_are_not_asked() -> None:
    policy = Enrolment(eligibility=(Eligibility(("junior",), 6, True, GROUNDS),))
    assert standard_of(policy, "primary").heads == ()
    assert {e.code for e in standard_of(policy, "junior").heads} == {
        "grade", "lives_in_area", "local",
    }  # fmt: skip


def test_a_claimed_month_counts_from_its_first_day_in_full_months() -> None:
    assert months_of("2021-05", DAY) == 71
    assert months_of("2027-04", DAY) == 0
    assert months_of("2028-01", DAY) == 0
    assert months_of("2021-13", DAY) is None and months_of("", DAY) is None
    assert months_of(7, DAY) == 7
    head = next(each for each in STANDARD.heads if each.code == "owned")
    assert proposed(head, "yes", DAY) is None and proposed(head, True, DAY) is True


def test_two_readers_differ_in_the_items_they_found_differently() -> None:
    other = {**PROVED, "residence": 12}
    assert [e.code for e in differing(PROVED, other, STANDARD.heads)] == ["residence"]


def test_the_sample_is_fixed_by_the_seed_and_is_the_share_it_should_be() -> None:
    numbers = [f"{10_000_000 + n}" for n in range(4000)]
    first = {n for n in numbers if is_sampled(b"seed", n, 10)}
    assert first == {n for n in numbers if is_sampled(b"seed", n, 10)}
    assert 320 < len(first) < 480
    assert first != {n for n in numbers if is_sampled(b"other", n, 10)}
    assert first < {n for n in numbers if is_sampled(b"seed", n, 20)}
    assert not any(is_sampled(b"seed", n, 0) for n in numbers)
    assert all(is_sampled(b"seed", n, 100) for n in numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("福强路１００号 ３栋４０２室", "福强路100号3幢402"),
        ("三栋402房", "3座402"),
        ("粤(2020)深圳市不动产权第0001号", "粤（２０２０）深圳市不动产权第0001号"),
        ("Block A #12", "block a号12"),
    ],
)
def test_one_dwelling_in_two_spellings_is_one(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


def test_different_dwellings_stay_different_and_too_little_is_none() -> None:
    assert key_of("福强路100号3-402") != key_of("福强路100号34-02")
    assert key_of("福强路100号3栋402") != key_of("福强路100号3栋403")
    assert key_of(" 3 栋 ") == ""


def lock(**more: object) -> Lock:
    said = {"year": 2023, "years": 6, "stage": "primary", "child": "1", "is_family": False}
    return Lock(**{**said, **more})  # type: ignore[arg-type]


def test_a_dwelling_gives_one_seat_in_its_years_and_siblings_are_exempt() -> None:
    asking = Asking("2", "primary", 2027)
    assert hindering([lock()], asking, siblings_exempt=True) == lock()
    assert hindering([lock(is_family=True)], asking, siblings_exempt=True) is None
    assert hindering([lock(is_family=True)], asking, siblings_exempt=False) is not None
    assert hindering([lock(year=2021)], asking, siblings_exempt=True) is None  # 2027 is free
    assert hindering([lock(year=2022)], asking, siblings_exempt=True) is not None
    assert hindering([lock(stage="junior")], asking, siblings_exempt=True) is None
    assert hindering([lock(child="2")], asking, siblings_exempt=True) is None
    assert hindering([lock(child="")], asking, siblings_exempt=True) is not None


def test_of_two_families_at_one_dwelling_in_one_year_neither_is_barred_by_who_was_first() -> None:
    asking = Asking("2", "primary", 2027)
    same = lock(year=2027)
    assert hindering([same], asking, siblings_exempt=True) is None
    assert rivals([same, lock(year=2027, is_family=True), lock()], asking) == [same]


def test_a_duplicate_child_is_named_by_name_birth_and_guardian() -> None:
    child = Someone("1", "童甲", "2020-05-01", frozenset({"p1"}))
    others = [
        child,
        Someone("2", "童 甲", "2020-05-01", frozenset({"p1", "p2"})),
        Someone("3", "童甲", "2020-05-01", frozenset({"p9"})),
        Someone("4", "童甲", "2020-05-02", frozenset({"p1"})),
        Someone("5", "童乙", "2020-05-01", frozenset({"p1"})),  # a twin
    ]
    told = [(each.code, each.number) for each in alike(child, others)]
    assert told == [("same_guardian", "2"), ("same_birth", "3")]


def test_what_changed_between_versions_is_told_field_by_field() -> None:
    before = {"choices": ["甲", "乙"], "claims": {"owned": True}, "place": "东村"}
    after = {"choices": ["乙"], "claims": {"owned": True, "months": "2021-05"}}
    assert changes(before, after) == [
        Change("choices", "甲、乙", "乙"),
        Change("claims.months", "", "2021-05"),
        Change("place", "东村", ""),
    ]
    assert changes(before, before) == []
