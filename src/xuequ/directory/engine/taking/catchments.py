"""A sheet of catchments: which places and doors each school is to have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from xuequ.kernel.sheet import Row

from ..catchments.lists import HIGHEST, doors_text, line_text, lines_of
from ..catchments.overlaps import Listed, clashes
from ..catchments.types import NUMBER, Doors, Line, Side
from .marks import Marks
from .sites import Site, Sites, site_of

MOST_CHILDREN = 99_999


@dataclass(slots=True)
class Entry:
    """The list of a school at a stage, with the line of the sheet of each place."""

    site: Site
    stage: str
    area: str
    line: int
    lines: list[Line] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def read_catchments(rows: Sequence[Row], *, sites: Sites, marks: Marks) -> list[Entry]:
    """The lists the rows give; mistakes go to `marks`."""
    found: dict[tuple[int, str], Entry] = {}
    for row in rows:
        site, line = site_of(row, sites, marks), _line(row, marks)
        if site is None or line is None:
            continue
        stage, area = row.text("stage"), row.text("area")
        entry = found.setdefault((site.id, stage), Entry(site, stage, area, row.line))
        if entry.area != area:
            _another_area(row, entry, marks)
        entry.lines.append(line)
        entry.rows.append(row.line)
    for stage in ("primary", "junior"):
        _check(([each for each in found.values() if each.stage == stage]), marks)
    return list(found.values())


def _line(row: Row, marks: Marks) -> Line | None:
    first, last, children = (_number(row, code) for code in ("first", "last", "children"))
    for code, number, most in (
        ("first", first, HIGHEST),
        ("last", last, HIGHEST),
        ("children", children, MOST_CHILDREN),
    ):
        if number is not None and not 0 <= number <= most:
            marks.fault(
                row.line,
                code,
                f"“{number}”超出范围。请填写0至{most}的整数，或留空。",
                f"{number} is out of range; give a whole number from 0 to {most}, or leave it "
                "empty.",
            )
            return None
    side = cast(Side, row.text("side") or "all")
    doors = Doors(first, last, side, row.text("unit") or NUMBER)
    if doors.are_none or (first is not None and last is not None and last < first):
        marks.fault(
            row.line,
            "last",
            f"“{doors_text(doors)}”里没有一个门牌号。请核对起号、止号和单双号。",
            "there is no number in this range; check first, last and side.",
        )
        return None
    return _plain(row, Line(row.text("place"), doors, row.text("note"), children), marks)


def _plain(row: Row, line: Line, marks: Marks) -> Line | None:
    """The line as it is kept, if it reads the same as text."""
    found, faults = lines_of(line_text(line))
    if not faults and len(found) == 1 and found[0].doors == line.doors:
        return found[0]
    marks.fault(
        row.line,
        "place",
        "不能作为地点。请只写小区、道路或村的名称，门牌号写在起号、止号栏。",
        "this is no place; give only the name of an estate, road or village, and numbers in "
        "their own columns.",
    )
    return None


def _number(row: Row, code: str) -> int | None:
    value = row.values.get(code)
    return None if value is None else int(str(value))


def _another_area(row: Row, entry: Entry, marks: Marks) -> None:
    marks.fault(
        row.line,
        "area",
        f"同一所学校在第{entry.line}行的片区不同。请改为一致。",
        f"line {entry.line} names another area for the same school; let both be the same.",
    )


def _check(entries: Sequence[Entry], marks: Marks) -> None:
    """Within the sheet no door is given twice."""
    lists = {each.site.id: Listed(each.lines, each.area) for each in entries}
    at = {
        (each.site.id, id(line)): number
        for each in entries
        for line, number in zip(each.lines, each.rows, strict=True)
    }
    for clash in clashes(lists):
        one, other = at[clash.one, id(clash.line)], at[clash.other, id(clash.other_line)]
        first, second = sorted((one, other))
        marks.fault(
            second,
            "place",
            f"与第{first}行的门牌号重复。请改其中一行，或为共同服务的学校填写同一片区。",
            f"it shares doors with line {first}; change one of them, or name the same area for "
            "schools that are served together.",
        )
