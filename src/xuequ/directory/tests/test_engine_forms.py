"""The fifteen formation forms: who fits, who does not, and what is not yet known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xuequ.directory.engine.fit import fit
from xuequ.directory.engine.policy import Form, Formation, Membership, Slot, Words
from xuequ.directory.engine.types import Policy
from xuequ.directory.tests.cast import FIELD_OF, consortium, member
from xuequ.directory.tests.form_cases import CASES, RULES, Case, policy_of
from xuequ.kernel.rulebook import NOT_APPLICABLE, State

every_form = pytest.mark.parametrize(
    "case",
    [
        pytest.param(each, id=f"{each.code}-{each.locality}", marks=pytest.mark.clause(each.clause))
        for each in CASES
    ],
)


@every_form
def test_members_that_fit_the_form_meet_it(case: Case) -> None:
    verdict = case.judge(case.members())
    assert (verdict.state, verdict.missing) == (State.MET, ())
    assert verdict.found == verdict.wanted
    assert all(each.state is State.MET for each in verdict.findings)


@every_form
def test_one_wrong_member_breaks_the_form(case: Case) -> None:
    verdict = case.judge(case.members(case.wrong["member"], case.wrong["is"]))
    assert verdict.state is State.BROKEN
    assert any(each.state is State.BROKEN for each in verdict.findings)


@every_form
def test_a_missing_fact_leaves_the_form_open_and_is_named(case: Case) -> None:
    number, word = case.decides["member"], case.decides["word"]
    described = " ".join(each for each in case.fits[number - 1].split() if each != word)
    verdict = case.judge(case.members(number, described))
    assert verdict.state is State.UNKNOWN
    [fact] = verdict.missing
    field = FIELD_OF.get(word, "township")
    assert (fact.kind, fact.id, fact.field, fact.value) == ("school", number, field, None)


@every_form
def test_a_form_is_asked_only_of_consortia_that_have_it(case: Case) -> None:
    rule, subject = RULES[case.clause], case.members()
    assert rule(replace(subject, form=None), policy_of(case.locality)) == NOT_APPLICABLE
    assert rule(replace(subject, form="other"), policy_of(case.locality)) == NOT_APPLICABLE
    assert rule(subject, Policy(Formation(), Membership())) == NOT_APPLICABLE


@every_form
def test_guests_neither_fill_a_form_nor_spoil_it(case: Case) -> None:
    subject = case.members()
    guest = member(99, "guest senior ordinary private")
    assert case.judge(replace(subject, members=(*subject.members, guest))).state is State.MET
    last = replace(subject.members[-1], role="guest")
    alone = replace(subject, members=(subject.members[0], last))
    assert case.judge(alone).state is State.BROKEN


@every_form
def test_a_consortium_of_nobody_is_broken_and_never_a_crash(case: Case) -> None:
    assert case.judge(consortium([], form=case.code)).state is State.BROKEN


@pytest.mark.parametrize("locality", ["guilin", "xingning"])
def test_every_form_of_the_catalogues_has_its_rule_and_its_cases(locality: str) -> None:
    catalogue = {(each.clause, each.code) for each in policy_of(locality).formation.forms}
    assert catalogue == {(c.clause, c.code) for c in CASES if c.locality == locality}
    assert {clause for clause, _ in catalogue} <= set(RULES)


@pytest.mark.clause("REG-17")
@pytest.mark.parametrize(
    ("elsewhere", "state"),
    [
        ("also:member", State.MET),
        ("also:demonstration", State.MET),
        ("also:member also:lead", State.MET),
        ("also:guest", State.BROKEN),
        ("also:lead", State.BROKEN),
    ],
)
def test_the_central_school_leads_here_and_is_a_member_elsewhere(
    elsewhere: str, state: State
) -> None:
    words = (f"lead primary town {elsewhere}", "member primary village")
    subject = consortium(words, form="town-village-point")
    assert RULES["REG-17"](subject, policy_of("guilin")).state is state


def test_a_school_that_suits_one_slot_but_is_wanted_in_another_is_named() -> None:
    both = "member primary public weak"
    subject = consortium(("lead primary quality", both, both), form="city-village-primary")
    verdict = RULES["REG-25"](subject, policy_of("xingning"))
    assert verdict.state is State.UNKNOWN
    assert {(each.id, each.field) for each in verdict.missing} == {(2, "locality"), (3, "locality")}


THREE_PARTS = Form(
    "x",
    "other",
    "REG-29",
    Words("三类", "Three parts"),
    (
        Slot("城区学校", "city school", locality=("city",)),
        Slot("公办学校", "public school", ownership=("public",)),
        Slot("乡镇学校", "town school", locality=("town",)),
    ),
)


def test_candidates_for_every_slot_are_not_yet_an_arrangement() -> None:
    words = ("member city public", "member town private")
    verdict = fit(consortium(words), THREE_PARTS)
    assert verdict.state is State.BROKEN
    assert verdict.findings[-1].text.en.startswith("each part has candidates")


def test_the_fact_that_would_make_room_is_named() -> None:
    words = ("member city public", "member town", "member town private")
    verdict = fit(consortium(words), THREE_PARTS)
    assert verdict.state is State.UNKNOWN
    assert [(each.id, each.field) for each in verdict.missing] == [(2, "ownership")]
