"""A rule is a small function that can say which clause it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from typing import Any, ClassVar

from .text import Text

Number = int | Decimal | None


class State(StrEnum):
    """What a rule can say of a subject, worst first."""

    BROKEN = "broken"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


RANKS = {state: rank for rank, state in enumerate(State)}
WORDS: dict[State, Text] = {
    State.BROKEN: Text("不符合", "broken"),
    State.BEHIND: Text("滞后", "behind"),
    State.UNKNOWN: Text("待补数据", "unknown"),
    State.UNDER_WAY: Text("进行中", "under way"),
    State.REPORTED: Text("已报告", "reported"),
    State.MET: Text("符合", "met"),
    State.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


def worst(states: Iterable[State]) -> State:
    """The state that most needs attention; of nothing, not applicable."""
    return min(states, key=RANKS.__getitem__, default=State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the registry holds, or lacks: the `field` of row `id`; lacking is value None."""

    kind: str  # "school", "consortium", "teaching_point", "county"
    id: int
    name: str
    field: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the evidence: what was looked at, how it came out, and the facts used."""

    state: State
    text: Text
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule found in one subject, and what the policy wanted."""

    state: State
    found: Number = None
    wanted: Number = None
    unit: str = ""  # a key of kernel.units.UNITS
    findings: tuple[Finding, ...] = ()

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts without a value that keep the rule from deciding."""
        return tuple(
            fact
            for finding in self.findings
            if finding.state is State.UNKNOWN
            for fact in finding.facts
            if fact.value is None
        )


NOT_APPLICABLE = Verdict(State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one clause on one kind of subject: `check(subject, policy) -> Verdict`."""

    id: str
    clause: str
    of: str  # the kind of subject: "county", "consortium", "school"
    zh: str
    en: str
    check: Callable[..., Verdict]
    do_not_call_in_templates: ClassVar[bool] = True  # a page shows a rule, it does not run it

    def __call__(self, *args: Any) -> Verdict:
        return self.check(*args)

    def title(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its rule and its subject."""

    rule: Rule
    subject: Fact
    verdict: Verdict


def rule(id: str, *, clause: str, of: str, zh: str, en: str) -> Callable[..., Rule]:
    """Turn a function into a `Rule`; `clause` is a key of profiles/clauses.toml."""

    def keep(check: Callable[..., Verdict]) -> Rule:
        return Rule(id=id, clause=clause, of=of, zh=zh, en=en, check=check)

    return keep


def rules_in(module: ModuleType) -> tuple[Rule, ...]:
    """Every rule written in `module`, in the order written."""
    return tuple(each for each in vars(module).values() if isinstance(each, Rule))


def at_least(wanted: Decimal, part: int, *, out_of: int, unit: str) -> Verdict:
    """Is `part / out_of` at least `wanted`?  A share of nobody is not applicable."""
    if not out_of:
        return NOT_APPLICABLE
    state = State.MET if part >= wanted * out_of else State.BROKEN
    return Verdict(state, Decimal(part) / out_of, wanted, unit)


def exactly(wanted: int, found: int, *, unit: str, findings: tuple[Finding, ...] = ()) -> Verdict:
    """Is the count just what it must be?"""
    state = State.MET if found == wanted else State.BROKEN
    return Verdict(state, found, wanted, unit, findings)
