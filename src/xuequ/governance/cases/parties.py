"""Who acts in the cases of governance, and blanks that several of them share."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, Condition, Party, Step
from xuequ.kernel.text import Text

BUREAU = Party("bureau", "authority")
LEADER = Party("leader", "authority")
PERSONNEL = Party("personnel", "authority")
UNION = Party("union", "consortium")
MEMBERS = Party("principal", "members")
SCHOOL = Party("principal", "school")
ABOVE = Party("bureau", "above")

SINCE = Blank("since", Text("生效日期", "in force from"), "day", bounds="effect")
DECISION = Blank(
    "decision", Text("文号或会议纪要", "number of the paper or minutes"), required=False
)


def by(*places: str) -> tuple[Condition, ...]:
    """Taken only if a post of one of these places started it."""
    return (Condition("by", places),)


def decided(step: Party, *blanks: Blank, days: int = 15) -> Step:
    """The last decision; when it is late, the bureau's leaders are told."""
    name = Text("教育局审批", "the bureau decides")
    if step == LEADER:
        name = Text("局领导审批", "the bureau's leader decides")
    above = LEADER if step != LEADER else None
    return Step("decide", name, "decide", (step,), days, above=above, blanks=(*blanks, DECISION))


def shown(owner: Party, days: int = 5) -> Step:
    """Shown for objections for so many working days."""
    return Step("publicity", Text("公示", "shown for objections"), "publicity", (owner,), days)


def opinions(code: str, zh: str, en: str, party: Party, days: int = 10) -> Step:
    """Everybody asked says what they think; the case goes on without who was silent."""
    return Step(code, Text(zh, en), "opinion", (party,), days, late="onward")
