"""The registry of a county as a whole: coverage, totals, named groups, several memberships."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import accumulate

import pytest

from xuequ.directory.engine import rules
from xuequ.directory.engine.policy import Formation, Membership
from xuequ.directory.engine.types import Consortium, County, Member, Policy
from xuequ.directory.tests.cast import consortium, member, school
from xuequ.directory.tests.form_cases import policy_of
from xuequ.kernel.rulebook import NOT_APPLICABLE, State

MET, BROKEN = State.MET, State.BROKEN
XINGNING = policy_of("xingning")
SILENT = Policy(Formation(), Membership())
SIZES = (8, 7, 7, 7, 8, 9, 8, 7, 2, 2)  # schools in the ten districts as printed
POINTS = {4: 2, 7: 1, 8: 1, 26: 5, 27: 1, 63: 1}  # teaching points, by parent school
NAMES = {62: "中兴小学", 63: "四塘小学", 64: "澳华小学", 65: "西龙小学"}


def county(consortia: tuple[Consortium, ...]) -> County:
    """A county of just the schools in its consortia."""
    schools = {each.school.id: each.school for whole in consortia for each in whole.members}
    points = sum(each.teaching_points for each in schools.values())
    return County(1, "兴宁区", date(2018, 9, 1), tuple(schools.values()), consortia, points)


def whole() -> County:
    """Ten districts with 65 schools and 11 teaching points, two of them groups."""
    consortia = []
    for first, size in zip(accumulate(SIZES, initial=1), SIZES, strict=False):
        kind = "group" if size == 2 else "district"
        words = ["lead", *["member"] * (size - 1)]
        each = consortium(words, first=first, kind=kind)
        consortia.append(replace(each, members=tuple(map(as_printed, each.members))))
    return county(tuple(consortia))


def as_printed(given: Member) -> Member:
    known = given.school
    name, points = NAMES.get(known.id, known.name), POINTS.get(known.id, 0)
    return replace(given, school=replace(known, name=name, teaching_points=points))


@pytest.mark.clause("REG-01", "REG-03", "REG-34", "REG-36")
def test_the_ten_districts_as_printed_are_complete() -> None:
    registry = whole()
    verdicts = {
        rule.id: (verdict.state, verdict.found, verdict.wanted)
        for rule in (
            rules.every_school_is_covered,
            rules.named_schools_are_registered,
            rules.named_consortia_are_registered,
            rules.teaching_points_are_registered,
            rules.named_groups_are_registered,
        )
        for verdict in [rule(registry, XINGNING)]
    }
    assert list(verdicts.values()) == [
        (MET, 65, 65),
        (MET, 65, 65),
        (MET, 10, 10),
        (MET, 11, 11),
        (MET, 2, 2),
    ]


@pytest.mark.clause("REG-01")
@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("primary", BROKEN),
        ("junior senior", BROKEN),
        ("", BROKEN),  # a school whose stages are not recorded counts as compulsory
        ("senior", MET),
    ],
)
def test_a_compulsory_school_left_out_is_named(words: str, state: State) -> None:
    registry = whole()
    stray = school(99, words)
    verdict = rules.every_school_is_covered(
        replace(registry, schools=(*registry.schools, stray)), XINGNING
    )
    assert verdict.state is state
    left_out = [each for each in verdict.findings if each.state is BROKEN]
    assert [each.facts[0].id for each in left_out] == ([99] if state is BROKEN else [])
    assert all(stray.name in each.text.zh for each in left_out)


@pytest.mark.clause("REG-01")
def test_being_a_guest_is_not_being_covered() -> None:
    registry = county((consortium(("lead primary", "member primary", "guest primary")),))
    verdict = rules.every_school_is_covered(registry, XINGNING)
    assert (verdict.state, verdict.found, verdict.wanted) == (BROKEN, 2, 3)


@pytest.mark.clause("REG-01")
def test_coverage_is_not_asked_where_the_document_is_silent_or_nobody_is_there() -> None:
    assert rules.every_school_is_covered(whole(), SILENT) == NOT_APPLICABLE
    assert rules.every_school_is_covered(county(()), XINGNING) == NOT_APPLICABLE


@pytest.mark.clause("REG-02")
@pytest.mark.parametrize(
    ("before", "state"),
    [(None, MET), ((0, 0), MET), ((1, 4), MET), ((2, 4), MET), ((3, 4), BROKEN)],
)
def test_coverage_does_not_shrink(before: tuple[int, int] | None, state: State) -> None:
    half = county((consortium(("lead", "member", "guest", "guest")),))
    verdict = rules.coverage_grows(replace(half, covered_a_year_ago=before), XINGNING)
    assert verdict.state is state


@pytest.mark.clause("REG-03")
def test_one_school_or_district_more_or_less_does_not_agree() -> None:
    registry = whole()
    for schools in (registry.schools[1:], (*registry.schools, school(99, ""))):
        changed = replace(registry, schools=schools)
        assert rules.named_schools_are_registered(changed, XINGNING).state is BROKEN
    fewer = replace(registry, consortia=registry.consortia[1:])
    assert rules.named_consortia_are_registered(fewer, XINGNING).state is BROKEN
    assert rules.named_schools_are_registered(registry, SILENT) == NOT_APPLICABLE
    assert rules.named_consortia_are_registered(registry, SILENT) == NOT_APPLICABLE


@pytest.mark.clause("REG-34")
def test_teaching_points_are_counted_apart_from_schools_and_listed_by_parent() -> None:
    registry = whole()
    verdict = rules.teaching_points_are_registered(registry, XINGNING)
    listed = {each.facts[0].id: each.facts[0].value for each in verdict.findings}
    assert listed == {parent: str(points) for parent, points in POINTS.items()}
    fewer = replace(registry, teaching_points=10)
    assert rules.teaching_points_are_registered(fewer, XINGNING).state is BROKEN
    assert rules.teaching_points_are_registered(registry, SILENT) == NOT_APPLICABLE


def spoilt(kind: str = "group", lead: str = "中兴小学", other: str = "四塘小学") -> County:
    """The county whole, but for one trait of its first group."""
    registry = whole()
    given = registry.consortia[8]
    names = (lead, other)
    members = tuple(
        replace(each, school=replace(each.school, name=name))
        for each, name in zip(given.members, names, strict=True)
    )
    consortia = list(registry.consortia)
    consortia[8] = replace(given, kind=kind, members=members)
    return replace(registry, consortia=tuple(consortia))


@pytest.mark.clause("REG-36")
@pytest.mark.parametrize(
    ("registry", "found"),
    [
        (spoilt(), 2),
        (spoilt(kind="district"), 1),
        (spoilt(lead="四塘小学", other="中兴小学"), 1),
        (spoilt(other="五塘小学"), 1),
    ],
    ids=["whole", "not a group", "led by the other", "another member"],
)
def test_a_named_group_needs_its_lead_and_its_member(registry: County, found: int) -> None:
    verdict = rules.named_groups_are_registered(registry, XINGNING)
    assert (verdict.found, verdict.wanted) == (found, 2)
    assert verdict.state is (MET if found == 2 else BROKEN)
    assert rules.named_groups_are_registered(registry, SILENT) == NOT_APPLICABLE


def twice(here: str, there: str) -> County:
    """School 1 in two consortia at once, in these roles."""
    group, district = consortium((here, "member"), kind="group"), consortium(("lead",), first=9)
    also = member(1, there)
    return county((group, replace(district, members=(*district.members, also))))


@pytest.mark.clause("REG-17", "REG-35")
@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        ("lead", "member second", MET),
        ("lead second", "member", MET),
        ("member", "member second", MET),
        ("lead", "member", BROKEN),
        ("lead second", "member second", BROKEN),
        ("lead", "guest second", State.NOT_APPLICABLE),
        ("lead", "guest", State.NOT_APPLICABLE),
    ],
)
def test_a_school_may_lead_here_and_belong_there_but_first_to_one(
    here: str, there: str, state: State
) -> None:
    registry = twice(here, there)
    assert rules.several_memberships_are_lawful(registry, XINGNING).state is state
    if state is MET:
        verdict = rules.several_memberships_are_lawful(registry, SILENT)
        assert (verdict.state, verdict.found, verdict.wanted) == (BROKEN, 0, 1)


@pytest.mark.clause("REG-35")
def test_a_school_in_two_consortia_is_covered_once() -> None:
    registry = twice("lead", "member second")
    verdict = rules.every_school_is_covered(registry, XINGNING)
    assert (verdict.state, verdict.found, verdict.wanted) == (MET, 3, 3)


def test_schools_of_one_consortium_need_no_leave_for_several() -> None:
    assert rules.several_memberships_are_lawful(whole(), SILENT) == NOT_APPLICABLE
