"""A round is prepared, its rules are made, signed by two people and published."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.feeders import set_next_school
from xuequ.enrolment.engine.places.rules_file import rules_of
from xuequ.enrolment.engine.places.schools import schools_of
from xuequ.enrolment.models import Plan, Round, RuleSet
from xuequ.enrolment.queries.preparing import how_far
from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
from xuequ.enrolment.services.rounds import change_round, find_conditions
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.tests import world
from xuequ.enrolment.tests.world import CLOSES, NOW, OPENS, opened, planned, published, ruled
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
OPENED = OPENS + timedelta(minutes=1)


def lacks(found: Round, cast: Cast) -> list[str]:
    with pytest.raises(Refused, match="rules-lack") as refused:
        make_rules(found, actor=cast.bureau, now=NOW)
    texts: list[object] = refused.value.facts["lacks"]  # type: ignore[assignment]
    return [str(getattr(each, "en", each)) for each in texts]


@pytest.mark.clause("ENR-01", "ENR-32")
def test_a_round_comes_from_its_plan_to_published_rules(cast: Cast) -> None:
    rule_set = published(cast)
    rules = rules_of(bytes(rule_set.rules))
    assert (rules.round, rules.class_size) == ("测试区教育局 2027 一年级新生", 45)
    assert [each.seats for each in schools_of(bytes(rule_set.seats), rules).all] == [90, 90]
    assert rule_set.rules_digest == sha256(bytes(rule_set.rules)).hexdigest()
    assert rule_set.seats_digest == sha256(bytes(rule_set.seats)).hexdigest()
    assert rule_set.words[-1]["en"].startswith("The order of arrival never counts")
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rules_digest"]) == ("publish-rules", rule_set.rules_digest)
    assert line.authority == cast.authority.pk


@pytest.mark.clause("ENR-06")
def test_rules_without_a_class_size_are_refused(cast: Cast) -> None:
    found = planned(cast, class_size=None)
    assert lacks(found, cast) == ["the most pupils of a class are not set: enter them"]
    assert not RuleSet.objects.exists()
    change_round(found, world.settings(class_size=44), actor=cast.bureau, now=NOW)
    assert "东一小 plans 90, more than 2 classes of 44, 88" in lacks(found, cast)[1]


@pytest.mark.clause("ENR-34")
def test_the_trial_needs_every_condition_found_with_a_reason(cast: Cast) -> None:
    found = planned(cast, regime="trial")
    assert sum("is not found to hold yet" in each for each in lacks(found, cast)) == 3
    with pytest.raises(Refused, match="finding-needs-reason"):
        find_conditions(found, {"dense_population": "人多"}, actor=cast.bureau, now=NOW)
    with pytest.raises(Refused, match="unknown-condition"):
        find_conditions(
            found, {"rain": "雨量大，道路难行，孩子上学不便"}, actor=cast.bureau, now=NOW
        )
    for each in ("dense_population", "unbalanced_resources", "changing_demand"):
        reason = f"据2026年普查和学位台账认定（{each}）"
        find_conditions(found, {each: reason}, actor=cast.bureau, now=NOW)
    [left] = lacks(found, cast)
    assert left.startswith("the policy does not say how trial gives places")
    assert found.findings.count() == 3


@pytest.mark.clause("ENR-26")
def test_matched_primaries_come_from_the_register(cast: Cast) -> None:
    cast.authority.profile = "guilin"
    cast.authority.save()
    found = planned(cast, ["东三小"], regime="feed", stage="junior")
    assert "no primary is matched with 东三小" in lacks(found, cast)[0]
    first, junior = School.objects.get(name="东一小"), School.objects.get(name="东三小")
    set_next_school(first, junior, since=OPENING, actor=MAKER)
    rule_set = make_rules(found, actor=cast.bureau, now=NOW)
    assert bytes(rule_set.seats).decode().splitlines()[1] == "东三小,90,2,0,,东一小,"
    set_next_school(School.objects.get(name="东二小"), junior, since=OPENING, actor=MAKER)
    with pytest.raises(Refused, match="rules-are-stale"):
        sign_rules(rule_set, actor=cast.bureau, now=NOW)
    assert how_far(found, NOW).is_stale


def test_a_catchment_has_one_way_in_a_year(cast: Cast) -> None:
    planned(cast)
    other = opened(cast, name="另一批次")
    schools = world.taught("东一小", "东三小")
    with pytest.raises(Refused, match="catchment-has-a-way"):
        choose_schools(other, [each.pk for each in schools], actor=cast.bureau, now=NOW)
    third = schools[1]
    choose_schools(other, [third.pk], actor=cast.bureau, now=NOW)
    assert other.plans.get().part == Plan.Part.HOME


@pytest.mark.clause("ENR-07", "ENR-19", "ENR-21")
def test_the_part_of_each_school_is_that_of_the_document(cast: Cast) -> None:
    cast.authority.profile = "futian"
    cast.authority.save()
    School.objects.filter(name="东一小").update(name="梅山中学")
    School.objects.filter(name="东二小").update(name="福田区实验教育集团梅香学校")
    names = ("梅山中学", "福田区实验教育集团梅香学校", "东三小")
    schools = world.taught(*names, stage="junior")
    found = opened(cast, "shared_zone", "junior")
    choose_schools(found, [each.pk for each in schools], actor=cast.bureau, now=NOW)
    parts = dict(found.plans.values_list("school__name", "part"))
    assert [parts[each] for each in names] == ["home", "choice", "other"]
    with pytest.raises(Refused, match="way-not-for-stage"):
        opened(cast, "shared_zone", "primary", name="小学")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"closes": OPENS}, "closes-before-it-opens"),
        ({"opens": OPENS.replace(year=2029), "closes": CLOSES.replace(year=2030)},
         "opens-in-another-year"),
        ({"name": " 一年级新生 "}, "name-is-taken"),
    ],
)  # fmt: skip
def test_odd_days_and_names_are_refused(cast: Cast, more: dict[str, Any], code: str) -> None:
    opened(cast)
    with pytest.raises(Refused, match=code):
        opened(cast, **{"name": "另一批次", **more})
    with pytest.raises(Refused, match="unknown-way"):
        opened(cast, "lottery", name="另一批次")
    assert Round.objects.count() == 1


def test_only_schools_of_the_stage_are_in_the_plan(cast: Cast) -> None:
    found = opened(cast)
    [first] = world.taught("东一小")
    far = School.objects.get(name="邻一小")
    for pk in (School.objects.get(name="东三小").pk, far.pk, 10**9):
        with pytest.raises(Refused, match="not-of-the-stage"):
            choose_schools(found, [first.pk, pk], actor=cast.bureau, now=NOW)
    choose_schools(found, [first.pk], actor=cast.bureau, now=NOW)
    for entry, code in (
        (NewPlan(far.pk, "home", 1, 1), "not-in-the-plan"),
        (NewPlan(first.pk, "home", 1, 1, overflow=(first.pk,)), "overflow-elsewhere"),
        (NewPlan(first.pk, "home", 1, 1, kept={"talent": 1}), "unknown-kind"),
        (NewPlan(first.pk, "home", None, None), "nothing-changed"),
    ):
        with pytest.raises(Refused, match=code):
            set_plans(found, [entry], actor=cast.bureau, now=NOW)


@pytest.mark.parametrize("who", ["school", "principal", "head", "other", "city"])
def test_nobody_but_the_bureau_prepares_signs_or_publishes(cast: Cast, who: str) -> None:
    rule_set, actor = ruled(cast), cast.actors[who].using("enrolment.change")
    for act in (
        lambda: change_round(rule_set.round, world.settings(name="改"), actor=actor, now=NOW),
        lambda: make_rules(rule_set.round, actor=actor, now=NOW),
        lambda: sign_rules(rule_set, actor=actor, now=NOW),
        lambda: publish_rules(rule_set, actor=actor, now=NOW),
        lambda: opened(replace_bureau(cast, who), name="新"),
    ):
        with pytest.raises(Refused, match="not-your-place"):
            act()


def replace_bureau(cast: Cast, who: str) -> Cast:
    return replace(cast, bureau=cast.actors[who])


def test_the_words_signed_stay_with_the_version(cast: Cast) -> None:
    rule_set = ruled(cast)
    kept = json.dumps(rule_set.words, ensure_ascii=False)
    assert "报名先后不影响录取" in kept and "每班不超过45人" in kept
    with pytest.raises(Refused, match="nothing-changed"):
        make_rules(rule_set.round, actor=cast.bureau, now=NOW)
