"""Rows of the sheets a forecast is made from: which school, which year, and numbers that can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.directory.engine.taking.classes import (
    ClassKey,
    Known,
    grade_of,
    is_open,
    is_taught,
    year_in,
)
from xuequ.directory.engine.taking.marks import Marks, day
from xuequ.directory.engine.taking.sites import Site, site_of
from xuequ.kernel.periods import year_of
from xuequ.kernel.sheet import Row

MOST_CHILDREN, MOST_PUPILS, MOST_ROOMS, MOST_OF_A_CLASS = 20_000, 5_000, 500, 200
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is about, and what it says of it."""

    line: int
    key: Key
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """What rows are read against.

    Args:
        counted: (school, stage, year, grade) of which classes report pupils.
    """

    known: Known
    today: date
    counted: Collection[tuple[int, str, int, int]] = field(default=frozenset())


Reader = Callable[[Row, Site, Place, Marks], "Entry | None"]


def read(
    rows: Sequence[Row], read_row: Reader, *, place: Place, marks: Marks, column: str
) -> list[Entry]:
    """What the rows say, nothing twice; mistakes go to `marks`.

    Args:
        column: where it is told that a row stands twice.
    """
    entries: list[Entry] = []
    seen: dict[Key, int] = {}
    for row in rows:
        told = len(marks.problems)
        site = site_of(row, place.known.sites, marks)
        entry = read_row(row, site, place, marks) if site else None
        if entry is None or len(marks.problems) > told:
            continue
        first = seen.setdefault(entry.key, row.line)
        if first != row.line:
            marks.twice(row.line, column, first)
        else:
            entries.append(entry)
    return entries


def cohort(row: Row, site: Site, place: Place, marks: Marks) -> Entry | None:
    """Children of a catchment born in a year; the year must be over when they are counted."""
    born, counted_on = year_in(row, "born", marks), day(row, "day")
    count = _count(row, "count", marks, 0, MOST_CHILDREN)
    if born is None or counted_on is None or count is None:
        return None
    if counted_on > place.today:
        marks.fault(
            row.line,
            "day",
            f"统计日期{counted_on}还没有到。请写实际统计的日期。",
            f"{counted_on} is still to come; write the day of the count.",
        )
    elif counted_on < date(born + 1, 9, 1):
        marks.fault(
            row.line,
            "born",
            f"{born}-{born + 1}出生年度到{born + 1}年8月31日才结束，{counted_on}还数不全。"
            "请在9月1日以后统计，或核对出生年度。",
            f"the year of birth {born} ends on 31 August {born + 1}; on {counted_on} not all are "
            "born. Count from 1 September on, or check the year.",
        )
    primary = ClassKey(site.id, "primary", year_of(counted_on), 1, 0)
    is_taught(row, primary, place.known, marks, column="school")
    facts = {"count": count, "source": row.text("source")}
    return Entry(row.line, (site.id, born, counted_on), facts)


def past_roll(row: Row, site: Site, place: Place, marks: Marks) -> Entry | None:
    """Pupils of a grade in a school year of which no classes are kept."""
    year, grade = year_in(row, "year", marks), grade_of(row, marks)
    count = _count(row, "count", marks, 0, MOST_PUPILS)
    if year is None or grade is None or count is None:
        return None
    key = (site.id, grade[0], year, grade[1])
    if grade[0] == "senior":
        marks.fault(
            row.line,
            "grade",
            "预测只到九年级。请删去高中的行。",
            "the forecast goes up to grade 9; drop the rows of senior school.",
        )
    elif year > year_of(place.today):
        marks.fault(
            row.line,
            "year",
            f"{year}-{year + 1}学年还没有开始。请只填已有的学年。",
            f"the school year {year} has not begun; give only years that have.",
        )
    elif key in place.counted:
        marks.fault(
            row.line,
            "year",
            f"{year}-{year + 1}学年该年级已有班级和人数。"
            "如有错误，请用“班级信息表”更正，并删去本行。",
            f"the school year {year} has classes of this grade with their pupils. Mend those by "
            "the sheet of classes, and drop this row.",
        )
    elif is_open(row, site, year, marks):
        taught = ClassKey(site.id, grade[0], year, grade[1], 0)
        is_taught(row, taught, place.known, marks)
    return Entry(row.line, key, {"count": count})


def seats(row: Row, site: Site, place: Place, marks: Marks) -> Entry | None:
    """Classrooms of a stage from a school year on, and pupils of a class."""
    year = year_in(row, "year", marks)
    rooms = _count(row, "rooms", marks, 0, MOST_ROOMS)
    size = _count(row, "class_size", marks, 1, MOST_OF_A_CLASS)
    stage = row.text("stage")
    if year is None or rooms is None or size is None or not stage:
        return None
    is_taught(row, ClassKey(site.id, stage, year, 1, 0), place.known, marks)
    return Entry(row.line, (site.id, stage, year), {"rooms": rooms, "class_size": size})


def _count(row: Row, column: str, marks: Marks, least: int, most: int) -> int | None:
    value = row.values.get(column)
    if not isinstance(value, int):
        return None
    if least <= value <= most:
        return value
    marks.fault(
        row.line,
        column,
        f"{value}不合常理（{least}至{most}）。请核对。",
        f"{value} cannot be ({least} to {most}); check the number.",
    )
    return None
