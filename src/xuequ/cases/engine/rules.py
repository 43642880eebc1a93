"""Clauses that ask for a meeting, judged by the meetings that were held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.rulebook import Fact, Finding, State, Verdict, rule, worst
from xuequ.kernel.text import Text

from .kinds import Kind
from .meeting_days import Rhythm, is_overdue

NEVER = Text("未召开", "none held")


@dataclass(frozen=True, slots=True)
class Place:
    """A consortium or an authority, with the kinds of meeting it holds and their rhythm."""

    kind: str  # "consortium" or "county"
    id: int
    name: str
    on: date
    rhythms: tuple[tuple[Kind, Rhythm], ...] = ()

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return Fact(self.kind, self.id, self.name, field, value)


def judge(place: Place, clause: str) -> Verdict:
    """Were the meetings of a clause held?

    With a stated cadence: met when one was held in the present span, under way when the one
    before had one, behind when it had none; unknown while no span is known.  Without: met by the
    one held last, until the day the place set itself has passed; unknown while none was held.
    """
    mine = [(kind, rhythm) for kind, rhythm in place.rhythms if kind.clause == clause]
    if not mine:
        return Verdict(State.NOT_APPLICABLE)
    findings = tuple(_finding(place, kind, rhythm) for kind, rhythm in mine)
    held = sum(rhythm.last is not None for _, rhythm in mine)
    return Verdict(worst(each.state for each in findings), held, len(mine), "meetings", findings)


def _finding(place: Place, kind: Kind, rhythm: Rhythm) -> Finding:
    state = _state(place, rhythm)
    last = Text(f"最近一次{rhythm.last}", f"last on {rhythm.last}") if rhythm.last else NEVER
    if rhythm.every is None:
        how = Text("原文未写频次", "no cadence is stated")
        if rhythm.next_on:
            how = Text(f"自定下次{rhythm.next_on}", f"next one set for {rhythm.next_on}")
    else:
        how = EVERY[rhythm.every]
    text = Text(f"{kind.name.zh}：{last.zh}；{how.zh}", f"{kind.name.en}: {last.en}; {how.en}")
    value = rhythm.last.isoformat() if rhythm.last else None
    return Finding(state, text, (place.fact("meetings", value),))


def _state(place: Place, rhythm: Rhythm) -> State:
    if rhythm.every is None:
        if is_overdue(rhythm, place.on):
            return State.BEHIND
        return State.UNKNOWN if rhythm.last is None else State.MET
    if rhythm.now is None:
        return State.UNKNOWN if rhythm.last is None else State.MET
    if rhythm.is_held_now:
        return State.MET
    if rhythm.before is None:
        return State.UNKNOWN if rhythm.last is None else State.UNDER_WAY
    return State.UNDER_WAY if rhythm.is_held_before else State.BEHIND


EVERY: dict[str, Text] = {
    "month": Text("每月一次", "every month"),
    "term": Text("每学期一次", "every term"),
    "school_year": Text("每学年一次", "every school year"),
}


def _of(clause: str) -> Callable[[Place], Verdict]:
    def check(place: Place) -> Verdict:
        """Were the meetings that the clause asks for held?"""
        return judge(place, clause)

    return check


joint = rule(
    "cases.joint-meeting", clause="GOV-12", of="consortium",
    zh="召开联席会议", en="joint meetings are held",
)(_of("GOV-12"))  # fmt: skip
leaders = rule(
    "cases.leaders-meeting", clause="GOV-13", of="consortium",
    zh="召开学区管理办公室领导联席会议", en="the leaders of the management office meet",
)(_of("GOV-13"))  # fmt: skip
administrative = rule(
    "cases.administrative-meeting", clause="GOV-14", of="consortium",
    zh="定期召开行政会议", en="administrative meetings are held regularly",
)(_of("GOV-14"))  # fmt: skip
office = rule(
    "cases.office-meeting", clause="GOV-35", of="consortium",
    zh="召开学区办公会", en="the district office meets",
)(_of("GOV-35"))  # fmt: skip
consultation = rule(
    "cases.consultation", clause="GOV-49", of="county",
    zh="建立工作会商制度", en="work is consulted on",
)(_of("GOV-49"))  # fmt: skip
