"""A school year month by month: what each day is, and the days that differ from their weekday."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from xuequ.kernel.periods import Span, month, term_of
from xuequ.kernel.text import Text

from .days import Day, reason_said
from .terms import Change

Kind = Literal["teaching", "extra", "off", "free", "unset", "vacation"]
WORDS = {  # what stands in a cell
    "teaching": Text("课", "class"),
    "extra": Text("补", "extra"),
    "off": Text("休", "off"),
    "free": Text("", ""),
    "unset": Text("？", "?"),
    "vacation": Text("", ""),
}
NAMES = {  # what it means
    "teaching": Text("教学日", "teaching day"),
    "extra": Text("补课日（调休上课）", "make-up day"),
    "off": Text("放假", "holiday"),
    "free": Text("周末", "weekend"),
    "unset": Text("尚未设置", "not set yet"),
    "vacation": Text("不在学期内", "in no term"),
}

WEEKDAYS = (  # short and whole, from Monday on
    (Text("一", "Mo"), Text("星期一", "Monday")),
    (Text("二", "Tu"), Text("星期二", "Tuesday")),
    (Text("三", "We"), Text("星期三", "Wednesday")),
    (Text("四", "Th"), Text("星期四", "Thursday")),
    (Text("五", "Fr"), Text("星期五", "Friday")),
    (Text("六", "Sa"), Text("星期六", "Saturday")),
    (Text("日", "Su"), Text("星期日", "Sunday")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month; `kind` says what it is."""

    day: date
    kind: Kind

    @property
    def word(self) -> Text:
        return WORDS[self.kind]

    @property
    def name(self) -> Text:
        return NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; days of other months are left empty."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def taught(self) -> int:
        """How many teaching days it has."""
        return sum(
            cell is not None and cell.kind in {"teaching", "extra"}
            for week in self.weeks
            for cell in week
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that differ from their weekday for one reason."""

    since: date
    last: date
    kind: Kind
    reason: Text
    by_hand: bool

    @property
    def name(self) -> Text:
        return NAMES[self.kind]


def kind_of(day: date, held: Day | None, terms: Sequence[Span]) -> Kind:
    """What a day is."""
    if term_of(day, terms) is None:
        return "vacation"
    return "unset" if held is None else kind_said(held)


def kind_said(held: Day) -> Kind:
    """What is entered about a day."""
    if held.is_weekday:
        return "teaching" if held.teaching else "off"
    return "extra" if held.teaching else "free"


def months(terms: Sequence[Span], days: Mapping[date, Day]) -> tuple[Month, ...]:
    """Every month from the first day of the first term to the last of the last."""
    return tuple(_months(terms, days))


def _months(terms: Sequence[Span], days: Mapping[date, Day]) -> Iterator[Month]:
    if not terms:
        return
    first, end = month(terms[0].since).since, terms[-1].until
    while first < end:
        weeks = Calendar().monthdatescalendar(first.year, first.month)
        yield Month(
            first,
            tuple(
                tuple(
                    Cell(day, kind_of(day, days.get(day), terms)) if day.month == first.month
                    else None
                    for day in week
                )
                for week in weeks
            ),
        )  # fmt: skip
        first = month(first).until


def runs(terms: Sequence[Span], days: Mapping[date, Day]) -> tuple[Run, ...]:
    """What differs from the weekday, days for one reason together; weekends do not part them."""
    found: list[Run] = []
    is_open = False
    for day, each in sorted(days.items()):
        kind = kind_of(day, each, terms)
        if kind in {"free", "vacation"}:
            is_open = is_open and kind == "free"
            continue
        if kind == "teaching":
            is_open = False
            continue
        run = Run(day, day, kind, reason_said(each.reason), each.by_hand)
        if is_open and replace(found[-1], since=day, last=day) == run:
            found[-1] = replace(found[-1], last=day)
        else:
            found.append(run)
        is_open = True
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """Days in a row that change in the same way."""

    since: date
    last: date
    before: Kind
    after: Kind
    reason: Text

    @property
    def was(self) -> Text:
        return NAMES[self.before]

    @property
    def will_be(self) -> Text:
        return NAMES[self.after]


def steps(changes: Iterable[Change]) -> tuple[Step, ...]:
    """What changes, days that change alike together.

    New days that are as their weekday says are left out: there are hundreds of them.
    """
    found: list[Step] = []
    for each in changes:
        step = step_of(each)
        if step.before == "unset" and step.after in {"teaching", "free"}:
            continue
        if found and _goes_on(found[-1], step):
            found[-1] = replace(found[-1], last=each.day)
        else:
            found.append(step)
    return tuple(found)


def _goes_on(step: Step, other: Step) -> bool:
    is_next = (other.since - step.last).days == 1
    return is_next and replace(step, since=other.since, last=other.last) == other


def step_of(change: Change) -> Step:
    """How one day changes; of what leaves the terms it does not matter what it was."""
    if change.after is None:
        return Step(change.day, change.day, "vacation", "vacation", Text("", ""))
    before: Kind = "unset" if change.before is None else kind_said(change.before)
    reason = reason_said(change.after.reason)
    return Step(change.day, change.day, before, kind_said(change.after), reason)
