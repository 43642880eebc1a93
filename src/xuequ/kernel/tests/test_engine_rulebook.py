"""States, verdicts and the shapes every rule shares."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.rulebook import (
    WORDS,
    Fact,
    Finding,
    Rule,
    State,
    Verdict,
    at_least,
    exactly,
    rule,
    rules_in,
    worst,
)
from xuequ.kernel.text import Text

SAID = Text("说明", "said")


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([State.MET, State.BROKEN, State.UNKNOWN], State.BROKEN),
        ([State.MET, State.UNKNOWN, State.BEHIND], State.BEHIND),
        ([State.MET, State.REPORTED, State.UNKNOWN], State.UNKNOWN),
        ([State.MET, State.REPORTED], State.REPORTED),
        ([State.NOT_APPLICABLE, State.MET], State.MET),
        ([], State.NOT_APPLICABLE),
    ],
)
def test_the_state_that_most_needs_attention_wins(states: list[State], wanted: State) -> None:
    assert {worst(each) for each in permutations(states)} == {wanted}


def test_every_state_has_a_word_in_both_languages() -> None:
    assert set(WORDS) == set(State)
    assert all(each.zh and each.en for each in WORDS.values())


@pytest.mark.parametrize(
    ("part", "out_of", "state"),
    [(3, 30, State.MET), (2, 30, State.BROKEN), (3, 31, State.BROKEN), (4, 31, State.MET)],
)
def test_a_share_is_met_only_from_the_exact_threshold(part: int, out_of: int, state: State) -> None:
    assert at_least(Decimal("0.10"), part, out_of=out_of, unit="share").state is state


def test_a_share_of_nobody_is_not_applicable() -> None:
    verdict = at_least(Decimal("0.10"), 0, out_of=0, unit="share")
    assert (verdict.state, verdict.found) == (State.NOT_APPLICABLE, None)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 100))
def test_a_share_is_compared_without_rounding(out_of: int, part: int, percent: int) -> None:
    verdict = at_least(Decimal(percent) / 100, part, out_of=out_of, unit="share")
    assert (verdict.state is State.MET) == (100 * part >= percent * out_of)


@pytest.mark.parametrize(
    ("found", "state"), [(9, State.BROKEN), (10, State.MET), (11, State.BROKEN)]
)
def test_exactly_means_neither_fewer_nor_more(found: int, state: State) -> None:
    assert exactly(10, found, unit="schools") == Verdict(state, found, 10, "schools")


def test_only_facts_without_a_value_that_leave_a_finding_open_are_missing() -> None:
    lacking = Fact("school", 1, "四塘小学", "strength")
    known = Fact("school", 2, "西龙小学", "strength", "weak")
    left_out = Fact("school", 3, "中兴小学", "membership")
    verdict = Verdict(
        State.BROKEN,
        findings=(
            Finding(State.UNKNOWN, SAID, (lacking, known)),
            Finding(State.BROKEN, SAID, (left_out,)),
            Finding(State.MET, SAID, (left_out,)),
        ),
    )
    assert verdict.missing == (lacking,)


@rule("demo.second", clause="REG-12", of="consortium", zh="不超过上限", en="Within the limit")
def within(subject: int, limit: int) -> Verdict:
    """The second by name, the first as written."""
    return Verdict(State.MET if subject <= limit else State.BROKEN, subject, limit)


@rule("demo.first", clause="REG-03", of="county", zh="恰好", en="Just so many")
def just(subject: int, wanted: int) -> Verdict:
    """The first by name, the second as written."""
    return exactly(wanted, subject, unit="schools")


def test_a_rule_is_called_like_the_function_it_was_written_as() -> None:
    assert isinstance(within, Rule)
    assert within(11, 10).state is State.BROKEN
    assert within(10, 10).state is State.MET


def test_a_rule_speaks_both_languages() -> None:
    assert within.title("zh-hans") == "不超过上限"
    assert within.title("en-gb") == "Within the limit"


def test_rules_are_read_from_a_module_in_the_order_written() -> None:
    module = ModuleType("demo")
    vars(module).update(within=within, helper=len, limit=3, just=just)
    assert rules_in(module) == (within, just)
