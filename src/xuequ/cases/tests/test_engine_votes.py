"""Votes: the rule against a slow checker of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuequ.cases.engine.votes import (
    Ballot,
    Choice,
    Counts,
    Member,
    Outcome,
    Quorum,
    Rule,
    Threshold,
    decide,
    needed_of,
    quorum_of,
    reckon,
    why_not,
)

DAY = date(2026, 11, 2)
SHARE = {Quorum.NONE: Fraction(0), Quorum.TWO_THIRDS: Fraction(2, 3), Quorum.ALL: Fraction(1)}


def passes(said: list[Choice | None], rule: Rule) -> bool:
    """The checker: member by member and in fractions, after the words of the document."""
    roll = len(said)
    if roll == 0:
        return False
    took_part = Fraction(sum(each is not None for each in said), roll)
    if rule.quorum is Quorum.HALF:
        if not took_part > Fraction(1, 2):
            return False
    elif not took_part >= SHARE[rule.quorum]:
        return False
    cast = [each for each in said if each in (Choice.FOR, Choice.AGAINST)]
    yes = cast.count(Choice.FOR)
    match rule.threshold:
        case Threshold.UNANIMOUS:
            return all(each is Choice.FOR for each in said)
        case Threshold.ABSOLUTE:
            return Fraction(yes, roll) > Fraction(1, 2)
    if not cast:
        return False
    share = Fraction(yes, len(cast))
    two_thirds = rule.threshold is Threshold.TWO_THIRDS
    return share >= Fraction(2, 3) if two_thirds else share > Fraction(1, 2)


def every_rule() -> Iterator[Rule]:
    for threshold, quorum in product(Threshold, Quorum):
        yield Rule(threshold, quorum)


def test_every_vote_of_up_to_five_members_comes_out_as_the_checker_says() -> None:
    for size in range(6):
        for said in product([*Choice, None], repeat=size):
            members = [Member(n) for n in range(size)]
            ballots = [Ballot(n, c, DAY) for n, c in enumerate(said) if c is not None]
            for rule in every_rule():
                found = decide(members, ballots, rule, on=DAY + timedelta(1), closes=DAY)
                wanted = Outcome.PASSED if passes(list(said), rule) else Outcome.FAILED
                assert found.outcome is wanted, (said, rule, found)


days = st.integers(0, 9).map(lambda n: DAY + timedelta(days=n))
members = st.lists(st.none() | days, max_size=9).map(
    lambda left: [Member(n, each) for n, each in enumerate(left)]
)
ballots = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(Choice), days).map(lambda each: Ballot(*each)),
    max_size=14,
)
rules = st.sampled_from(list(every_rule()))


@settings(max_examples=150, deadline=None)
@given(members, ballots, rules, days, st.none() | days)
def test_who_left_or_came_late_or_twice_does_not_count(
    roll: list[Member], said: list[Ballot], rule: Rule, on: date, closes: date | None
) -> None:
    found = decide(roll, said, rule, on=on, closes=closes)
    end = on if closes is None else min(on, closes)
    expected: list[Choice | None] = []
    for member in roll:
        if member.left is None or end < member.left:
            mine = [each for each in said if each.member == member.id and each.on <= end]
            expected.append(mine[0].choice if mine else None)
    assert found.counts.roll == len(expected)
    over = closes is not None and on > closes
    if not over and (None in expected or not expected):
        assert found.outcome is Outcome.OPEN
    else:
        assert (found.outcome is Outcome.PASSED) == passes(expected, rule)
    assert found.reason.zh and found.reason.en


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), rules)
def test_the_number_needed_is_the_least_that_passes_with_as_many_cast(
    cast: int, abstained: int, silent: int, rule: Rule
) -> None:
    def passed(yes: int) -> bool:
        counts = Counts(roll, roll, yes, cast - yes, abstained)
        return reckon(counts, rule).outcome is Outcome.PASSED

    roll = cast + abstained + silent
    wanted = needed_of(Counts(roll, roll, 0, cast, abstained), rule.threshold)
    able = [yes for yes in range(cast + 1) if roll and passed(yes)]
    assert able == list(range(wanted, cast + 1)) if roll else able == []


def test_of_five_votes_cast_four_are_two_thirds() -> None:
    found = reckon(Counts(5, 5, 4, 1), Rule(Threshold.TWO_THIRDS))
    assert found.needed == 4 and "须4票赞成" in found.reason.zh


@pytest.mark.parametrize("roll", range(30))
def test_a_quorum_is_the_least_number_that_reaches_its_share(roll: int) -> None:
    for quorum, share in SHARE.items():
        enough = [n for n in range(roll + 1) if Fraction(n) >= share * roll]
        assert quorum_of(roll, quorum) == enough[0]
    enough = [n for n in range(roll + 1) if 2 * n > roll]
    assert quorum_of(roll, Quorum.HALF) == (enough[0] if enough else 0)


def test_somebody_may_vote_once_while_on_the_roll_and_in_time() -> None:
    roll = [Member(1), Member(2, left=DAY)]
    said = [Ballot(1, Choice.FOR, DAY)]
    assert why_not(roll, [], 1, on=DAY, closes=DAY) == ""
    assert why_not(roll, said, 1, on=DAY, closes=DAY) == "has-voted"
    assert why_not(roll, [], 2, on=DAY, closes=DAY) == "has-left"
    assert why_not(roll, [], 2, on=DAY - timedelta(1), closes=DAY) == ""
    assert why_not(roll, [], 3, on=DAY) == "not-on-the-roll"
    assert why_not(roll, [], 1, on=DAY + timedelta(1), closes=DAY) == "vote-is-over"


def test_silence_is_not_consent() -> None:
    counts = Counts(roll=7, present=6, in_favour=6)
    found = reckon(counts, Rule(Threshold.UNANIMOUS))
    assert found.outcome is Outcome.FAILED and found.needed == 7
    assert "未表态1" in found.reason.zh and "1 silent" in found.reason.en
