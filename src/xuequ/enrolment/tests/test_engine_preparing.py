"""What keeps rules from being made, the files that come of them, and their words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from xuequ.enrolment.engine.places.rules import Rules, Step
from xuequ.enrolment.engine.places.rules_file import rules_of
from xuequ.enrolment.engine.places.schools import schools_of
from xuequ.enrolment.engine.policy import Enrolment, Reserve
from xuequ.enrolment.engine.preparing.files import LackingError, Made, made
from xuequ.enrolment.engine.preparing.types import Preparation
from xuequ.enrolment.engine.preparing.words import ARRIVAL, in_words
from xuequ.enrolment.tests.preparing import line, policy_of, prepared
from xuequ.kernel.text import Text

ZONE = (line("福强小学"), line("全海小学"), line("益田小学", 135, 3))
SHARED = (line("福田区实验教育集团梅香学校", part="choice"), line("梅山中学"))
DRY = ("dense_population", "unbalanced_resources", "changing_demand")


def lacking(it: Preparation) -> list[str]:
    """What is told in English; told in Chinese too, and in other words."""
    with pytest.raises(LackingError) as lack:
        made(it)
    assert all(each.zh and each.zh != each.en for each in lack.value.texts)
    return [each.en for each in lack.value.texts]


def words(files: Made, policy: Enrolment | None = None) -> str:
    names = {e.code: Text(e.zh, e.en) for e in policy.reserves} if policy else {}
    found = in_words(rules_of(files.rules_file), names)
    assert found[-1] == ARRIVAL
    return " ".join(each.en for each in found)


@pytest.mark.clause("ENR-07", "ENR-08", "ENR-10", "ENR-12")
def test_the_greater_district_comes_out_as_its_document_says() -> None:
    files = made(prepared("futian", "greater_zone", *ZONE))
    rules = json.loads(files.rules_file)
    assert rules["zone"] == ["福强小学", "全海小学", "益田小学"]
    assert rules["choices"] == ["zone"] * 3 and rules["class_size"] == 45
    assert files.seats_file.decode().splitlines()[3] == "益田小学,135,3,0,,,"
    said = words(files)
    assert "Step 1: preferences in rounds" in said and "by points, from high to low" in said
    assert "10 points are added for the school of the catchment they live in (at any rank)" in said
    assert "Step 2: those without a place are placed in schools with seats left" in said


@pytest.mark.clause("ENR-19", "ENR-20", "ENR-21")
def test_in_the_shared_zone_one_catchment_applies_and_the_third_choice_is_free() -> None:
    it = prepared("futian", "shared_zone", *SHARED, stage="junior")
    assert "choice 3 may be any school with seats left" in words(made(it))
    both = replace(it, lines=(line("福田区实验教育集团梅香学校"), line("梅山中学")))
    assert lacking(both) == [
        "by the document the catchment of 福田区实验教育集团梅香学校 does not apply in this "
        "round: mend its part"
    ]


@pytest.mark.clause("ENR-07")
def test_the_schools_the_document_names_are_in_the_zone_and_no_other() -> None:
    found = lacking(prepared("futian", "greater_zone", *ZONE[:2], line("南园小学")))
    assert found == [
        "益田小学, which the document names, is not in the plan: add it",
        "the document does not name 南园小学 in the zone: make it an other school",
    ]
    other = line("南园小学", part="other")
    assert made(prepared("futian", "greater_zone", *ZONE, other)).rules.catchment == tuple(
        each.school for each in ZONE
    )


@pytest.mark.clause("ENR-06")
@pytest.mark.parametrize("locality", ["shuangtaizi", "xingning", "futian"])
def test_no_class_size_is_built_in(locality: str) -> None:
    regime = "greater_zone" if locality == "futian" else "catchment"
    lines = ZONE if locality == "futian" else (line("甲小学"),)
    found = lacking(prepared(locality, regime, *lines, class_size=None))
    assert found == ["the most pupils of a class are not set: enter them"]


@pytest.mark.clause("ENR-05", "ENR-06")
def test_a_plan_larger_than_its_classes_is_told_with_the_school() -> None:
    full = line("甲小学", 90, 2)
    assert made(prepared("shuangtaizi", "catchment", full)).rules.class_size == 45
    found = lacking(prepared("shuangtaizi", "catchment", full, line("乙小学", 90, 2, spare=1)))
    assert found == [
        "乙小学 plans 91 (with 1 spare), more than 2 classes of 45, 90: plan fewer or more classes"
    ]


def test_everything_that_is_missing_is_told_at_once() -> None:
    found = lacking(
        prepared("xingning", "trial", line("甲小学", None, None), class_size=None)
    )  # fmt: skip
    assert [each.split(":")[0] for each in found] == [
        *(f"the condition «{each}» of multi-school zoning is not found to hold yet"
          for each in ("dense population", "resources not yet balanced",
                       "large change in demand and seat supply")),
        "the most pupils of a class are not set",
        "the plan of 甲小学 is not entered",
        "the classes of 甲小学 are not entered",
        "the policy does not say how trial gives places",
    ]  # fmt: skip
    assert lacking(prepared("xingning", "catchment")) == [
        "no school is in the plan: choose the schools"
    ]


@pytest.mark.clause("ENR-34")
def test_multi_school_zoning_is_tried_only_where_all_three_conditions_hold() -> None:
    lottery = replace(policy_of("guilin"), multi_conditions=policy_of("xingning").multi_conditions)
    it = prepared(
        "guilin", "lottery", line("甲中学"), line("乙中学"), stage="junior", policy=lottery
    )
    for found in (DRY[:1], DRY[1:]):
        assert len(lacking(replace(it, found=frozenset(found)))) == 3 - len(found)
    assert made(replace(it, found=frozenset(DRY))).rules.catchment == ("甲中学", "乙中学")


@pytest.mark.clause("ENR-31", "ENR-32")
def test_a_way_whose_zoning_the_policy_does_not_allow_is_refused() -> None:
    only = replace(policy_of("guilin"), allowed_modes=("single",))
    it = prepared("guilin", "lottery", line("甲中学"), stage="junior", policy=only)
    assert "does not allow the zoning" in lacking(it)[0]
    assert lacking(replace(it, regime="circus"))[0].startswith("the policy has no way")


@pytest.mark.clause("ENR-26")
def test_direct_feed_needs_a_matched_primary_for_every_junior() -> None:
    fed = line("甲中学", primaries=("甲小学", "乙小学"))
    found = lacking(prepared("guilin", "feed", fed, line("乙中学"), stage="junior"))
    assert found == [
        "no primary is matched with 乙中学: register the next schools first",
    ]
    files = made(prepared("guilin", "feed", fed, stage="junior"))
    drawn = made(prepared("guilin", "lottery", fed, stage="junior"))
    assert drawn.seats_file.decode().splitlines()[1] == "甲中学,90,2,0,,,"
    assert files.seats_file.decode().splitlines()[1] == "甲中学,90,2,0,,甲小学;乙小学,"
    assert "the junior school that is matched with the primary attended" in words(files)


@pytest.mark.clause("ENR-27")
def test_the_lottery_says_who_enters_without_a_draw() -> None:
    it = prepared("guilin", "lottery", line("甲中学"), line("乙中学"), stage="junior")
    said = words(made(it))
    assert "as many as there are seats all enter, of more they enter by a draw" in said
    assert "a school of the zone that has seats left" in said


@pytest.mark.clause("ENR-32")
def test_the_usual_catchment_goes_by_classes_of_claim_only_where_the_bureau_says_so() -> None:
    it = prepared("xingning", "catchment", line("甲小学"))
    assert "by a draw" in words(made(it))
    assert "Between equals" not in words(made(it))
    assert "Between equals there is a draw" in words(made(replace(it, has_classes=True)))
    assert "by class of claim, class 1 first" in words(made(replace(it, has_classes=True)))


def test_kept_seats_are_told_and_may_not_be_more_than_the_plan() -> None:
    kind = Reserve("catchment", "ENR-32", "talent", "人才子女", "talents", "before", "others")
    policy = replace(policy_of("shuangtaizi"), reserves=(kind,))
    it = prepared("shuangtaizi", "catchment", line("甲小学", kept={"talent": 5}), policy=policy)
    files = made(it)
    assert files.seats_file.decode().splitlines()[1].endswith(",5")
    assert "Seats kept for «talents» are given before the open ones" in words(files, policy)
    many = replace(it, lines=(line("甲小学", kept={"talent": 91}),))
    assert lacking(many) == ["甲小学 keeps 91 seats of a plan of 90: keep fewer"]


def test_overflow_and_names_that_no_file_can_hold_are_told_of_the_school() -> None:
    lost = line("甲小学", overflow=("丙小学",))
    assert lacking(prepared("xingning", "catchment", lost))[0].startswith("甲小学: ")
    odd = lacking(prepared("xingning", "catchment", line("甲,小学")))
    assert odd == [
        "甲,小学 holds a comma, semicolon or quotation mark and cannot stand in the rules: "
        "rename it first"
    ]


@pytest.mark.parametrize(
    ("locality", "regime", "lines", "stage"),
    [
        ("futian", "greater_zone", ZONE, "primary"),
        ("futian", "shared_zone", SHARED, "junior"),
        ("guilin", "lottery", (line("甲中学"), line("乙中学")), "junior"),
        ("shuangtaizi", "catchment", (line("实验小学", overflow=("湖滨小学",)), line("湖滨小学")),
         "primary"),
    ],
)  # fmt: skip
def test_what_is_signed_is_what_an_allocation_reads(
    locality: str, regime: str, lines: tuple[object, ...], stage: str
) -> None:
    it = prepared(locality, regime, *lines, stage=stage)  # type: ignore[arg-type]
    files, again = made(it), made(it)
    assert files == again
    rules = rules_of(files.rules_file)
    assert rules == files.rules
    assert [each.name for each in schools_of(files.seats_file, rules).all] == [
        each.school for each in it.lines
    ]


def test_without_a_limit_no_size_of_classes_is_told() -> None:
    rules = Rules("sha256", "1", "", (Step("rounds", "draw"),), choices=("any",))
    plan, limited = in_words(rules, {}), in_words(replace(rules, class_size=45), {})
    assert not any("每班" in each.zh for each in plan)
    assert any("每班不超过45人" in each.zh for each in limited)
