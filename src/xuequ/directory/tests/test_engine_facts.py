"""What a missing fact may do: leave a verdict open, and never more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xuequ.directory.engine import rules
from xuequ.directory.engine.policy import Formation, Membership
from xuequ.directory.engine.types import Consortium, Member, Policy
from xuequ.directory.tests.cast import ROLES, VALUES, consortium
from xuequ.directory.tests.form_cases import CASES, RULES, Case, policy_of
from xuequ.kernel.rulebook import State, Verdict, rules_in

Blank = tuple[int, str]  # place of the member, field of its school

STAGES = [frozenset(each) for n in (1, 2, 3) for each in combinations(VALUES["stages"], n)]
DOMAIN: dict[str, list[Any]] = {
    **{field: list(words) for field, words in VALUES.items()},
    "stages": STAGES,
    "newly_built": [True, False],
    "township": ["五塘", "三塘", "昆仑", "四塘", "那龙"],
}
PLACES = [(108.37, 22.82), (108.40, 22.84), (108.70, 23.10)]
XIAN = Policy(
    Formation(
        min_members=2, max_members=5, principles=("led_by_quality", "near"), same_stage_public=True
    ),
    Membership(under_group=True),
)
POLICIES = [XIAN, *(policy_of(locality) for locality in ("guilin", "xingning", "test"))]
OF_CONSORTIA = [each for each in rules_in(rules) if each.of == "consortium"]


def with_facts(subject: Consortium, blanks: list[Blank], values: tuple[Any, ...]) -> Consortium:
    """The consortium with these facts of its schools instead."""
    members = list(subject.members)
    for (at, field), value in zip(blanks, values, strict=True):
        known: dict[str, Any] = {field: value}
        members[at] = replace(members[at], school=replace(members[at].school, **known))
    return replace(subject, members=tuple(members))


def completions(subject: Consortium, blanks: list[Blank]) -> Iterator[Consortium]:
    for values in product(*(DOMAIN[field] for _, field in blanks)):
        yield with_facts(subject, blanks, values)


def unknown_fields(subject: Consortium) -> list[Blank]:
    return [
        (at, field)
        for at, each in enumerate(subject.members)
        for field in [*DOMAIN, "point"]
        if getattr(each.school, field) is None
    ]


@st.composite
def fully_known(draw: st.DrawFn) -> tuple[Case, Consortium]:
    """A case with some of its members, repeated or changed, and every fact of them known."""
    case = draw(st.sampled_from(CASES))
    more = draw(st.lists(st.sampled_from(case.fits[1:]), min_size=1, max_size=3))
    subject = consortium([case.fits[0], *more], form=case.code)
    for at, each in enumerate(subject.members):
        for field, values in DOMAIN.items():
            if getattr(each.school, field) is None or draw(st.integers(0, 9)) == 9:
                subject = with_facts(subject, [(at, field)], (draw(st.sampled_from(values)),))
    return case, subject


@settings(deadline=None)
@given(fully_known(), st.data())
def test_a_form_is_open_exactly_when_the_missing_facts_could_still_decide(
    given_case: tuple[Case, Consortium], data: st.DataObject
) -> None:
    case, known = given_case
    places = st.tuples(st.integers(0, len(known.members) - 1), st.sampled_from(list(DOMAIN)))
    blanks = data.draw(st.lists(places, min_size=1, max_size=2, unique=True))
    verdict = case.judge(with_facts(known, blanks, (None,) * len(blanks)))
    states = {case.judge(each).state for each in completions(known, blanks)}
    assert states <= {State.MET, State.BROKEN}
    assert (verdict.state is State.BROKEN) == (State.MET not in states)
    assert verdict.state is not State.MET or states == {State.MET}
    if verdict.state is State.UNKNOWN:
        named = {(each.id - 1, each.field) for each in verdict.missing}
        assert named
        assert named <= set(blanks)


def loose(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values)


@st.composite
def half_known(draw: st.DrawFn) -> Consortium:
    """Any consortium whatever, with as much known as chance will have it."""
    words = draw(st.lists(st.sampled_from(ROLES), max_size=4))
    subject = consortium(
        words,
        kind=draw(st.sampled_from(["district", "group", "union", "alliance"])),
        form=draw(loose([*(each.code for each in CASES), "no such form"])),
        mode=draw(loose(["compact", "loose"])),
        goal=draw(loose(["特色"])),
    )
    members: list[Member] = []
    for each in subject.members:
        facts = {field: draw(loose(values)) for field, values in DOMAIN.items()}
        school = replace(each.school, point=draw(loose(PLACES)), **facts)
        also = frozenset(draw(st.sets(st.sampled_from(ROLES))))
        members.append(Member(school, each.role, draw(st.booleans()), also))
    return replace(subject, members=tuple(members))


def held(subject: Consortium, kind: str, id: int, field: str) -> Any:
    """What the registry holds of a fact; None also for a setting it does not hold itself."""
    if kind == "consortium":
        return getattr(subject, field, None)
    [school] = [each.school for each in subject.members if each.school.id == id]
    return getattr(school, field)


@settings(deadline=None)
@given(half_known(), st.sampled_from(POLICIES))
def test_an_open_verdict_names_facts_that_really_are_missing(
    subject: Consortium, policy: Policy
) -> None:
    for rule in OF_CONSORTIA:
        verdict = rule(subject, policy)
        assert verdict.state is not State.UNKNOWN or verdict.missing, rule.id
        for fact in verdict.missing if verdict.state is State.UNKNOWN else ():
            assert held(subject, fact.kind, fact.id, fact.field) is None, (rule.id, fact)


@settings(deadline=None)
@given(half_known(), st.sampled_from(POLICIES), st.data())
def test_filling_in_a_missing_fact_never_takes_back_what_was_met(
    subject: Consortium, policy: Policy, data: st.DataObject
) -> None:
    gaps = unknown_fields(subject)
    assume(gaps)
    at, field = data.draw(st.sampled_from(gaps))
    value = data.draw(st.sampled_from({**DOMAIN, "point": PLACES}[field]))
    fuller = with_facts(subject, [(at, field)], (value,))
    for rule in OF_CONSORTIA:
        before, after = rule(subject, policy).state, rule(fuller, policy).state
        if before is not State.UNKNOWN:
            assert after is before, (rule.id, field, value)


def test_every_form_has_a_rule_of_its_own() -> None:
    verdicts: list[Verdict] = [case.judge(case.members()) for case in CASES]
    assert all(each.state is State.MET for each in verdicts)
    assert set(RULES) == {case.clause for case in CASES}
    assert len(RULES) == 15
