"""Check a roster row by row and work out what it registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text
from xuequ.standards.school_codes import stages_fault

from .compare import conflicts
from .types import LEAD, POINT, Entry, Known, Unit


def read_roster(
    rows: Sequence[Row], *, file: str, since: date, known: Known
) -> tuple[list[Unit], list[Problem]]:
    """The consortia the rows describe, in order, and every mistake found.

    Args:
        rows: typed rows of the sheet "roster".
        since: the day memberships begin where a row gives none.
        known: what is registered, for rows that refer to it.
    """
    reader = _Reader(file, known)
    for row in rows:
        reader.take(row, since)
    reader.finish()
    return list(reader.units.values()), reader.problems


class _Reader:
    def __init__(self, file: str, known: Known) -> None:
        self.file, self.known = file, known
        self.units: dict[str, Unit] = {}
        self.problems: list[Problem] = []
        self.first_seen: dict[tuple[str, str], int] = {}
        self.codes: dict[str, int] = {}
        self.forms = {
            _plain(text): form.code
            for form in known.forms
            for text in (form.code, form.name.zh, form.name.en, *form.same_as)
        }

    def fault(self, line: int, field: str, zh: str, en: str) -> None:
        self.problems.append(Problem(self.file, line, field, Text(zh, en)))

    def take(self, row: Row, since: date) -> None:
        entry = self.entry(row, since)
        unit = self.unit(row)
        key = (entry.parent if entry.role == POINT else "", entry.name)
        if key in self.first_seen:
            line = self.first_seen[key]
            self.fault(
                row.line,
                "学校",
                f"“{entry.name}”与第{line}行重复。每所学校只列一次；另有所属的，请导入后在学校页添加。",
                f"{entry.name} already stands in line {line}. List a school once; "
                "add a further membership on its page afterwards.",
            )
            return
        self.first_seen[key] = row.line
        self.check_code(entry)
        if entry.role == POINT:
            unit.points.append(entry)
        elif entry.role == LEAD and any(each.role == LEAD for each in unit.schools):
            self.fault(
                row.line,
                "角色",
                f"“{unit.printed}”已有龙头学校。一个学区只能有一所，请将此行改为成员校。",
                f"{unit.printed} already has a lead school. There can be one; make this a member.",
            )
        else:
            unit.schools.append(entry)

    def check_code(self, entry: Entry) -> None:
        line = self.codes.setdefault(entry.code or f"line {entry.line}", entry.line)
        if line != entry.line:
            self.fault(
                entry.line,
                "学校标识码",
                f"“{entry.code}”在第{line}行已给了另一所学校。请核对。",
                f"line {line} gives {entry.code} to another school. Check it.",
            )
        if entry.code and (found := stages_fault(entry.code, entry.stages)):
            self.fault(entry.line, "学校标识码", found.zh, found.en)

    def entry(self, row: Row, since: date) -> Entry:
        begins = cast(date, row.values.get("since") or since)
        until = cast("date | None", row.values.get("until"))
        if until is not None and until <= begins:
            self.fault(
                row.line,
                "终止日期",
                f"终止日期{until}不晚于起始日期{begins}。请改为更晚的日期，或留空表示仍在。",
                f"it ends on {until} but begins on {begins}. Give a later day, or leave it empty.",
            )
        if row.text("ownership") == "private" and not self.known.takes_private:
            self.fault(
                row.line,
                "办学性质",
                "本地文件不接纳民办学校加入学区，请删去此行。",
                "this locality's document takes no private schools; drop the row.",
            )
        stage = row.text("stage")
        return Entry(
            line=row.line,
            name=row.text("school"),
            role=row.text("role"),
            since=begins,
            until=until,
            parent=row.text("parent_school"),
            code=row.text("code") or None,
            ownership=row.text("ownership") or None,
            stages=("primary", "junior") if stage == "nine_year" else (stage,) if stage else (),
            note=row.text("source_note"),
        )

    def unit(self, row: Row) -> Unit:
        printed, text = row.text("district"), row.text("form")
        form = self.forms.get(_plain(text)) if text else None
        if text and form is None and self.forms:
            self.fault(
                row.line,
                "组建形式",
                f"目录中没有“{text}”。请按本地配置所列的形式填写。",
                f"the catalogue has no form «{text}». Use one the locality's profile lists.",
            )
        unit = self.units.get(printed)
        if unit is None:
            family = next((each.family for each in self.known.forms if each.code == form), "")
            is_group = family == "group" or printed.endswith("集团")
            unit = Unit(printed, form, "group" if is_group else "district")
            self.units[printed] = unit
        elif text and form and unit.form and form != unit.form:
            self.fault(
                row.line,
                "组建形式",
                f"“{printed}”前面的行写的是另一种形式。同一学区的各行须一致。",
                f"earlier rows of {printed} give another form. All rows of a district must agree.",
            )
        return unit

    def finish(self) -> None:
        """What can only be told once every row is read."""
        parents = {each.name for unit in self.units.values() for each in unit.schools}
        parents |= self.known.schools.keys()
        labels: set[str] = set()
        for unit in self.units.values():
            self.check_lead(unit, labels)
            for point in unit.points:
                if point.parent not in parents:
                    self.fault(
                        point.line,
                        "所属学校",
                        f"教学点“{point.name}”的所属学校“{point.parent}”不在名册中。",
                        f"{point.parent or 'the parent'} of teaching point {point.name} is not "
                        "in the roster. Give the name of its parent school.",
                    )
            for mistake in conflicts(unit, self.known):
                self.fault(*mistake)

    def check_lead(self, unit: Unit, labels: set[str]) -> None:
        """Every unit has a lead or is registered, and goes by a name (of `labels`) of its own."""
        has_lead = any(each.role == LEAD for each in unit.schools)
        if has_lead and unit.label in labels:
            self.fault(
                unit.schools[0].line,
                "学区",
                f"名册中有两个“{unit.label}”。请改用不同的名称。",
                f"the roster has two districts {unit.label}. Give them different names.",
            )
        labels.add(unit.label)
        if has_lead or unit.printed in self.known.consortia:
            return
        for each in (*unit.schools, *unit.points):
            self.fault(
                each.line,
                "学区",
                f"没有“{unit.printed}”：名册中无它的龙头学校行，也未登记。请更正名称或补上龙头学校。",
                f"there is no {unit.printed}: the roster has no row for its lead school and it is "
                "not registered. Correct the name or add the lead school.",
            )


def _plain(text: str) -> str:
    """The text without spaces, punctuation in its half-width form."""
    table = str.maketrans("\uff08\uff09\uff1a\uff0c\uff0b", "():,+")
    return "".join(text.split()).translate(table)
