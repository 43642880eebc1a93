"""How many are wanted of a duty, by when, and how an owner stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import State
from xuequ.kernel.settings import Duty
from xuequ.kernel.text import Text

from .calendar import Calendar
from .spans import start_ends

FULL = {"week": 5, "fortnight": 10}  # teaching days of a full period


class Standing(StrEnum):
    """How one owner stands with one duty in one period, worst first."""

    MISSED = "missed"  # the days of grace are over
    OVERDUE = "overdue"  # late, and may still be handed in
    WAITING = "waiting"  # handed in, not confirmed yet
    OPEN = "open"  # under way
    DONE = "done"
    EXCUSED = "excused"
    NOT_OWED = "not_owed"


STANDINGS: dict[Standing, Text] = {
    Standing.MISSED: Text("未完成", "missed"),
    Standing.OVERDUE: Text("逾期待补", "late"),
    Standing.WAITING: Text("待确认", "to be confirmed"),
    Standing.OPEN: Text("进行中", "under way"),
    Standing.DONE: Text("已完成", "done"),
    Standing.EXCUSED: Text("已豁免", "excused"),
    Standing.NOT_OWED: Text("本期不需", "not owed"),
}
STATES: dict[Standing, State] = {
    Standing.MISSED: State.BROKEN,
    Standing.OVERDUE: State.BEHIND,
    Standing.WAITING: State.UNDER_WAY,
    Standing.OPEN: State.UNDER_WAY,
    Standing.DONE: State.MET,
    Standing.EXCUSED: State.NOT_APPLICABLE,
    Standing.NOT_OWED: State.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Count:
    """What was handed in and what of it was confirmed; `nothing` of both said «nothing»."""

    confirmed: int = 0
    handed: int = 0  # waiting for confirmation
    nothing: int = 0


NONE = Count()


@dataclass(frozen=True, slots=True)
class Dates:
    """The last day of a duty in a period, and the last day of grace."""

    due: date
    closes: date


def dates(duty: Duty, span: Span, grace_days: int) -> Dates:
    """By when a duty is due in a span, and until when it may still be handed in."""
    last = span.until - timedelta(days=1)
    if duty.moment == "start":
        last = start_ends(span)
    if duty.due is not None and duty.period == "once":
        last = duty.due
    return Dates(last, last if last.year == 9999 else last + timedelta(days=grace_days))


def wanted(duty: Duty, span: Span, tenure: Span, calendar: Calendar) -> int:
    """How many are wanted of an owner in a span.

    Pro-rated duties are counted by the teaching days of the tenure: `min` for a full period
    (five days a week), less for one cut short, rounded half up.
    """
    if not duty.pro_rated:
        return duty.min
    since, until = max(span.since, tenure.since), min(span.until, tenure.until)
    full = FULL.get(duty.period) or calendar.teaching(span.since, span.until)
    if not full:
        return 0
    part = Fraction(duty.min * calendar.teaching(since, until), full)
    return min(duty.min, int(part + Fraction(1, 2)))


def standing(count: Count, wanted: int, when: Dates, on: date) -> Standing:
    """How an owner stands on a day."""
    if wanted <= 0:
        return Standing.NOT_OWED
    if count.confirmed >= wanted:
        return Standing.DONE
    if count.confirmed + count.handed >= wanted:
        return Standing.WAITING
    if on <= when.due:
        return Standing.OPEN
    return Standing.OVERDUE if on <= when.closes else Standing.MISSED
