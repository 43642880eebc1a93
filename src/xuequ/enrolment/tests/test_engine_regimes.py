"""The localities' own profiles, carried out on a few children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import numpy as np
import pytest

from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.engine.policy.shapes import Method
from xuequ.enrolment.engine.regimes import (
    METHODS,
    Area,
    UnknownError,
    rules_of,
    stages_of,
    tickets_of,
)
from xuequ.kernel.problems import Problems
from xuequ.kernel.settings import Named
from xuequ.methods.allocation.arrays import UnsettledError
from xuequ.methods.allocation.checks.by_stages import check_stages
from xuequ.methods.allocation.inputs import Row
from xuequ.methods.allocation.rows import read_units
from xuequ.methods.allocation.stages import compose
from xuequ.methods.allocation.zoning import direct_feed
from xuequ.profiles import loader

ZONE = ("福强小学", "全海小学", "益田小学")
DAY = date(2026, 4, 1)


def of(locality: str) -> Enrolment:
    return loader.policy(Enrolment, loader.load(locality), "enrolment", DAY)


def area(
    policy: Enrolment, regime: str, rows: list[Row], seats: dict[str, int], **rest: Any
) -> Area:
    units = read_units("报名.csv", rows, seats, rules_of(policy, regime, ZONE))
    tickets = rest.pop("tickets", np.arange(len(units.points)).astype(np.uint64))
    return Area(units, np.array(list(seats.values())), tickets, tuple(range(len(ZONE))), **rest)


def run(policy: Enrolment, regime: str, held: Area) -> Any:
    stages = stages_of(policy, regime, held)
    found = compose(stages, held.seats, held.units.heads)
    assert check_stages(stages, found, held.seats, held.units.heads) == []
    return found


def applied(*lines: tuple[tuple[str, ...], int, str]) -> list[Row]:
    return [
        Row(at, f"c{at}", choices, Decimal(points), home=home)
        for at, (choices, points, home) in enumerate(lines, 2)
    ]


SEATS = {"福强小学": 1, "全海小学": 1, "益田小学": 1, "外校": 1}
FUTIAN = applied(
    (("福强小学", "全海小学", "益田小学"), 80, "全海小学"),
    (("福强小学", "益田小学", "全海小学"), 75, "福强小学"),
    (("全海小学", "福强小学", "益田小学"), 70, "福强小学"),
    (("福强小学", "全海小学"), 60, "福强小学"),
)
TRAVEL = np.array([[1, 1, 1, 900]] * 4)


def test_futian_by_rounds_with_bonus_then_coordinated_on_base_points() -> None:
    policy = of("futian")
    held = area(policy, "greater_zone", FUTIAN, SEATS, travel=TRAVEL)
    found = run(policy, "greater_zone", held)
    assert found.placed.tolist() == [2, 0, 1, 3]  # 75 and 10 come before 80 at the own school
    assert found.stage.tolist() == [0, 0, 0, 1]


def test_no_bonus_is_stated_for_the_shared_catchment_of_futian() -> None:
    policy = of("futian")
    held = area(policy, "shared_zone", FUTIAN, SEATS, travel=TRAVEL)
    assert run(policy, "shared_zone", held).placed.tolist() == [0, 2, 1, 3]
    rules = rules_of(policy, "shared_zone", ("甲", "乙"))
    assert rules.open_to == (frozenset({"甲", "乙"}), frozenset({"甲", "乙"}), None)
    assert rules.needs_points


def test_a_bonus_for_the_first_choice_only_is_given_there_only() -> None:
    policy = of("futian")
    bonus = replace(policy.home_bonus[0], at_any_rank=False)
    held = area(policy, "greater_zone", FUTIAN, SEATS, travel=TRAVEL)
    stage: Any = stages_of(replace(policy, home_bonus=(bonus,)), "greater_zone", held)[0]
    assert stage.applications.claims[1].tolist() == [8500, 7500, 7500]
    assert stage.applications.claims[2].tolist() == [7000, 7000, 7000]


def test_guilin_draws_where_there_are_too_many_and_leaves_no_child_of_the_zone_without_a_seat() -> (
    None
):
    policy = of("guilin")
    rows = [replace(each, points=None) for each in FUTIAN]
    seats = {"福强小学": 1, "全海小学": 2, "益田小学": 1}
    held = area(policy, "lottery", rows, seats, tickets=np.array([4, 3, 2, 1], np.uint64))
    found = run(policy, "lottery", held)
    assert found.placed.tolist() == [1, 2, 1, 0]
    twelve = area(policy, "lottery", rows[:1], seats)
    assert run(policy, "lottery", twelve).placed.tolist() == [0]


def test_guilin_feeds_a_primary_into_its_junior_and_the_rest_into_the_zone() -> None:
    policy = of("guilin")
    rows = [replace(each, points=None, choices=(), home="") for each in FUTIAN]
    held = area(policy, "feed", rows, {"福强小学": 2, "全海小学": 1, "益田小学": 1})
    juniors = direct_feed(np.array([0, 0, 0, 1], np.int32), np.array([0, 1], np.int32))
    held = replace(held, units=replace(held.units, home=juniors))
    assert run(policy, "feed", held).placed.tolist() == [0, 0, 2, 1]


def test_xingning_by_catchment_and_overflow_in_published_order() -> None:
    policy = of("xingning")
    rows = [replace(each, points=None, choices=()) for each in FUTIAN]
    claims = np.array([1, 3, 2, 4], np.int32)
    held = area(policy, "catchment", rows, {"福强小学": 1, "全海小学": 1, "益田小学": 1},
                claims=claims, overflow=[[1, 2], [2], []])  # fmt: skip
    assert run(policy, "catchment", held).placed.tolist() == [1, 2, -1, 0]


def test_twins_of_every_regime_stay_together() -> None:
    twins = [
        replace(FUTIAN[0], line=9 + at, child=f"t{at}", bundle="t", points=None) for at in (0, 1)
    ]
    policy = of("guilin")
    held = area(policy, "lottery", twins, {"福强小学": 1, "全海小学": 2, "益田小学": 1})
    assert run(policy, "lottery", held).placed.tolist() == [1]


def test_every_method_of_the_policy_is_known() -> None:
    assert set(METHODS) == set(get_args(Method))


def test_ties_go_by_the_list_then_the_draw_or_are_refused() -> None:
    policy = of("futian")
    rows = [replace(each, points=Decimal(80), home="") for each in FUTIAN[:2]]
    insured = Named("insured", "社保月数", "months insured")
    draw = policy.ties[-1]
    held = area(policy, "greater_zone", rows, SEATS, travel=TRAVEL[:2],
                ties={"insured": np.array([3, 9])})  # fmt: skip
    assert run(policy, "greater_zone", held).placed.tolist() == [0, 2]
    listed = replace(policy, ties=(insured, draw))
    assert run(listed, "greater_zone", held).placed.tolist()[1] == 0
    alone = replace(policy, ties=(insured,))
    same = replace(held, ties={"insured": np.array([9, 9])})
    with pytest.raises(UnsettledError):
        compose(stages_of(alone, "greater_zone", same), held.seats, held.units.heads)
    with pytest.raises(UnknownError, match="insured"):
        tickets_of(listed, replace(held, ties={}))
    assert tickets_of(replace(policy, ties=()), held).tolist() == [0, 1]


def test_what_the_policy_needs_and_does_not_get_is_named() -> None:
    policy = of("futian")
    held = area(policy, "greater_zone", FUTIAN, SEATS)
    with pytest.raises(UnknownError, match="travel"):
        stages_of(policy, "greater_zone", held)
    with pytest.raises(UnknownError, match="nowhere"):
        stages_of(policy, "nowhere", held)


def test_a_choice_outside_the_zone_is_refused_by_the_rules_of_the_profile() -> None:
    policy = of("futian")
    with pytest.raises(Problems, match="may not be choice 1"):
        area(policy, "greater_zone", applied((("外校",), 80, "")), SEATS)
