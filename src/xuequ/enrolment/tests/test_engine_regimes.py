"""The localities' own profiles, carried out on a few children."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from xuequ.enrolment.engine.places.prepared import prepared
from xuequ.enrolment.engine.places.unsettled import SAID
from xuequ.enrolment.engine.policy import Allocation, Reserve
from xuequ.enrolment.engine.policy.shapes import Method
from xuequ.enrolment.engine.regimes import MAKE, Given, Need, UnsettledPolicyError, rules_of
from xuequ.kernel.problems import Problems
from xuequ.kernel.settings import Named

from .county import FUTIAN, SEATS, ask, found, of, placed

PLAIN = """编号,第一志愿,第二志愿,第三志愿
A1,福强小学,全海小学,益田小学
A2,福强小学,益田小学,全海小学
A3,全海小学,福强小学,益田小学
A4,福强小学,全海小学,
"""
ZONE = "学校,招生计划\n福强小学,1\n全海小学,2\n益田小学,1\n"
GIVEN = Given("2026", "test", ("甲", "乙"))


def test_futian_by_rounds_with_bonus_then_coordinated_on_base_points() -> None:
    held = found(prepared(of("futian"), ask(FUTIAN, regime="greater_zone")))
    assert held.composed.placed.tolist() == [2, 0, 1, 3]  # 75 and 10 come before 80 at the own
    assert held.composed.stage.tolist() == [0, 0, 0, 1]


def test_no_bonus_is_stated_for_the_shared_catchment_of_futian() -> None:
    asked = ask(FUTIAN, regime="shared_zone")
    assert list(placed(of("futian"), asked).values()) == [
        "福强小学",
        "益田小学",
        "全海小学",
        "外校",
    ]
    rules = rules_of(of("futian"), "shared_zone", GIVEN)
    assert rules.choices == ("zone", "zone", "any")
    assert [(each.by, each.bonus) for each in rules.stages] == [("points", 0), ("points", 0)]


def test_the_third_choice_of_the_shared_catchment_may_be_any_school_with_seats_left() -> None:
    seats = "学校,招生计划,片区内\n梅香,1,是\n梅山,0,是\n外校,1,否\n"
    heads = "编号,地段学校,积分,第一志愿,第二志愿,第三志愿"
    rows = f"{heads}\nA,梅山,90,梅山,梅香,外校\nB,梅山,80,梅山,梅香,外校\n"
    asked = ask(rows, seats, "", regime="shared_zone")
    assert placed(of("futian"), asked) == {"A": "梅香", "B": "外校"}
    with pytest.raises(Problems, match="外校 may not be choice 1"):
        prepared(
            of("futian"), ask(rows.replace("80,梅山", "80,外校"), seats, "", regime="shared_zone")
        )


def test_a_bonus_for_the_first_choice_only_is_given_there_only() -> None:
    policy = of("futian")
    first = replace(policy.home_bonus[0], at_any_rank=False)
    held = found(prepared(replace(policy, home_bonus=(first,)), ask(FUTIAN, regime="greater_zone")))
    asked = held.made[0].asked
    assert asked is not None
    assert asked.claims[1].tolist() == [8500, 7500, 7500]
    assert asked.claims[2].tolist() == [7000, 7000, 7000]


def test_guilin_draws_where_there_are_too_many_and_leaves_no_child_of_the_zone_without_a_seat() -> (
    None
):
    asked = ask(PLAIN, ZONE, "", regime="lottery")
    ends = {tuple(placed(of("guilin"), asked, bytes([seed])).values()) for seed in range(20)}
    assert len(ends) > 2 and all("" not in end for end in ends)
    alone = ask("\n".join(PLAIN.splitlines()[:2]), ZONE, "", regime="lottery")
    assert placed(of("guilin"), alone) == {"A1": "福强小学"}


def test_guilin_feeds_a_primary_into_its_junior_and_the_rest_into_the_zone() -> None:
    rows = "编号,毕业小学\nA1,东小\nA2,东小\nA3,东小\nA4,西小\nA5,外地小学\n"
    seats = "学校,招生计划,对口小学\n东中,2,东小\n西中,1,西小、南小\n北中,2,\n"
    ends = placed(of("guilin"), ask(rows, seats, "", regime="feed"))
    assert sorted(ends.values()) == ["东中", "东中", "北中", "北中", "西中"]
    assert ends["A4"] == "西中" and ends["A5"] == "北中"


def test_xingning_by_catchment_and_overflow_in_published_order() -> None:
    rows = "编号,地段学校,顺位\nA1,全海小学,4\nA2,福强小学,2\nA3,福强小学,3\nA4,福强小学,1\n"
    seats = (
        "学校,招生计划,调剂顺序\n福强小学,1,全海小学；益田小学\n全海小学,1,益田小学\n益田小学,1,\n"
    )
    asked = ask(rows, seats, "", regime="catchment")
    assert placed(of("xingning"), asked) == {
        "A1": "全海小学", "A2": "益田小学", "A3": "", "A4": "福强小学",
    }  # fmt: skip


def test_the_multi_school_trial_of_xingning_waits_for_its_method() -> None:
    with pytest.raises(Problems, match="does not say how trial gives places"):
        prepared(of("xingning"), ask(PLAIN, ZONE, "", regime="trial"))


def test_shuangtaizi_goes_by_catchment_and_never_beyond_plan_or_class_size() -> None:
    rows = "编号,地段学校\n" + "".join(f"A{n},甲校\n" for n in range(9))
    seats = "学校,招生计划,班数\n甲校,6,1\n"
    policy = of("shuangtaizi")
    with pytest.raises(Problems, match=r"set enrolment.class_size first"):
        prepared(policy, ask(rows, seats, ""))
    for size, most in ((5, 5), (50, 6)):
        ends = placed(policy, ask(rows, seats, "", class_size=size))
        assert sum(each == "甲校" for each in ends.values()) == most


def test_twins_of_a_regime_stay_together() -> None:
    twins = "编号,捆绑,第一志愿,第二志愿\nt1,t,福强小学,全海小学\nt2,t,福强小学,全海小学\n"
    rows = twins.replace("第二志愿", "第二志愿,第三志愿").replace("全海小学\n", "全海小学,\n")
    ends = placed(of("guilin"), ask(rows, ZONE, "", regime="lottery"))
    assert ends == {"t1": "全海小学", "t2": "全海小学"}


def test_every_method_of_the_policy_is_known() -> None:
    assert set(MAKE) == set(get_args(Method))
    assert set(SAID) == set(get_args(Need))


def test_ties_go_by_the_list_then_the_draw_or_are_refused_with_both_lines() -> None:
    policy = of("futian")
    insured = Named("insured", "社保月数", "months insured")
    draw = policy.ties[-1]
    rows = "编号,积分,第一志愿,第二志愿,第三志愿\nA1,80,福强小学,,\n\nA2,80,福强小学,,\n"
    asked = ask(rows, regime="greater_zone")
    ends = {placed(policy, asked, bytes([seed]))["A1"] for seed in range(20)}
    assert ends == {"福强小学", ""}
    told = "编号,社保月数,积分,第一志愿,第二志愿,第三志愿\n"
    told += "A1,3,80,福强小学,,\n\nA2,{},80,福强小学,,\n"
    more = replace(asked, applications=("报名.csv", told.format(9).encode()))
    listed = replace(policy, ties=(insured, draw))
    assert {placed(listed, more, bytes([seed]))["A2"] for seed in range(20)} == {"福强小学"}
    with pytest.raises(Problems, match="insured: this column is missing"):
        prepared(listed, asked)
    alone, same = replace(policy, ties=(insured,)), told.format(3).encode()
    assert placed(alone, replace(more, parts=()))["A2"] == "福强小学"
    with pytest.raises(Problems) as caught:
        placed(alone, replace(more, applications=("报名.csv", same), parts=()))
    said = caught.value.say("en")
    assert said[0].startswith("报名.csv, line 2, 编号: equal to A2 at 福强小学")
    assert said[1].startswith("报名.csv, line 4, 编号: equal to A1 at 福强小学")


def test_a_pool_by_base_points_then_points_with_bonus_inside_it_is_a_profile() -> None:
    """D has more with the bonus than C, but C came into the pool and D did not."""
    policy = of("futian")
    stages = (
        Allocation("greater_zone", "ENR-12", "pool", "base_points", places=2),
        Allocation("greater_zone", "ENR-12", "preference_rounds", "points"),
        Allocation("greater_zone", "ENR-13", "coordinated", "base_points"),
    )
    rows = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
A,全海小学,村,80,福强小学,,
C,福强小学,村,75,福强小学,,
D,福强小学,村,74,福强小学,,
"""
    held = found(prepared(replace(policy, allocation=stages), ask(rows, regime="greater_zone")))
    assert held.composed.stage.tolist() == [2, 1, 2]
    assert held.composed.placed.tolist()[1] == 0


def test_reserves_of_a_profile_are_seats_that_each_school_states() -> None:
    kept = Reserve("lottery", "ENR-16", "policy", "优抚", "policy", "after", "others")
    policy = replace(of("guilin"), reserves=(kept,))
    rows = "编号,类别,第一志愿,第二志愿\nA,,甲,乙\nB,policy,甲,乙\nC,,甲,乙\n"
    seats = "学校,招生计划,预留优抚\n甲,2,1\n乙,3,0\n"
    for seed in range(20):
        assert placed(policy, ask(rows, seats, "", regime="lottery"), bytes([seed]))["B"] == "甲"


def test_what_the_policy_leaves_open_is_named() -> None:
    policy = of("futian")
    with pytest.raises(UnsettledPolicyError, match="kept"):
        bonus = replace(policy.home_bonus[0], kept_in_coordination=True)
        rules_of(replace(policy, home_bonus=(bonus,)), "greater_zone", GIVEN)
    with pytest.raises(UnsettledPolicyError, match="places"):
        pool = (Allocation("greater_zone", "ENR-12", "pool", "points"),)
        rules_of(replace(policy, allocation=pool), "greater_zone", GIVEN)
    with pytest.raises(UnsettledPolicyError, match="draw"):
        listed = replace(of("guilin"), ties=(Named("age", "年龄", "age"),))
        rules_of(listed, "lottery", GIVEN)
    with pytest.raises(Problems, match="choose one of: greater_zone, shared_zone"):
        prepared(policy, ask(FUTIAN))


def test_seats_are_read_in_any_order_of_columns_and_in_the_encoding_of_excel() -> None:
    data = "招生计划,片区内,学校\n１,是,福强小学\n1,是,全海小学\n1,是,益田小学\n1,否,外校\n"
    asked = ask(FUTIAN, regime="greater_zone")
    other = replace(asked, seats=("x.csv", data.encode("gb18030")))
    assert placed(of("futian"), other) == placed(of("futian"), asked)
    assert SEATS.count("\n") == data.count("\n")
