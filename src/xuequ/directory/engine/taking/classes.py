"""Sheets of classes: which class a row means, and how many pupils it reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xuequ.kernel.periods import year_of
from xuequ.kernel.sheet import Row

from .marks import Marks, Spell, day
from .sites import Site, Sites, site_of

GRADES = {"primary": (1, 6), "junior": (6, 9), "senior": (10, 12)}  # 6: where primary has five
USUAL = {**dict.fromkeys(range(1, 7), "primary"), **dict.fromkeys(range(7, 10), "junior"),
         **dict.fromkeys(range(10, 13), "senior")}  # fmt: skip
STAGE_NAMES = {"primary": "小学", "junior": "初中", "senior": "高中"}
NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
SAID = {"小": 0, "初": 6, "高": 9}
YEAR = re.compile(r"(\d{4})(?:\s*[-—–~/至]+\s*(\d{2}|\d{4}))?\s*(?:学年(?:度)?)?")
DIGITS = r"(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})"
# Before it may stand the grade: 七年级（1）班, 七(1), 初一3班.
NUMBER = re.compile(
    rf"(?:[初高小]?{DIGITS}(?:年级?|级)?(?=[(（\[])|{DIGITS}年级?|[初高][一二三])?"
    rf"[(（\[]?({DIGITS})[)）\]]?班?"
)
UNDIVIDED = ("0", "0班", "待分班", "未分班")  # a class of those not divided into classes yet
LARGEST = 99  # the highest number of a class
MOST = 150  # pupils reported of one class; more is a slip


class ClassKey(NamedTuple):
    """Which class it is."""

    site: int
    stage: str
    year: int
    grade: int
    number: int


@dataclass(frozen=True, slots=True)
class Room:
    """A class as registered."""

    id: int
    pupil_count: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The schools with the stages they teach, and their classes."""

    sites: Sites
    sections: Mapping[int, Sequence[Spell]] = field(default_factory=dict)  # values: stage
    rooms: Mapping[ClassKey, Room] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something: a new class, or another number of pupils of `room`."""

    line: int
    key: ClassKey
    pupil_count: int | None
    room: int | None = None


def read_classes(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: a day of the school year meant where a row says none.
    """
    entries: list[Entry] = []
    seen: dict[ClassKey, int] = {}
    for row in rows:
        told = len(marks.problems)
        key = class_key(row, known.sites, marks, since, column="number")
        count = _count(row, marks)
        if key is None or len(marks.problems) > told:
            continue
        line = seen.setdefault(key, row.line)
        if line != row.line:
            marks.twice(row.line, "number", line)
        elif is_taught(row, key, known, marks):
            room = known.rooms.get(key)
            if room is None or count not in {None, room.pupil_count}:
                entries.append(Entry(row.line, key, count, room.id if room else None))
    return entries


def class_key(row: Row, sites: Sites, marks: Marks, since: date, *, column: str) -> ClassKey | None:
    """Which class a row means, or a fault told; `column` holds the number of the class."""
    site = site_of(row, sites, marks)
    grade = grade_of(row, marks)
    year = _year(row, marks, day(row, "since") or since)
    number = _number(row, column, marks)
    if site is None or grade is None or year is None or number is None:
        return None
    if not is_open(row, site, year, marks):
        return None
    stage, value = grade
    return ClassKey(site.id, stage, year, value, number)


def _number(row: Row, column: str, marks: Marks) -> int | None:
    text = "".join(row.text(column).split())
    found = NUMBER.fullmatch(text)
    value = _numeral(found[1]) if found else None
    if text in UNDIVIDED:
        return 0
    if text and (value is None or not 1 <= value <= LARGEST):
        marks.fault(
            row.line,
            column,
            f"“{text}”看不出是几班。请写班号，如1。",
            f"«{text}» is no class number; write one, e.g. 1.",
        )
        return None
    return value


def _numeral(text: str) -> int | None:
    return NUMERALS.get(text) or (int(text) if re.fullmatch(r"[0-9]{1,2}", text) else None)


def grade_of(row: Row, marks: Marks) -> tuple[str, int] | None:
    """Stage and grade; a grade is counted from the first of primary school."""
    text, stage = row.text("grade"), row.text("stage")
    if not text:
        return None
    value = _grade_said(text)
    stage = stage or USUAL.get(value or 0, "")
    first, last = GRADES.get(stage, (1, 12))
    if value is None or not first <= value <= last:
        name = STAGE_NAMES.get(stage, "")
        marks.fault(
            row.line,
            "grade",
            f"“{text}”不是{name}年级（{first}–{last}）。请从小学一年级数起，如初一写7。",
            f"«{text}» is no grade from {first} to {last}; count from the first of primary "
            "school: the first of junior is 7.",
        )
        return None
    return stage, value


def _grade_said(text: str) -> int | None:
    plain = "".join(text.split()).removesuffix("级").removesuffix("年")
    if plain[:1] in SAID and plain[1:] in NUMERALS:
        return SAID[plain[0]] + NUMERALS[plain[1:]]
    return _numeral(plain)


def _year(row: Row, marks: Marks, on: date) -> int | None:
    return year_in(row, "year", marks) if row.text("year") else year_of(on)


def year_in(row: Row, column: str, marks: Marks) -> int | None:
    """The school year a cell means, by the year it begins in; or a fault told."""
    text = row.text(column)
    found = YEAR.fullmatch(text)
    first = int(found[1]) if found else 0
    second = int(found[2]) if found and found[2] else (first + 1) % 100
    if not 1949 <= first <= 2199 or second % 100 != (first + 1) % 100:
        marks.fault(
            row.line,
            column,
            f"“{text}”不是学年。请写成2026-2027，或只写开始的年份2026。",
            f"«{text}» is no school year; write 2026-2027, or just the year it begins in.",
        )
        return None
    return first


def is_open(row: Row, site: Site, year: int, marks: Marks) -> bool:
    """Is the school there on some day of the school year?  If not, it is told."""
    first, last = date(year, 9, 1), date(year + 1, 9, 1)
    if site.since < last and (site.until is None or first < site.until):
        return True
    until = f"{site.until}" if site.until else "—"
    marks.fault(
        row.line,
        "year",
        f"“{site.name}”登记自{site.since}至{until}，{year}-{year + 1}学年不在其内。请核对学年。",
        f"{site.name} is registered from {site.since} to {until}; the school year {year} lies "
        "outside. Check the year.",
    )
    return False


def is_taught(row: Row, key: ClassKey, known: Known, marks: Marks, *, column: str = "") -> bool:
    """Does the school teach the stage that year, as far as its stages are known?

    Args:
        column: where it is told if it does not; stage or grade if nothing is said.
    """
    first, last = date(key.year, 9, 1), date(key.year + 1, 9, 1)
    spells = known.sections.get(key.site, ())
    taught = {str(each.values["stage"]) for each in spells if each.meets(first, last)}
    if not taught or key.stage in taught:
        return True
    name = known.sites.by_id[key.site].name
    now = "、".join(STAGE_NAMES[each] for each in STAGE_NAMES if each in taught)
    marks.fault(
        row.line,
        column or ("stage" if row.text("stage") else "grade"),
        f"“{name}”该学年登记的学段是{now}，没有{STAGE_NAMES[key.stage]}。请核对，或先更新学校的学段。",
        f"{name} teaches {', '.join(sorted(taught))} that year, not {key.stage}. Check the row, or "
        "change the stages of the school first.",
    )
    return False


def _count(row: Row, marks: Marks) -> int | None:
    count = row.values.get("pupil_count")
    if not isinstance(count, int):
        return None
    if not 0 <= count <= MOST:
        marks.fault(
            row.line,
            "pupil_count",
            f"一个班{count}人不合常理（0至{MOST}）。请核对。",
            f"{count} pupils in a class cannot be (0 to {MOST}); check the number.",
        )
    return count
