"""Collect what is wrong with the rows of a sheet, each with its line, column and cure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text


class Faults:
    """The mistakes found so far; `titles` are the headings of the columns by their codes."""

    def __init__(self, file: str, titles: Mapping[str, str]) -> None:
        self.file, self.titles = file, titles
        self.problems: list[Problem] = []
        self._told: set[tuple[str, str]] = set()

    def tell(self, line: int, column: str, zh: str, en: str) -> None:
        """Say what is wrong in one cell and how to mend it."""
        title = self.titles.get(column, column)
        self.problems.append(Problem(self.file, line, title, Text(zh, en)))

    def once(self, line: int, column: str, zh: str, en: str) -> None:
        """The same, but of many cells with the same mistake only in the first."""
        if (column, zh) not in self._told:
            self._told.add((column, zh))
            self.tell(line, column, zh, en)

    def school(self, line: int, name: str) -> None:
        self.once(
            line,
            "school",
            f"没有登记名为“{name}”的学校。请核对校名，或先登记学校。",
            f"there is no school {name}; check the name, or register the school first.",
        )

    def early(self, line: int, name: str, begun: date) -> None:
        self.tell(
            line,
            "since",
            f"“{name}”自{begun}起才有登记。请改为该日或更晚。",
            f"{name} is registered only from {begun}. Give that day or a later one.",
        )

    def backwards(self, line: int, since: date, until: date | None) -> bool:
        """Does it end before it begins?  Then that is told."""
        if until is None or until > since:
            return False
        self.tell(
            line,
            "until",
            f"终止日期{until}不晚于起始日期{since}。请改正其中一个，或留空。",
            f"it ends on {until} but begins on {since}. Mend one of them, or leave it empty.",
        )
        return True


def day_of(row: Row, column: str) -> date | None:
    """The day in a cell, if there is one."""
    return cast("date | None", row.values.get(column))
