"""A district enrols as one: what it may choose, what comes of it, where it is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.engine.places.rules_file import rules_of
from xuequ.enrolment.engine.places.schools import schools_of
from xuequ.enrolment.models import Application, Coordination, Round, RuleSet
from xuequ.enrolment.queries.coordinating import taught_at, told_to
from xuequ.enrolment.queries.preparing import how_far
from xuequ.enrolment.services.coordinating import NewCoordination, attach_study, coordinate
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.tests import world
from xuequ.enrolment.tests.forecasting import filled
from xuequ.enrolment.tests.world import NOW, planned
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
CAMPUSES = ("东二小", "东一小")  # in the order of the register
JOINT = ("joint_enrolment", "campus_teaching", "grade_division")
FOUND = {
    "seats": "三所学校共六个班二百七十个学位",
    "demand": "预测本年新生七十二人左右",
    "experience": "上年计划完成，个别学校志愿集中",
}


@pytest.fixture
def guilin(cast: Cast) -> Cast:
    cast.authority.profile = "guilin"
    cast.authority.save()
    return cast


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def lacking(found: Round, cast: Cast) -> str:
    with pytest.raises(Refused, match="rules-lack") as refused:
        make_rules(found, actor=cast.bureau, now=NOW)
    texts: list[Any] = refused.value.facts["lacks"]  # type: ignore[assignment]
    return " ".join(each.en for each in texts)


def of_one_stage(cast: Cast) -> Round:
    """All schools of the east district are juniors, two of them in a round by lottery."""
    world.taught("东一小", "东二小", "东三小", stage="junior")
    return planned(cast, regime="lottery", stage="junior")


def choose(cast: Cast, found: Round, forms: tuple[str, ...], division: str = "") -> Coordination:
    said = NewCoordination(cast.east.pk, forms, division)
    return coordinate(found, said, actor=cast.bureau, now=NOW)


@pytest.mark.clause("ENR-22")
def test_a_round_is_run_with_a_district_as_unit_or_not_at_all(guilin: Cast) -> None:
    world.taught("东一小", "东二小", stage="junior")
    found = planned(guilin, regime="lottery", stage="junior", district=False)
    assert "say which district this round is of" in lacking(found, guilin)
    west = NewCoordination(guilin.group.pk)
    coordinate(found, west, actor=guilin.bureau, now=NOW)
    assert "东一小 is no member of 西集团" in lacking(found, guilin)
    assert refusal(
        lambda: coordinate(found, NewCoordination(10**6), actor=guilin.bureau, now=NOW)
    ) == ("district-unknown")
    for who in ("school", "principal", "head", "other"):
        act = lambda: coordinate(found, west, actor=guilin.actors[who], now=NOW)  # noqa: B023, E731
        assert refusal(act) == "not-your-place"
    world.in_its_district(guilin, found)
    rule_set = make_rules(found, actor=guilin.bureau, now=NOW)
    district = rules_of(bytes(rule_set.rules)).district
    assert district is not None
    assert (district.name, district.plan, district.campuses) == ("东学区", 180, CAMPUSES)
    assert "coordinated with 东学区 as unit, 180 places in all" in rule_set.words[0]["en"]


@pytest.mark.clause("ENR-23")
def test_a_district_of_one_stage_enrols_jointly_over_its_campuses(guilin: Cast) -> None:
    found = of_one_stage(guilin)
    choose(guilin, found, JOINT, "七年级部")
    rule_set = make_rules(found, actor=guilin.bureau, now=NOW)
    said = json.loads(bytes(rule_set.rules))["district"]
    assert said == {
        "name": "东学区", "forms": list(JOINT), "campuses": list(CAMPUSES), "plan": 180,
        "division": "七年级部",
    }  # fmt: skip
    words = " ".join(each["en"] for each in rule_set.words)
    assert "东学区 enrols as one: one plan of 180 over 东二小, 东一小." in words
    assert "taught at the campus that took them" in words
    assert "managed over all campuses by 七年级部" in words
    rules = rules_of(bytes(rule_set.rules))
    assert rules.stages[0].method == "rounds" and rules.catchment == CAMPUSES
    assert [e.overflow for e in schools_of(bytes(rule_set.seats), rules).all] == [
        ("东一小",), ("东二小",)
    ]  # fmt: skip
    assert Line.objects.filter(verb="coordinate-round").exists()


@pytest.mark.clause("ENR-23", "ENR-24")
def test_a_form_is_refused_where_district_or_policy_does_not_allow_it(guilin: Cast) -> None:
    found = of_one_stage(guilin)
    for forms, division in (
        (("nine_year_feed",), ""),  # all members teach the same stages
        (("campus_teaching",), ""),  # without joint enrolment
        (JOINT, ""),  # without a name for the grade division
        (("joint_enrolment",), "七年级部"),  # named, and not chosen
        (("circus",), ""),
    ):
        act = lambda: choose(guilin, found, forms, division)  # noqa: B023, E731
        assert refusal(act) == "district-does-not-fit"
    choose(guilin, found, JOINT, "七年级部")
    assert refusal(lambda: choose(guilin, found, JOINT, " 七年级部 ")) == "nothing-changed"


@pytest.mark.clause("ENR-24")
def test_primaries_of_a_district_of_several_stages_feed_its_junior(guilin: Cast) -> None:
    world.taught("东一小", "东二小", stage="primary")
    world.taught("东三小", stage="junior")
    found = planned(guilin, ["东三小"], regime="feed", stage="junior")
    assert "no primary is matched with 东三小" in lacking(found, guilin)
    choose(guilin, found, ("nine_year_feed",))
    rule_set = make_rules(found, actor=guilin.bureau, now=NOW)
    assert bytes(rule_set.seats).decode().splitlines()[1] == "东三小,90,2,0,,东二小;东一小,"
    assert "leavers of its primaries go on to 东三小" in rule_set.words[0]["en"]
    assert rules_of(bytes(rule_set.rules)).belongs == "primary"


@pytest.mark.clause("ENR-24")
def test_the_feed_is_carried_out_by_direct_feed_alone(guilin: Cast) -> None:
    world.taught("东一小", "东二小", stage="primary")
    world.taught("东三小", stage="junior")
    found = planned(guilin, ["东三小"], regime="lottery", stage="junior")
    choose(guilin, found, ("nine_year_feed",))
    assert "carried out by direct feed" in lacking(found, guilin)


def test_another_choice_ends_the_rules_and_their_signatures(guilin: Cast) -> None:
    found = of_one_stage(guilin)
    rule_set = make_rules(found, actor=guilin.bureau, now=NOW)
    sign_rules(rule_set, actor=guilin.bureau, now=NOW)
    choose(guilin, found, JOINT, "七年级部")
    rule_set.refresh_from_db()
    assert rule_set.ended_at == NOW and how_far(found, NOW).step == 2


def published(cast: Cast) -> RuleSet:
    found = of_one_stage(cast)
    choose(cast, found, JOINT, "七年级部")
    rule_set = make_rules(found, actor=cast.bureau, now=NOW)
    for actor in (cast.bureau, world.second(cast)):
        sign_rules(rule_set, actor=actor, now=NOW)
    return publish_rules(rule_set, actor=cast.bureau, now=NOW + timedelta(hours=1))


@pytest.mark.clause("ENR-22", "ENR-23")
def test_campus_and_grade_division_are_told_in_public_in_letters_and_in_class_making(
    guilin: Cast, client_of: Any
) -> None:
    rule_set = published(guilin)
    guilin.authority.is_public = True
    guilin.authority.save()
    stranger = client_of("nobody")
    stranger.cookies["language"] = "en"
    page = stranger.get(f"/public/round/{rule_set.round_id}/").content.decode()
    for said in ("District that enrols as one", "东学区 · 七年级部", "one plan of 180"):
        assert said in page, said
    rules = rules_of(bytes(rule_set.rules))
    letter = [each.en for each in told_to(rules.district, "东一小")]
    assert any("七年级部" in each for each in letter) and told_to(rules.district, "东三小") == []
    first = School.objects.get(name="东一小")
    told = [each.en for each in taught_at(first, 2027, "junior")]
    assert told[0] == "Campus: 东一小 (东学区)" and len(told) == 3
    assert taught_at(School.objects.get(name="东三小"), 2027, "junior") == []
    assert not Application.objects.exists()


@pytest.mark.clause("ENR-30")
def test_rules_are_not_made_before_supply_and_demand_were_studied(guilin: Cast) -> None:
    world.taught("东一小", "东二小", stage="junior")
    found = planned(guilin, regime="lottery", stage="junior", district=False)
    choose(guilin, found, ())
    said = lacking(found, guilin)
    assert said.count("is to be studied before zoning") == 3 and "attach the study" in said
    act = lambda: attach_study(found, FOUND, actor=guilin.bureau, now=NOW)  # noqa: E731
    assert refusal(act) == "study-needs-forecast"  # nothing to look ahead from
    _foreseen(guilin)
    short = {**FOUND, "experience": "尚可"}
    assert refusal(lambda: attach_study(found, short, actor=guilin.bureau, now=NOW)) == (
        "study-needs-words"
    )
    assert refusal(lambda: attach_study(found, FOUND, actor=guilin.school, now=NOW)) == (
        "not-your-place"
    )
    study = attach_study(found, FOUND, actor=guilin.bureau, now=NOW)
    assert study.figures[0]["plan"] == 90 and study.figures[0]["middle"] > 0
    assert make_rules(found, actor=guilin.bureau, now=NOW).version == 1
    assert refusal(act) == "nothing-changed"


def test_a_policy_that_studies_nothing_first_asks_for_no_study(cast: Cast) -> None:
    found = planned(cast)
    assert refusal(lambda: attach_study(found, FOUND, actor=cast.bureau, now=NOW)) == (
        "study-not-asked"
    )


def _foreseen(cast: Cast) -> None:
    """Rolls of a primary that feeds both juniors, and of one of these."""
    from xuequ.directory.services.feeders import set_next_school
    from xuequ.enrolment.tests.forecasting import PUPILS, past_rolls, roll_rows

    filled(cast, "西一小")
    primary, junior = School.objects.get(name="西一小"), School.objects.get(name="东一小")
    set_next_school(primary, junior, since=world.OPENS.date().replace(year=2021), actor=MAKER)
    rows = roll_rows("东一小", {year: each[:3] for year, each in PUPILS.items()}, first=7)
    past_rolls(cast, *rows)
