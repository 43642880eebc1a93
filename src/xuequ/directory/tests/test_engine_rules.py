"""Size, lead, principles and stage of one consortium; what is recorded of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from xuequ.directory.engine import rules
from xuequ.directory.engine.policy import Formation, Membership
from xuequ.directory.engine.types import Consortium, Policy
from xuequ.directory.tests.cast import consortium
from xuequ.directory.tests.form_cases import policy_of
from xuequ.kernel.rulebook import NOT_APPLICABLE, Rule, State, Verdict, rules_in
from xuequ.kernel.units import UNITS
from xuequ.profiles.clauses import clauses

MET, BROKEN, UNKNOWN = State.MET, State.BROKEN, State.UNKNOWN
GUILIN, XINGNING = policy_of("guilin"), policy_of("xingning")
SILENT = Policy(Formation(), Membership())
XIAN = Policy(
    Formation(
        min_members=2,
        max_members=5,
        principles=("led_by_quality", "near", "strong_weak"),
        near_km=Decimal(5),
    ),
    Membership(),
)


def under(**settled: object) -> Policy:
    return replace(SILENT, formation=replace(SILENT.formation, **settled))  # type: ignore[arg-type]


def of_size(members: int, *, guests: int = 0, points: int = 0) -> Consortium:
    """A lead and so many members, and guests; each member with teaching points."""
    return consortium(
        ["lead", *[f"member points:{points}"] * members, *["guest"] * guests], kind="group"
    )


def open_facts(verdict: Verdict) -> list[tuple[str, int, str]]:
    return [(each.kind, each.id, each.field) for each in verdict.missing]


def test_rules_differ_by_id_and_speak_of_the_register_in_both_languages() -> None:
    every = rules_in(rules)
    assert len({each.id for each in every}) == len(every) == len(rules.__all__)
    assert {each.clause for each in every} <= set(clauses())
    assert all(each.zh and each.en and each.check.__doc__ for each in every)
    assert {each.of for each in every} == {"county", "consortium"}


@pytest.mark.clause("REG-10")
@pytest.mark.parametrize(
    ("words", "state", "leads"),
    [
        (("lead", "member"), MET, 1),
        (("lead", "demonstration", "guest"), MET, 1),
        (("lead", "lead", "member"), BROKEN, 2),
        (("member", "member"), BROKEN, 0),
        (("lead",), BROKEN, 1),
        (("lead", "guest"), BROKEN, 1),
    ],
)
def test_a_district_has_one_lead_and_somebody_to_lead(
    words: tuple[str, ...], state: State, leads: int
) -> None:
    verdict = rules.one_lead(consortium(words), XINGNING)
    assert (verdict.state, verdict.found, verdict.wanted) == (state, leads, 1)
    assert rules.one_lead(consortium(words), SILENT) == NOT_APPLICABLE


@pytest.mark.clause("REG-11")
@pytest.mark.parametrize(
    ("members", "guests", "state"),
    [(1, 0, BROKEN), (2, 0, MET), (5, 0, MET), (6, 0, BROKEN), (1, 1, BROKEN), (5, 3, MET)],
)
def test_a_greater_district_has_two_to_five_members_beside_its_lead(
    members: int, guests: int, state: State
) -> None:
    verdict = rules.two_to_five_members(of_size(members, guests=guests), XIAN)
    assert (verdict.state, verdict.found) == (state, members)
    assert rules.two_to_five_members(of_size(members), GUILIN) == NOT_APPLICABLE


@pytest.mark.clause("REG-12")
@pytest.mark.parametrize(("members", "state"), [(8, MET), (9, MET), (10, BROKEN)])
@pytest.mark.parametrize(("guests", "points"), [(0, 0), (4, 0), (0, 3)])
def test_ten_schools_count_the_lead_but_neither_guests_nor_teaching_points(
    members: int, state: State, guests: int, points: int
) -> None:
    subject = of_size(members, guests=guests, points=points)
    verdict = rules.not_too_many_schools(subject, GUILIN)
    assert (verdict.state, verdict.found, verdict.wanted) == (state, members + 1, 10)
    assert rules.not_too_many_schools(subject, XINGNING) == NOT_APPLICABLE


@pytest.mark.clause("REG-13")
def test_the_scale_of_a_group_is_open_until_its_authority_names_a_number() -> None:
    subject = of_size(5)
    verdict = rules.scale_is_controlled(subject, SILENT)
    assert (verdict.state, verdict.found, verdict.wanted) == (UNKNOWN, 6, None)
    assert open_facts(verdict) == [("consortium", subject.id, "max_schools")]
    assert rules.scale_is_controlled(subject, under(max_schools=6)).state is MET
    assert rules.scale_is_controlled(subject, under(max_schools=5)).state is BROKEN
    district = replace(subject, kind="district")
    assert rules.scale_is_controlled(district, under(max_schools=5)) == NOT_APPLICABLE


@pytest.mark.clause("REG-09")
@pytest.mark.parametrize(
    ("other", "state", "lacking"),
    [
        ("member primary public", MET, []),
        ("member primary junior public", MET, []),
        ("member junior public", BROKEN, []),
        ("member primary private", BROKEN, []),
        ("member public", UNKNOWN, ["stages"]),
        ("member primary", UNKNOWN, ["ownership"]),
        ("member", UNKNOWN, ["stages", "ownership"]),
        ("guest junior private", MET, []),
    ],
)
def test_public_schools_of_the_leads_stage_join(
    other: str, state: State, lacking: list[str]
) -> None:
    subject = consortium(("lead primary public", other))
    verdict = rules.same_stage_and_public(subject, XINGNING)
    assert verdict.state is state
    assert open_facts(verdict) == [("school", 2, field) for field in lacking]
    assert rules.same_stage_and_public(subject, GUILIN) == NOT_APPLICABLE


@pytest.mark.clause("REG-08")
@pytest.mark.parametrize(
    ("words", "state", "met"),
    [
        (("lead quality", "member weak"), MET, 1),
        (("lead public city", "member private village"), MET, 2),
        (("lead primary junior", "member primary"), MET, 1),
        (
            ("lead primary quality public city", "member primary quality public city"),
            BROKEN,
            0,
        ),
        (("lead primary quality public city", "member primary quality public"), UNKNOWN, 0),
        (("lead primary quality public city", "guest junior weak private town"), BROKEN, 0),
    ],
)
def test_one_of_the_pairings_is_enough(words: tuple[str, ...], state: State, met: int) -> None:
    verdict = rules.pairings_of_xingning(consortium(words), XINGNING)
    assert (verdict.state, verdict.found, verdict.wanted) == (state, met, 1)


NEAR, FAR = "at:108.37,22.82", "at:108.90,23.20"


@pytest.mark.clause("REG-06")
@pytest.mark.parametrize(
    ("lead", "other", "state", "lacking"),
    [
        (f"quality {NEAR}", f"weak {NEAR}", MET, []),
        (f"ordinary {NEAR}", f"weak {NEAR}", BROKEN, []),
        (f"quality {NEAR}", f"weak {FAR}", BROKEN, []),
        (f"quality {NEAR}", f"ordinary {NEAR}", BROKEN, []),
        (f"quality {NEAR}", "weak", UNKNOWN, [("school", 2, "point")]),
        (f"quality {NEAR}", NEAR, UNKNOWN, [("school", 2, "strength")]),
    ],
)
def test_a_greater_district_keeps_every_principle(
    lead: str, other: str, state: State, lacking: list[tuple[str, int, str]]
) -> None:
    verdict = rules.principles_of_xian(consortium((f"lead {lead}", f"member {other}")), XIAN)
    assert verdict.state is state
    assert state is not UNKNOWN or open_facts(verdict) == lacking


@pytest.mark.clause("REG-07")
def test_nearness_is_open_until_the_county_says_how_near() -> None:
    subject = consortium((f"lead quality city {NEAR}", f"member weak town {FAR}"))
    verdict = rules.principles_of_guilin(subject, GUILIN)
    assert (verdict.state, verdict.found, verdict.wanted) == (UNKNOWN, 2, 3)
    assert open_facts(verdict) == [("consortium", subject.id, "near_km")]
    for limit, state in ((100, MET), (10, BROKEN)):
        settled = replace(GUILIN.formation, near_km=Decimal(limit))
        assert (
            rules.principles_of_guilin(subject, replace(GUILIN, formation=settled)).state is state
        )


@pytest.mark.clause("REG-14")
def test_the_form_of_a_consortium_is_one_of_the_catalogue() -> None:
    subject = consortium(("lead", "member"))
    verdict = rules.form_is_in_the_catalogue(subject, XINGNING)
    assert verdict.state is UNKNOWN
    assert open_facts(verdict) == [("consortium", subject.id, "form")]
    listed, strange = replace(subject, form="public-private"), replace(subject, form="town-town")
    assert rules.form_is_in_the_catalogue(listed, XINGNING).state is MET
    assert rules.form_is_in_the_catalogue(strange, XINGNING).state is BROKEN
    assert rules.form_is_in_the_catalogue(strange, SILENT) == NOT_APPLICABLE


@pytest.mark.clause("REG-33", "REG-41")
@pytest.mark.parametrize(
    ("rule", "field"), [(rules.mode_is_recorded, "mode"), (rules.goal_is_recorded, "goal")]
)
def test_mode_and_goal_are_recorded_or_named_as_missing(rule: Rule, field: str) -> None:
    subject = consortium(("lead", "member"))
    verdict = rule(subject, SILENT)
    assert verdict.state is UNKNOWN
    assert open_facts(verdict) == [("consortium", subject.id, field)]
    recorded = replace(subject, **{field: "compact"})  # type: ignore[arg-type]
    assert rule(recorded, SILENT).state is MET


@pytest.mark.clause("REG-32")
def test_members_of_a_group_belong_to_it_first() -> None:
    subordinate = replace(SILENT, membership=Membership(under_group=True))
    group = consortium(("lead second", "member", "member"), kind="group")
    assert rules.members_belong_to_their_group(group, subordinate).state is MET
    astray = consortium(("lead", "member", "member second", "guest second"), kind="group")
    verdict = rules.members_belong_to_their_group(astray, subordinate)
    assert (verdict.state, verdict.found, verdict.wanted) == (BROKEN, 1, 2)
    assert rules.members_belong_to_their_group(astray, SILENT) == NOT_APPLICABLE
    district = replace(astray, kind="district")
    assert rules.members_belong_to_their_group(district, subordinate) == NOT_APPLICABLE


def test_verdicts_count_in_units_that_have_a_name() -> None:
    for policy in (GUILIN, XINGNING, XIAN, SILENT):
        for rule in rules_in(rules):
            if rule.of == "consortium":
                assert rule(of_size(3), policy).unit in {"", *UNITS}
