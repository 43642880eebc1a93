"""The mistakes of a sheet, and what its readers share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

MASK = "*"  # of what an export shows of a name or a number


class Unclear(Exception):
    """A row does not say what it means; `column` is the code of the one to mend."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        self.column, self.text = column, Text(zh, en)


class Marks:
    """Where a sheet is wrong: by line and heading, with the cure in both languages."""

    def __init__(self, file: str, heads: Mapping[str, str]) -> None:
        self.file, self.heads = file, heads
        self.problems: list[Problem] = []

    def fault(self, line: int, column: str, zh: str, en: str) -> None:
        self.say(line, column, Text(zh, en))

    def say(self, line: int, column: str, text: Text) -> None:
        self.problems.append(Problem(self.file, line, self.heads[column], text))

    def unclear(self, line: int, found: Unclear) -> None:
        self.say(line, found.column, found.text)

    def twice(self, line: int, column: str, first: int) -> None:
        """The row says what another has said."""
        self.fault(
            line,
            column,
            f"与第{first}行重复。请删去一行。",
            f"it already stands in line {first}; drop one.",
        )


@dataclass(frozen=True, slots=True)
class Spell:
    """What holds from a day up to, not including, another."""

    since: date
    until: date | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def meets(self, since: date, until: date | None) -> bool:
        """Does it share a day with the span?"""
        return (self.until is None or since < self.until) and (until is None or self.since < until)


def at(spells: Iterable[Spell], on: date) -> Spell | None:
    """The one that holds that day, if any."""
    return next((each for each in spells if each.holds(on)), None)


def day(row: Row, code: str) -> date | None:
    return cast("date | None", row.values.get(code))


def unmasked(row: Row, code: str) -> str:
    """The cell as text; "" for one that an export has masked, which says nothing new."""
    text = row.text(code)
    return "" if MASK in text else text


def said(row: Row, codes: Iterable[str]) -> dict[str, object]:
    """What the cells of these columns say; an empty one says nothing."""
    return {code: row.values[code] for code in codes if row.values.get(code) is not None}


def differing(now: Spell | None, wanted: Mapping[str, object]) -> dict[str, object]:
    """Those of the wanted values that do not hold now."""
    held = now.values if now else {}
    return {name: value for name, value in wanted.items() if held.get(name) != value}


def parts(text: str) -> tuple[str, ...]:
    """Several names in one cell."""
    for mark in (",", "，", ";", "；", "\n"):
        text = text.replace(mark, "、")
    return tuple(dict.fromkeys(part for each in text.split("、") if (part := each.strip())))


def check_order(marks: Marks, row: Row, since: date, *, first: str = "since") -> bool:
    """Does the row end after it begins?  If not, it is told."""
    until = day(row, "until")
    if until is None or until > since:
        return True
    named = marks.heads[first]
    marks.fault(
        row.line,
        "until",
        f"终止日期{until}不晚于{named}{since}。请改为更晚的日期，或留空表示仍在。",
        f"it ends on {until} but begins on {since}. Give a later day, or leave it empty.",
    )
    return False
