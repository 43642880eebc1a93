"""Whether a vote has passed: who may vote, quorum, thresholds up to unanimity.

All arithmetic is in whole numbers.  The rule with worked examples stands in docs/votes.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuequ.kernel.text import Text

from .vote_words import RULES


class Choice(StrEnum):
    """What a member says; saying nothing is none of these."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Threshold(StrEnum):
    """How many votes in favour are enough."""

    SIMPLE = "simple"  # more in favour than against, of the votes cast
    TWO_THIRDS = "two_thirds"  # two thirds or more of the votes cast
    ABSOLUTE = "absolute"  # more than half of all members
    UNANIMOUS = "unanimous"  # every member says yes; silence is not consent


class Quorum(StrEnum):
    """How many members must take part for a vote to count."""

    NONE = "none"
    HALF = "half"  # more than half (过半数)
    TWO_THIRDS = "two_thirds"  # two thirds or more (三分之二以上)
    ALL = "all"


class Outcome(StrEnum):
    """How a vote stands."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    VOID = "void"  # taken, and then found not to count


@dataclass(frozen=True, slots=True)
class Rule:
    """What a vote needs."""

    threshold: Threshold = Threshold.SIMPLE
    quorum: Quorum = Quorum.HALF


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody entitled to vote; from the day `left` on no longer."""

    id: int
    left: date | None = None

    def is_on_the_roll(self, on: date) -> bool:
        return self.left is None or on < self.left


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one member said on a day.  The first of a member counts."""

    member: int
    choice: Choice
    on: date


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a vote.

    `present` are the members who take part: in a meeting those who are there, in a vote by
    circulation those who answered.  Abstaining takes part and is no vote cast.
    """

    roll: int
    present: int
    in_favour: int
    against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        return self.in_favour + self.against

    @property
    def silent(self) -> int:
        return self.roll - self.cast - self.abstained


@dataclass(frozen=True, slots=True)
class Result:
    """How a vote stands, with the numbers and the reason."""

    outcome: Outcome
    counts: Counts
    quorum: int  # members who have to take part
    needed: int  # votes in favour that are enough, with as many votes cast
    reason: Text


def quorum_of(roll: int, quorum: Quorum) -> int:
    """The least number of members who have to take part."""
    match quorum:
        case Quorum.NONE:
            return 0
        case Quorum.HALF:
            return roll // 2 + 1 if roll else 0
        case Quorum.TWO_THIRDS:
            return (2 * roll + 2) // 3
    return roll


def needed_of(counts: Counts, threshold: Threshold) -> int:
    """The least number of votes in favour that is enough when as many votes are cast."""
    match threshold:
        case Threshold.SIMPLE:
            return counts.cast // 2 + 1  # for > against
        case Threshold.TWO_THIRDS:
            return max((2 * counts.cast + 2) // 3, 1)  # 3 × for >= 2 × (for + against)
        case Threshold.ABSOLUTE:
            return counts.roll // 2 + 1
    return max(counts.roll, 1)


def reckon(counts: Counts, rule: Rule, *, is_closed: bool = True) -> Result:
    """How a vote with these numbers stands.

    Args:
        is_closed: nobody will vote any more.  A vote is open until then, unless every member
            has voted.
    """
    quorum, needed = quorum_of(counts.roll, rule.quorum), needed_of(counts, rule.threshold)
    if not is_closed and (counts.silent > 0 or not counts.roll):
        return Result(Outcome.OPEN, counts, quorum, needed, _open(counts))
    if not counts.roll:
        return Result(Outcome.FAILED, counts, quorum, needed, NOBODY)
    if counts.present < quorum:
        return Result(Outcome.FAILED, counts, quorum, needed, _no_quorum(counts, quorum))
    passed = counts.in_favour >= needed
    outcome = Outcome.PASSED if passed else Outcome.FAILED
    return Result(outcome, counts, quorum, needed, _reason(counts, rule.threshold, needed, passed))


def decide(
    members: Sequence[Member],
    ballots: Iterable[Ballot],
    rule: Rule,
    *,
    on: date,
    closes: date | None = None,
) -> Result:
    """How a vote by circulation stands on a day.

    A member who has left by that day, or by the last day if that is earlier, is not on the roll,
    and what they said does not count.  Nor does what came after the last day.

    Args:
        closes: the last day; none: until everybody has voted.
    """
    until = on if closes is None else min(on, closes)
    roll = {each.id for each in members if each.is_on_the_roll(until)}
    said: dict[int, Choice] = {}
    for each in ballots:
        if each.member in roll and each.on <= until:
            said.setdefault(each.member, each.choice)
    found = list(said.values())
    counts = Counts(
        roll=len(roll),
        present=len(found),
        in_favour=found.count(Choice.FOR),
        against=found.count(Choice.AGAINST),
        abstained=found.count(Choice.ABSTAIN),
    )
    return reckon(counts, rule, is_closed=closes is not None and on > closes)


def why_not(
    members: Sequence[Member],
    ballots: Iterable[Ballot],
    member: int,
    *,
    on: date,
    closes: date | None = None,
) -> str:
    """Why somebody may not vote on a day: "not-on-the-roll", "has-left", "vote-is-over",
    "has-voted"; empty if they may."""
    mine = [each for each in members if each.id == member]
    if not mine:
        return "not-on-the-roll"
    if not any(each.is_on_the_roll(on) for each in mine):
        return "has-left"
    if closes is not None and on > closes:
        return "vote-is-over"
    return "has-voted" if any(each.member == member for each in ballots) else ""


NOBODY = Text("没有有表决权的成员", "nobody is entitled to vote")


def _open(counts: Counts) -> Text:
    return Text(
        f"表决尚未截止：应表决{counts.roll}人，还有{max(counts.silent, 0)}人未表态",
        f"the vote is open: {max(counts.silent, 0)} of {counts.roll} members have not voted",
    )


def _no_quorum(counts: Counts, quorum: int) -> Text:
    return Text(
        f"未达法定人数：应到{counts.roll}人，实到{counts.present}人，至少须{quorum}人",
        f"no quorum: {counts.present} of {counts.roll} members take part, {quorum} are needed",
    )


def _reason(counts: Counts, threshold: Threshold, needed: int, passed: bool) -> Text:
    said = f"赞成{counts.in_favour}，反对{counts.against}，弃权{counts.abstained}"
    told = f"{counts.in_favour} for, {counts.against} against, {counts.abstained} abstained"
    rule = RULES[threshold]
    zh = "通过" if passed else "未通过"
    en = "passed" if passed else "not passed"
    if threshold is Threshold.UNANIMOUS and counts.silent > 0:
        said += f"，未表态{counts.silent}"
        told += f", {counts.silent} silent"
    return Text(
        f"{zh}：{said}；{rule.zh}，须{needed}票赞成",
        f"{en}: {told}; {rule.en}: {needed} in favour are needed",
    )
