"""Check a sheet of teachers row by row and work out what it registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from ..identity import clean, fault
from ..purposes import FAULTS
from .people import HIDDEN, Known, Someone, Unclear, find

Key = int | str  # of somebody registered, or of somebody new
TITLES = {
    "id_number": "证件号码", "name": "姓名", "school": "学校", "honour": "荣誉称号",
    "level": "荣誉级别", "since": "起始日期", "subject": "学科",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody teaches somewhere as registered: from when, and with which title last.

    `settled`: it is one row without an end, the same on every day to come.
    """

    since: date
    title: str | None
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What is registered beside the people: teaching, honours, days on which schools began."""

    teaching: Mapping[tuple[int, str, str, str], Held] = field(default_factory=dict)
    honours: frozenset[tuple[int, str, str]] = frozenset()
    begun: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it will be registered; `person` is an id, or a key shared by rows of one."""

    line: int
    person: Key
    name: str
    id_kind: str
    number: str
    school: str
    stage: str
    subject: str
    title: str | None
    since: date
    is_new: bool  # what is taught there is not registered yet
    is_known: bool  # it is registered just so, whatever the day
    honour: str = ""
    level: str = ""
    honour_since: date | None = None


def read_teachers(
    rows: Sequence[Row], *, file: str, since: date, known: Known, standing: Standing
) -> tuple[list[Entry], list[Problem]]:
    """What the rows register, in order, and every mistake found.

    Args:
        rows: typed rows of the sheet "teachers", the subject by the name it is kept by.
        since: the day teaching begins where a row gives none; no number may be of a later birth.
    """
    reader = _Reader(file, since, known, standing)
    for row in rows:
        reader.take(row)
    return reader.entries, reader.problems


class _Reader:
    def __init__(self, file: str, since: date, known: Known, standing: Standing) -> None:
        self.file, self.since, self.known, self.standing = file, since, known, standing
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.names: dict[str, tuple[str, int]] = {}  # of each number in the sheet, with its line
        self.numbers: dict[tuple[str, str], tuple[str, int]] = {}  # of each name at a school
        self.seen: dict[tuple[object, ...], int] = {}

    def fault(self, line: int, column: str, zh: str, en: str) -> None:
        self.problems.append(Problem(self.file, line, TITLES[column], Text(zh, en)))

    def take(self, row: Row) -> None:
        """Read one row; with a mistake in it nothing of it is kept."""
        told = len(self.problems)
        number = clean(row.text("id_number"))
        whole = "" if HIDDEN in number else number
        kind = (row.text("id_kind") or "resident") if whole else ""
        self.check_number(row, kind, whole)
        self.check_school(row)
        self.check_honour(row)
        someone = self.who(row, number)
        entry = self.entry(row, kind, whole, someone)
        self.check_namesakes(row, number, entry)
        self.check_entry(entry)
        if len(self.problems) == told:
            self.entries.append(entry)

    def check_number(self, row: Row, kind: str, number: str) -> None:
        if number and (found := fault(kind, number, self.since)):
            text = FAULTS[found]
            self.problems.append(Problem(self.file, row.line, TITLES["id_number"], text))
        name = row.text("name")
        other, line = self.names.setdefault(number, (name, row.line)) if number else (name, 0)
        if other != name:
            self.fault(
                row.line,
                "id_number",
                f"第{line}行的“{other}”也是这个证件号码。请核对。",
                f"line {line} gives it for {other}; check both.",
            )

    def check_namesakes(self, row: Row, number: str, entry: Entry) -> None:
        """People of one name at one school are told apart by number, on every row of them.

        A row that says what is registered of the only one of that name needs none.
        """
        name, school = row.text("name"), row.text("school")
        if row.about:
            return
        first, line = self.numbers.setdefault((name, school), (number, row.line))
        if line != row.line and not (first and number) and not entry.is_known:
            self.fault(
                row.line,
                "name",
                f"第{line}行也是“{school}”的“{name}”。请在这些行都填写证件号码，以区分或表明是同一人。",
                f"line {line} is of a {name} at {school} too; give the ID number in all "
                "such rows, whether it is one person or several.",
            )

    def check_school(self, row: Row) -> None:
        school, since = row.text("school"), self.day(row)
        if school and school not in self.known.schools:
            self.fault(
                row.line,
                "school",
                f"没有登记名为“{school}”的学校。请核对校名，或先登记学校。",
                f"there is no school {school}; check the name, or register the school first.",
            )
        elif school and since < self.standing.begun.get(school, since):
            begun = self.standing.begun[school]
            self.fault(
                row.line,
                "since",
                f"“{school}”自{begun}起才有登记。请改为该日或更晚。",
                f"{school} is registered only from {begun}. Give that day or a later one.",
            )

    def check_honour(self, row: Row) -> None:
        for have, lack in (("honour", "level"), ("level", "honour")):
            if row.text(have) and not row.text(lack):
                self.fault(
                    row.line,
                    lack,
                    "荣誉称号和级别须同时填写，或都留空。",
                    "give both honour and level, or neither.",
                )

    def who(self, row: Row, number: str) -> Someone | None:
        if row.about:
            return self.known.by_id[row.about]
        try:
            return find(row.text("name"), row.text("school"), number, self.known)
        except Unclear as unclear:
            self.problems.append(Problem(self.file, row.line, TITLES[unclear.column], unclear.text))
            return None

    def day(self, row: Row) -> date:
        return cast("date | None", row.values.get("since")) or self.since

    def entry(self, row: Row, kind: str, number: str, someone: Someone | None) -> Entry:
        name, school = row.text("name"), row.text("school")
        person: Key = someone.id if someone else f"{number or school}/{name}"
        place = (school, row.text("stage"), row.text("subject"))
        held = self.standing.teaching.get((someone.id, *place)) if someone else None
        title = row.text("title") or (held.title if held else None)
        return Entry(
            line=row.line,
            person=person,
            name=name,
            id_kind=kind,
            number=number,
            school=school,
            stage=place[1],
            subject=place[2],
            title=title,
            since=self.day(row),
            is_new=held is None,
            is_known=held is not None and held.settled and held.title == title,
            honour=row.text("honour"),
            level=row.text("level"),
            honour_since=cast("date | None", row.values.get("honour_since")),
        )

    def check_entry(self, entry: Entry) -> None:
        """Not twice the same, and not before what is registered begins."""
        key = (entry.person, entry.school, entry.stage, entry.subject, entry.honour, entry.level)
        line = self.seen.setdefault(key, entry.line)
        if line != entry.line:
            self.fault(
                entry.line,
                "name",
                f"与第{line}行重复。请删去一行。",
                f"it already stands in line {line}; drop one.",
            )
        place = (entry.school, entry.stage, entry.subject)
        if isinstance(entry.person, str):
            return
        held = self.standing.teaching.get((entry.person, *place))
        if held is not None and entry.since < held.since:
            self.fault(
                entry.line,
                "since",
                f"“{entry.name}”任教该学科已登记自{held.since}起。请改为该日或更晚，或留空。",
                f"that {entry.name} teaches it is registered from {held.since} on; "
                "give that day or a later one.",
            )
