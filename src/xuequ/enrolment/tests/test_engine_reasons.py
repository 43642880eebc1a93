"""The sentence for each choice says the numbers that decided, in both languages."""

from __future__ import annotations

import re

import numpy as np
import pytest

from xuequ.enrolment.engine import reasons
from xuequ.enrolment.engine.reasons import Facts, Words, points, reason
from xuequ.enrolment.engine.verdicts import EN, ZH, coordinated
from xuequ.enrolment.tests.choices import one_by_one
from xuequ.kernel.text import Text
from xuequ.methods.allocation import standing
from xuequ.methods.allocation.arrays import applications
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.rounds import preference_rounds

WORDS = Words(
    (Text("福强小学", "Fuqiang"), Text("全海小学", "Quanhai")),
    (Text("一类", "of type one"), Text("二类", "of type two")),
)


def told(prefs: list[list[int]], claims: list[int], seats: list[int]) -> list[list[Text]]:
    a = applications(prefs, claims, np.arange(10, 10 + len(prefs)), seats)
    found = preference_rounds(a)
    classes = np.array([[i % 2] for i in range(len(prefs))], np.int8)
    held = standing.standing(a, found, classes, 2)
    return [[reason(each, WORDS) for each in row] for row in one_by_one(a, found, held)]


def test_points_line_places_and_who_was_ahead_are_told() -> None:
    said = told([[0, 1], [0, 1], [0, 1], [0, 1]], [9740, 9000, 8750, 6000], [2, 1])
    assert said[2][0] == Text(
        "第1志愿“福强小学”：学位2个，报名4人；您的积分87.5，录取线90；您排第3，在您之前录取2人"
        "（一类1人、二类1人）；未录取。",
        "Choice 1, Fuqiang: places 2, asked 4; your points 87.5, the line 90; you stood at 3, "
        "2 entered before (1 of type one, 1 of type two). No place.",
    )
    assert said[2][1].en.endswith("you stood at 1, 0 entered before. You have a place.")
    assert said[0][1].zh == "第2志愿“全海小学”：已被前面的志愿录取，不再参加。"
    assert said[3][1].en.startswith("Choice 2, Quanhai: places 1, asked 2; your points 60")


def test_the_draw_is_told_with_both_numbers_where_it_decided() -> None:
    said = told([[0], [0]], [8000, 8000], [1])
    assert "您的号11，末位录取的号10，号小者先" in said[1][0].zh
    assert "your number 11, the last that entered 10" in said[1][0].en


def test_where_claims_are_classes_no_points_are_told() -> None:
    a = applications([[0], [0]], [1, 0], [1, 2], [1])
    found = deferred_acceptance(a)
    held = standing.standing(a, found, np.array([[0], [1]], np.int8), 2)
    row = list(one_by_one(a, found, held))[1]
    said = reason(row[0], Words(WORDS.schools, WORDS.classes, scale=0))
    assert said.zh == (
        "第1志愿“福强小学”：学位1个，报名2人；按顺位录取；您排第2，在您之前录取1人（一类1人）；未录取。"
    )
    assert "by class of claim" in said.en


@pytest.mark.parametrize("decided", range(10))
def test_every_verdict_has_its_sentence_that_says_in_or_out(decided: int) -> None:
    facts = Facts(2, 0, decided, 8000, 8500, 7, 6, 3, 9, 3, 5, (1, 2))
    said = reason(facts, WORDS)
    inside = decided in standing.ENTERED
    assert said.zh.endswith("您被录取。") == inside
    assert ("You have a place" in said.en or "so did you" in said.en) == inside
    out = decided not in {*standing.ENTERED, standing.NONE, standing.NOT_ASKED}
    assert ("未录取" in said.zh) == ("No place." in said.en) == out
    assert not re.search(r"[一-鿿]", said.en) and len(ZH) == len(EN) == 10


def test_the_numbers_of_verdicts_are_those_of_the_facts() -> None:
    held = (reasons.NONE, reasons.NOT_ASKED, reasons.DIRECT, reasons.FULL)
    assert held == (standing.NONE, standing.NOT_ASKED, standing.DIRECT, standing.FULL)


@pytest.mark.parametrize(
    ("claim", "text"), [(9740, "97.4"), (8000, "80"), (5, "0.05"), (-250, "-2.5"), (0, "0")]
)
def test_points_are_written_without_zeros_at_the_end(claim: int, text: str) -> None:
    assert points(claim, 100) == text


def test_a_child_placed_by_the_authority_is_told_the_order_and_the_way() -> None:
    said = coordinated(WORDS.schools[0], 3, 1200)
    assert "排第3；安排到“福强小学”，路程1200米" in said.zh and "Fuqiang, 1200 m away" in said.en
    assert coordinated(WORDS.schools[0], 3, None).en.endswith("placed at Fuqiang.")
    assert "在片区内" in coordinated(WORDS.schools[0], 3, None).zh
    assert "已无学位" in coordinated(None, 9, None).zh
    single = coordinated(None, 3, None, after=2)
    assert "排第3；须一同安排的孩子在前；可去的学校已无学位" in single.zh
    assert "placed together came first; you found no place" in single.en
    twins = coordinated(WORDS.schools[0], 1, 900, heads=2, after=2)
    assert "能一同容纳的最近学校" in twins.zh and "前者均有学位" not in twins.zh
    assert "已无足够的学位" in coordinated(None, 1, None, heads=2, after=1).zh
