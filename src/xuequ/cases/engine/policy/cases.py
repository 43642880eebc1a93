"""What a locality's document settles about cases: which deadlines their steps have."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class StepDays:
    """The working days a step of a kind of case has; step `appeal_window`: to appeal in."""

    case: str
    step: str
    days: int


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Section `cases`: deadlines that differ from those a kind of case declares.

    `days_back` is for what took place before it was asked for, such as an exit long agreed.
    """

    days: tuple[StepDays, ...] = ()
    days_back: int = 0  # a decision may hold from so many days before it was asked for


NAMES: dict[str, Text] = {
    "cases": Text("办理事项", "Cases"),
    "cases.days": Text("环节办理时限", "deadlines of steps"),
    "cases.days_back": Text("生效日期可追溯的天数", "days an effect may lie back"),
}
FIELDS: dict[str, Text] = {
    "case": Text("事项", "kind of case"),
    "step": Text("环节", "step"),
}
WORDS: dict[str, Text] = {}
