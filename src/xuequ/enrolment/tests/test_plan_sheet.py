"""Plans come in by sheet as they are filled in by hand, and go out in the same form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.tests.round_trip import take
from xuequ.enrolment.models import Plan, RuleSet
from xuequ.enrolment.queries.plan_sheet import give_plans
from xuequ.enrolment.services.plan_sheet import take_plans
from xuequ.enrolment.services.rounds import change_round
from xuequ.enrolment.sheets import PLANS
from xuequ.enrolment.tests.world import (
    NOW,
    OPENS,
    opened,
    planned,
    published,
    ruled,
    settings,
    taught,
)
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HEADS = "学校,招生学年,批次,范围,招生计划,班数,班额,机动学位,调剂顺序"


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def bring(cast: Cast, *rows: str) -> dict[str, int]:
    return take(cast, PLANS, HEADS, *rows)


@pytest.mark.clause("ENR-01", "ENR-05", "ENR-06")
def test_a_sheet_brings_schools_and_numbers_into_a_round(cast: Cast) -> None:
    taught("东一小", "东三小")
    found = opened(cast)
    counts = bring(
        cast,
        "东一小,2027,一年级新生,片区内,90,2,45,,东三小",
        "东三小,2027-2028,一年级新生,,135,3,,5,",
    )
    assert counts == {"plans": 2, "changed": 0}
    first, third = School.objects.get(name="东一小"), School.objects.get(name="东三小")
    rows = {each.school_id: each for each in found.plans.all()}
    one, other = rows[first.pk], rows[third.pk]
    assert (one.part, one.plan, one.classes, one.overflow) == ("home", 90, 2, [third.pk])
    assert (other.part, other.plan, other.classes, other.spare) == ("home", 135, 3, 5)
    assert Line.objects.latest("number").verb == "import-plans"


def test_an_empty_cell_leaves_what_is_there_and_a_change_ends_the_rules(cast: Cast) -> None:
    rule_set = ruled(cast)
    assert bring(cast, "东一小,2027,一年级新生,,,,,,") == {"plans": 0, "changed": 0}
    assert RuleSet.objects.get(ended_at=None) == rule_set
    assert bring(cast, "东一小,2027,一年级新生,,85,,,,") == {"plans": 0, "changed": 1}
    plan = Plan.objects.get(school__name="东一小")
    assert (plan.plan, plan.classes) == (85, 2)
    assert not RuleSet.objects.filter(ended_at=None).exists()


def test_what_goes_out_comes_in_again_and_changes_nothing(cast: Cast) -> None:
    planned(cast)
    bring(cast, "东一小,2027,一年级新生,,80,2,45,3,东二小")
    rows = list(give_plans(cast.authority, NOW.date(), cast.bureau))
    assert [each["school"] for each in rows] == ["东二小", "东一小"]
    assert rows[1]["overflow"] == "东二小" and rows[1]["class_size"] == 45
    again = [Row(n, each) for n, each in enumerate(rows, start=2)]
    told = {"file": "x.csv", "authority": cast.authority, "since": NOW.date()}
    assert take_plans(again, actor=MAKER, **told) == {"plans": 0, "changed": 0}
    own = list(give_plans(cast.authority, NOW.date(), cast.school))
    assert [each["school"] for each in own] == ["东二小"]  # a school's post: its own line


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("东一小,2027,没有的批次,,90,2,,,", "there is no round"),
        ("东一小,27,一年级新生,,90,2,,,", "is no school year"),
        ("西一小,2027,一年级新生,,90,2,,,", "does not teach this stage"),
        ("没有小,2027,一年级新生,,90,2,,,", "there is no school"),
        ("东一小,2027,一年级新生,,9999,2,,,", "cannot be (0 to 5000)"),
        ("东一小,2027,一年级新生,,-1,2,,,", "cannot be"),
        ("东一小,2027,一年级新生,,90,2,50,,", "a class of this round holds 45, not 50"),
        ("东一小,2027,一年级新生,,90,2,,,东一小", "is no other school of this plan"),
        ("东一小,2027,一年级新生,,90,2,,,西一小", "is no other school of this plan"),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_cure(cast: Cast, row: str, said: str) -> None:
    planned(cast)
    with pytest.raises(Problems) as found:
        bring(cast, row, "东二小,2027,一年级新生,,50,2,,,")
    assert any(said in each.text.en and each.line == 2 for each in found.value.problems)
    assert set(Plan.objects.values_list("plan", flat=True)) == {90}


def test_a_row_stands_once_and_a_catchment_in_one_round(cast: Cast) -> None:
    planned(cast)
    opened(cast, name="另一批次")
    for rows, said in (
        (["东一小,2027,一年级新生,,80,2,,,"] * 2, "it already stands in line 2"),
        (["东一小,2027,另一批次,,80,2,,,"], "applies in 一年级新生 already"),
    ):
        with pytest.raises(Problems) as found:
            bring(cast, *rows)
        assert said in found.value.problems[0].text.en
    assert bring(cast, "东一小,2027,另一批次,其他学校,30,1,,,") == {"plans": 1, "changed": 0}


@pytest.mark.clause("ENR-05")
def test_after_the_opening_and_from_other_hands_nothing_is_taken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(cast)
    told = {"file": "x.csv", "authority": cast.authority, "since": NOW.date()}
    rows = [Row(2, {"school": "东一小", "year": "2027", "round": "一年级新生", "plan": 80})]
    for who in ("school", "principal", "head", "other"):
        with pytest.raises(Refused, match="not-your-place"):
            take_plans(rows, actor=cast.actors[who], **told)
    monkeypatch.setattr(timezone, "now", lambda: OPENS + timedelta(minutes=1))
    with pytest.raises(Problems, match="has opened"):
        take_plans(rows, actor=cast.bureau, **told)
    assert set(Plan.objects.values_list("plan", flat=True)) == {90}


def test_kinds_are_named_as_the_policy_calls_them(cast: Cast) -> None:
    found = planned(cast)
    change_round(found, settings(class_size=46), actor=cast.bureau, now=NOW)
    rows = [Row(2, {"school": "东一小", "year": "2027", "round": "一年级新生", "kept": "人才:5"})]
    told = {"file": "x.csv", "authority": cast.authority, "since": NOW.date()}
    with pytest.raises(Problems, match="kind:number"):
        take_plans(rows, actor=cast.bureau, **told)
