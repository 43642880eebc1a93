"""What has come of a step: open, onward, returned or refused.

A seat is one place at the table of a step.  `main` seats are those of the declaration, `added`
ones were asked for on the way (加签) and `escalated` ones stand beside a late holder.  Votes and
panels count main seats alone: nobody joins a roll by being asked along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.case_types import Step
from xuequ.kernel.text import Text

from .scoring import Sheet, result
from .votes import Counts, Outcome, Quorum, Rule, Threshold, reckon

Came = Literal["open", "onward", "returned", "refused"]
NEGATIVE: dict[str, Came] = {"return": "returned", "refuse": "refused"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as plain values.  `choice` is "" until it was taken."""

    label: str
    kind: Literal["main", "added", "escalated"] = "main"
    choice: str = ""  # pass, return, refuse, agree, disagree, abstain, opinion, conflict, score
    is_out: bool = False  # left, taken away: counts no more
    sheet: Sheet | None = None

    @property
    def is_done(self) -> bool:
        return self.choice != ""


@dataclass(frozen=True, slots=True)
class Result:
    """What has come of a step, and why where that needs words."""

    came: Came
    why: Text | None = None


OPEN, ONWARD = Result("open"), Result("onward")


def outcome(step: Step, seats: Sequence[Seat], *, closed: bool, objections: int = 0) -> Result:
    """What has come of a step.

    Args:
        closed: its last day has passed.
        objections: how many are not answered yet; only of a publicity.
    """
    here = [each for each in seats if not each.is_out]
    match step.kind:
        case "publicity":
            return ONWARD if closed and not objections else OPEN
        case "opinion":
            silent = any(not each.is_done for each in here)
            return OPEN if silent and not (closed and step.late == "onward") else ONWARD
        case "vote":
            return _vote(step, here, closed)
        case "panel":
            return _panel(step, here, closed)
        case "countersign":
            return _countersign(step, here, closed)
    return _one(step, here, closed)


def _one(step: Step, seats: list[Seat], closed: bool) -> Result:
    """One is enough, and everybody who was added."""
    for each in seats:
        if each.kind != "added" and each.choice in NEGATIVE:
            return Result(NEGATIVE[each.choice])
    added = [each for each in seats if each.kind == "added"]
    if any(each.choice in NEGATIVE for each in added):
        return Result("returned")
    taken = any(each.choice == "pass" for each in seats if each.kind != "added")
    if taken and all(each.is_done for each in added):
        return ONWARD
    if closed and step.late == "onward":
        return ONWARD
    return OPEN


def _countersign(step: Step, seats: list[Seat], closed: bool) -> Result:
    against = [each.label for each in seats if each.choice in ("return", "disagree", "refuse")]
    if against:
        zh, en = "、".join(against), ", ".join(against)
        return Result("returned", Text(f"{zh}不同意", f"not agreed: {en}"))
    silent = [each.label for each in seats if not each.is_done]
    if not silent:
        if seats:
            return ONWARD
        return Result("refused", Text("没有可以会签的单位", "there is nobody to countersign"))
    if not closed or step.late == "escalate":
        return OPEN
    if step.late == "onward":
        return ONWARD
    zh, en = "、".join(silent), ", ".join(silent)
    return Result("refused", Text(f"{zh}逾期未会签", f"not countersigned in time: {en}"))


def _vote(step: Step, seats: list[Seat], closed: bool) -> Result:
    said = [each.choice for each in seats if each.kind == "main"]  # the roll, nobody beside it
    counts = Counts(
        roll=len(said),
        present=sum(each != "" for each in said),
        in_favour=said.count("agree"),
        against=said.count("disagree"),
        abstained=said.count("abstain"),
    )
    rule = Rule(Threshold(step.threshold), Quorum(step.quorum))
    found = reckon(counts, rule, is_closed=closed)
    if found.outcome is Outcome.OPEN:
        return Result("open", found.reason)
    came: Came = "onward" if found.outcome is Outcome.PASSED else "refused"
    return Result(came, found.reason)


def _panel(step: Step, seats: list[Seat], closed: bool) -> Result:
    if step.panel is None:
        raise ValueError(f"the panel step {step.code} has no score sheet")
    named = [each for each in seats if each.kind == "main"]
    able = sum(each.choice != "conflict" for each in named)
    if able < step.panel.least_members:
        return Result("returned", _too_few(able, step.panel.least_members))
    if not closed and any(not each.is_done for each in named):
        return OPEN
    sheets = [each.sheet for each in named if each.sheet is not None]
    found = result(step.panel, sheets)
    if found.passed is None:
        return Result("returned", found.why)
    return Result("onward" if found.passed else "refused", found.why)


def _too_few(able: int, least: int) -> Text:
    return Text(
        f"能评分的成员只有{able}人，至少须{least}人，请重新组成评审组",
        f"only {able} members can score, {least} are needed: name the panel anew",
    )
