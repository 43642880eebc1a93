"""What is frozen, what is listed as wrong, what differs: on plain values."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

import pytest

from xuequ.enrolment.engine.package.allocations import Inputs, understood
from xuequ.enrolment.engine.places.rules import Kind, Rules, Step
from xuequ.enrolment.engine.places.rules_file import written
from xuequ.enrolment.engine.placing.comparing import moved, places_of
from xuequ.enrolment.engine.placing.defects import defects, no_ways, seal_of
from xuequ.enrolment.engine.placing.dry_run import tried
from xuequ.enrolment.engine.placing.invented import Chance, invented, travel_of
from xuequ.enrolment.engine.placing.roster import NO_TRAVEL, applications_file, bundles_of
from xuequ.enrolment.engine.placing.types import Applicant

SCHOOLS = ("甲小", "乙小")
SEATS = (
    "school,plan,classes,spare,overflow,primaries,kept\n甲小,2,1,0,乙小,,\n乙小,9,1,0,,,\n".encode()
)
POINTS = Rules(
    "sha256", "测试2027", "测试", (Step("rounds", "points", bonus=1000),),
    choices=("any", "any"), ties=("residence",),
)  # fmt: skip


def applicant(number: str, **more: object) -> Applicant:
    said = {"state": "accepted", "home": "甲小", "points": "80", "choices": SCHOOLS, **more}
    return Applicant(number, **said)  # type: ignore[arg-type]  # as a test says


def table(rows: list[Applicant], rules: Rules = POINTS) -> str:
    return applications_file(rows, rules, SCHOOLS).decode()


def codes(rows: list[Applicant], rules: Rules = POINTS) -> list[tuple[str, str]]:
    return [(each.code, each.number) for each in defects(rows, rules, SCHOOLS)]


def test_the_roster_is_in_the_order_of_numbers_whatever_order_they_come_in() -> None:
    rows = [applicant(f"{n:08d}", points=str(60 + n)) for n in range(20)]
    made = table(rows)
    for seed in range(10):
        Random(seed).shuffle(rows)
        assert table(rows) == made
    assert [line[:8] for line in made.splitlines()[1:]] == [f"{n:08d}" for n in range(20)]


def test_only_those_found_right_take_part_and_ties_come_from_what_was_proved() -> None:
    rows = [
        applicant("2", proved={"residence": 31}),
        applicant("1", state="submitted"),
        applicant("3", state="refused"),
        applicant("4", proved={"residence": True}, home="外校"),
    ]
    assert table(rows).splitlines()[1:] == ["2,,,甲小,,,80,甲小,乙小,31", "4,,,,,,80,甲小,乙小,1"]


def test_companions_get_one_bundle_that_no_child_is_called() -> None:
    rows = [applicant("3", companion="9"), applicant("9"), applicant("5", companion="3")]
    assert bundles_of(rows) == {"3": "T-3", "9": "T-3", "5": "T-3"}
    assert "5,T-3," in table(rows)
    alone = replace(POINTS, stages=(Step("deferred", "points"),))
    assert "T-" not in table(rows, alone)
    assert [each.code for each in defects(rows, alone, SCHOOLS)] == ["placed-alone"] * 3


@pytest.mark.parametrize(
    ("more", "code", "level"),
    [
        ({"state": "draft"}, "never-handed-in", "warning"),
        ({"state": "returned"}, "not-corrected", "warning"),
        ({"state": "submitted"}, "not-checked", "error"),
        ({"is_current": False}, "older-rules", "error"),
        ({"points": ""}, "no-points", "error"),
        ({"twin": "7"}, "maybe-twice", "warning"),
        ({"choices": ()}, "no-choice", "warning"),
        ({"companion": "8"}, "companion-absent", "warning"),
        ({"place": "一村,二村"}, "place", "error"),
    ],
)
def test_every_half_finished_form_is_listed(more: dict[str, object], code: str, level: str) -> None:
    rows = [applicant("1"), applicant("2", **more)]
    assert [(e.code, e.level, e.number) for e in defects(rows, POINTS, SCHOOLS)] == [
        (code, level, "2")
    ]


def test_what_a_stage_goes_by_must_be_known_of_every_child() -> None:
    own = replace(POINTS, choices=(), ties=(), stages=(Step("catchment", "class"),))
    assert codes([applicant("1", home="外校", choices=())], own) == [
        ("no-class", "1"),
        ("no-home", "1"),
    ]
    fed = replace(own, belongs="primary", stages=(Step("catchment", "draw"),))
    assert codes([applicant("1", choices=())], fed) == [("no-primary", "1")]


def test_companions_that_ask_for_different_things_keep_the_roster_from_being_frozen() -> None:
    rows = [applicant("1", companion="2"), applicant("2", points="70")]
    assert codes(rows) == [("companions-differ", "2")]
    assert codes([applicant("1", companion="2"), applicant("2")]) == []


def test_a_report_that_changes_has_another_seal() -> None:
    one = defects([applicant("1"), applicant("2", state="draft")], POINTS, SCHOOLS)
    other = defects([applicant("1"), applicant("3", state="draft")], POINTS, SCHOOLS)
    assert seal_of(one) == seal_of(one) != seal_of(other)
    assert codes([]) == [("nobody", "")]


def test_a_wrong_priority_parameter_shows_as_who_would_move() -> None:
    rows = [
        applicant("1", points="85", home="乙小"),
        applicant("2", points="84", home="乙小"),
        applicant("3", points="80"),
    ]
    found = []
    for rules in (POINTS, replace(POINTS, stages=(Step("rounds", "points", bonus=0),))):
        file = applications_file(rows, rules, SCHOOLS)
        read = understood(Inputs(file, SEATS, NO_TRAVEL, written(rules)))
        found.append(places_of(tried(read).result))
    assert moved(*found) == [
        {"number": "2", "was": "乙小", "now": "甲小", "how": "moved"},
        {"number": "3", "was": "甲小", "now": "乙小", "how": "moved"},
    ]
    assert moved(found[0], found[0]) == []


def test_who_came_and_who_went_is_told_apart_from_who_moved() -> None:
    rows = [applicant("1"), applicant("2")]
    read = understood(Inputs(table(rows).encode(), SEATS, NO_TRAVEL, written(POINTS)))
    both = places_of(tried(read).result)
    one = {"1": both["1"]}
    assert [each["how"] for each in moved(both, one)] == ["went"]
    assert [each["how"] for each in moved(one, both)] == ["came"]


@pytest.mark.parametrize("belongs", ["home", "primary"])
def test_invented_children_fit_any_rules_and_are_called_like_no_real_one(
    belongs: Literal["home", "primary"],
) -> None:
    rules = replace(
        POINTS, belongs=belongs, catchment=SCHOOLS, choices=("zone", "any"),
        kinds=(Kind("twins", "before", "others"),),
    )  # fmt: skip
    seats = (
        "school,plan,classes,spare,overflow,primaries,kept\n甲小,20,1,0,,东小,1\n乙小,9,1,0,,,1\n"
    )
    data = seats.encode()
    schools = understood(Inputs(table([], rules).encode(), data, NO_TRAVEL, written(rules))).schools
    chance = Chance(b"1" * 32)
    file = invented(rules, schools, 300, chance)
    read = understood(Inputs(file, data, travel_of(schools, chance), written(rules)))
    assert len(read.units.numbers) == 300 and len(read.units.ids) < 300
    assert all(each.startswith("YL") for each in read.units.numbers)
    assert invented(rules, schools, 300, chance) == file
    assert invented(rules, schools, 300, Chance(b"2" * 32)) != file


def test_who_has_no_way_in_the_table_is_named_with_the_place_that_was_typed() -> None:
    rows = [
        applicant("3", place="东坊村"), applicant("2"), applicant("1", place="西坊村"),
        applicant("4", place="南坊村", state="refused"),
    ]  # fmt: skip
    [two, three] = no_ways(rows, {"西坊村"})
    assert [each.number for each in (two, three)] == ["2", "3"] and two.level == "warning"
    assert "没有填居住地" in two.text.zh and "东坊村" in three.text.zh and "东坊村" in three.text.en
    [missing] = no_ways(rows, None)
    assert (missing.level, missing.number) == ("error", "")
    assert seal_of([missing]) == seal_of([]) != seal_of([two])
