"""What every child is told, stage by stage and choice by choice, from the profile's own rules."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from xuequ.enrolment.engine.places.letters import Named, letters
from xuequ.enrolment.engine.places.prepared import prepared
from xuequ.enrolment.engine.policy import Allocation, Enrolment, Reserve
from xuequ.kernel.settings import Named as Named_
from xuequ.kernel.text import Text

from .county import FUTIAN, ask, found, of

NAMED = Named({"福强小学": "Fuqiang", "全海小学": "Quanhai", "益田小学": "Yitian", "外校": "Far"})
FIVE = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
A,东校,村,90,北校,南校,东校
B,南校,村,85,北校,东校,南校
C,北校,村,85,南校,北校,东校
D,北校,村,75,东校,南校,北校
E,南校,村,65,东校,北校,南校
"""
SCHOOLS = "学校,招生计划\n北校,1\n南校,2\n东校,1\n"
WAYS = "居住地,学校,路程\n"


def told(
    policy: Enrolment, rows: str, seats: str = "", ways: str = WAYS, **rest: str
) -> dict[str, list[Text]]:
    asked = ask(rows, seats, ways, **rest) if seats else ask(rows, **rest)
    said = dict(letters(found(prepared(policy, asked)), NAMED))
    for lines in said.values():
        assert all(not re.search(r"[一-鿿]", each.en.replace("校", "")) or seats for each in lines)
    return said


def by(method: str, order_by: str = "points") -> Enrolment:
    """Futian's zone under another method."""
    step = Allocation("greater_zone", "ENR-12", method, order_by)  # type: ignore[arg-type]
    return replace(of("futian"), allocation=(step,), unplaced=None)


def test_rounds_then_coordinated_placement_are_told_in_their_order() -> None:
    said = told(of("futian"), FUTIAN, regime="greater_zone")
    assert said["A1"][0].en == (
        "Choice 1, Fuqiang: places 1, asked 3; your points 80, the line 85; you stood at 2, "
        "1 entered before (1 of the own catchment). No place."
    )
    assert said["A4"][-1] == Text(
        "各志愿均未录取，纳入统筹调剂，排第1；安排到“外校”，路程900米；"
        "在排位在前者均有学位的前提下，总路程最短。",
        "No choice admitted you; in coordinated placement you stood at 1 and were placed at Far, "
        "900 m away; the travel of all placed is the least.",
    )
    assert len(said["A4"]) == 3  # no sentence for a choice that was not named


@pytest.mark.clause("ENR-10", "ENR-11")
def test_points_of_the_own_catchment_are_named_at_the_own_school_alone() -> None:
    said = told(of("futian"), FUTIAN, regime="greater_zone")
    assert "您的积分85（含原地段加分10分）" in said["A2"][0].zh
    assert "your points 85 (10 of them for the own catchment)" in said["A2"][0].en
    assert "含原地段加分" not in said["A3"][0].zh and "含原地段加分" not in said["A1"][0].zh


def test_a_trade_tells_what_was_given_for_the_place() -> None:
    said = told(by("top_trading_cycles"), FIVE, SCHOOLS, regime="greater_zone")
    assert said["A"][0].zh.endswith("在能轮到您之前已全部换出；未录取。")
    got = {
        child: next(each.en for each in lines if "You have a place" in each.en)
        for child, lines in said.items()
        if child != "E"
    }
    assert "Choice 1, 南校: you stood first at 北校 and gave its place" in got["C"]
    assert "Choice 1, 北校: you stood first at 南校 and gave its place" in got["B"]
    assert all("No place." in each.en for each in said["E"])


def test_seats_kept_for_a_kind_are_told_as_such_and_with_the_child_s_own_points() -> None:
    kept = Reserve("greater_zone", "ENR-16", "policy", "优抚", "policy", "before", "others")
    policy = replace(by("preference_rounds"), reserves=(kept,))
    rows = "编号,类别,积分,第一志愿,第二志愿,第三志愿\n"
    rows += "A,,90,甲,,\nB,policy,70,甲,,\nC,policy,60,甲,,\n"
    rows += "D,,80,甲,,\n"
    seats = "学校,招生计划,预留优抚\n甲,2,1\n乙,1,0\n丙,1,0\n"
    said = told(policy, rows, seats, regime="greater_zone")
    assert "“甲（预留：policy，该类优先）”" in said["B"][0].zh and "您的积分70" in said["B"][0].zh
    assert said["C"][0].zh.startswith(
        "第1志愿“甲（预留：policy，该类优先）”：学位1个，报名4人；您的积分60，录取线70"
    )
    assert said["C"][1].zh.startswith("第1志愿“甲”：学位1个，报名3人；您的积分60，录取线90")
    out = said["D"][0]  # more points than the line, and out: the kind comes first
    assert "该类优先）”：学位1个，报名4人；您的积分80，录取线70" in out.zh and "未录取" in out.zh
    assert "(kept for policy, who come first)" in out.en


def test_children_placed_together_come_first_and_the_others_are_told_so() -> None:
    rows = "编号,捆绑,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿\n"
    rows += "P,,甲,村,99,甲,,\nS,,甲,村,90,甲,,\nB1,T1,甲,村,50,甲,,\nB2,T1,甲,村,50,甲,,\n"
    seats, ways = "学校,招生计划\n甲,1\n乙,2\n", WAYS + "村,甲,100\n村,乙,700\n"
    said = told(of("futian"), rows, seats, ways, regime="greater_zone")
    assert "排第2；须一同安排的孩子在前；可去的学校已无学位。" in said["S"][-1].zh
    assert "排第1；" in said["B1"][-1].zh and said["B1"] == said["B2"]
    assert "安排到“乙”，路程700米，是能一同容纳的最近学校。" in said["B1"][-1].zh


def test_a_pool_tells_who_is_in_and_at_which_place() -> None:
    pool = Allocation("greater_zone", "ENR-12", "pool", "base_points", places=2)
    policy = by("preference_rounds")
    said = told(
        replace(policy, allocation=(pool, *policy.allocation)), FUTIAN, regime="greater_zone"
    )
    assert said["A2"][0].zh == "入围名额2人，参加4人，您排第2；您入围。"
    assert said["A3"] == [Text(
        "入围名额2人，参加4人，您排第3；您未入围。",
        "The pool has 2 places for 4 children; you stood at 3; you are not in it.",
    )]  # fmt: skip


@pytest.mark.parametrize("method", ["deferred_acceptance", "serial_dictatorship"])
def test_other_mechanisms_tell_points_and_line_too(method: str) -> None:
    order = "base_points" if method == "serial_dictatorship" else "points"
    said = told(by(method, order), FIVE, SCHOOLS, regime="greater_zone")
    assert any("录取线" in each.zh for lines in said.values() for each in lines)
    for lines in said.values():
        inside = [each for each in lines if "录取。" in each.zh and "未录取" not in each.zh]
        assert len(inside) <= 1 + sum("不再参加" in each.zh for each in lines)


def test_the_draw_is_told_with_numbers_counted_from_one() -> None:
    rows = "编号,第一志愿,第二志愿\nA,甲,\nB,甲,\n"
    said = told(of("guilin"), rows, "学校,招生计划\n甲,1\n乙,1\n", regime="lottery")
    out = next(each.zh for lines in said.values() for each in lines if "未录取" in each.zh)
    assert "；按抽签号，您的号2，末位录取的号1，号小者先；您排第2，在您之前录取1人；未录取。" in out
    every = [each.zh for lines in said.values() for each in lines]
    assert any("在片区内有空余学位的学校中安排，排第1；安排到“乙”。" in each for each in every)


def test_by_catchment_the_own_school_and_its_overflow_are_no_choices() -> None:
    rows = "编号,地段学校,顺位\nA,甲,1\nB,甲,2\n"
    seats = "学校,招生计划,调剂顺序\n甲,1,乙\n乙,1,\n"
    said = told(of("xingning"), rows, seats, regime="catchment")
    assert said["B"][0].zh == (
        "本地段学校“甲”：学位1个，报名2人；按顺位录取；您排第2，在您之前录取1人（第1顺位1人）；未录取。"
    )
    assert said["B"][1].zh == "第1调剂学校“乙”：学位1个，报名1人，学位足够，全部录取；您被录取。"
    assert said["A"][1].en == "Overflow school 1, 乙: not asked, for a school before it was given."


@pytest.mark.parametrize("draws", [True, False])
def test_conditions_among_equals_are_told_in_their_order(draws: bool) -> None:
    policy = by("preference_rounds")
    insured = Named_("insured", "社保月数", "months insured")
    policy = replace(policy, ties=(insured, policy.ties[-1]) if draws else (insured,))
    heads = "编号,社保月数,积分,第一志愿,第二志愿,第三志愿"
    rows = f"{heads}\nA,3,80,福强小学,,\nB,9,80,福强小学,,\nC,1,70,福强小学,,\n"
    names = Named(NAMED.schools, ties={"insured": Text("社保月数", "months insured")})
    asked = ask(rows, regime="greater_zone")
    said = dict(letters(found(prepared(policy, asked)), names))
    steps = "社保月数、抽签" if draws else "社保月数"
    assert f"同等条件依次按{steps}排序，您的序号2，末位录取的序号1，号小者先" in said["A"][0].zh
    assert "among equals months insured" in said["A"][0].en
    assert "同等条件" not in said["C"][0].zh
