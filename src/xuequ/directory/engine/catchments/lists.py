"""The list of a catchment as text, one place a line, both ways.

益田村
益田村 1-99号 单号
福强路 100号以上
翠竹里 1-9栋、12栋（不含商铺）
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .types import ALL, NUMBER, Doors, Line, Side
from .words import UNITS, spelled

LONGEST_PLACE, LONGEST_NOTE, HIGHEST = 60, 100, 99999
SIDES: dict[str, Side] = {"单号": "odd", "双号": "even", "单": "odd", "双": "even"}
SIDE = re.compile(r"\s*\(?(?<!\d)(单号|双号|单|双)\)?$")
CHILDREN = re.compile(r"\s*(?<!\d)(\d{1,6})人$")
NOTE = re.compile(r"\s*\(([^()]*)\)$")
RANGE = rf"(\d+)(?:[{UNITS}]?-(\d+))?([{UNITS}]?)(以上|以后|起|以下|以前)?"
DOORS = re.compile(rf"(?:^|\s|(?<=\D))({RANGE}(?:[、,;]\s*{RANGE})*)$")
ONE = re.compile(RANGE)

Wrong = Literal["no-place", "too-long", "no-such-doors", "too-high"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read: which one (from 1), its text, what is wrong."""

    line: int
    text: str
    wrong: Wrong


def lines_of(text: str) -> tuple[list[Line], list[Fault]]:
    """Read a list; empty lines count and are left out.

    Returns:
        The lines in their order, ranges of one place apart, and the faults.
    """
    lines: list[Line] = []
    faults: list[Fault] = []
    for at, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        found = _read(spelled(raw))
        if isinstance(found, str):
            faults.append(Fault(at, raw.strip(), found))
        else:
            lines += found
    return lines, faults


def text_of(lines: Sequence[Line]) -> str:
    """The list as it is kept and shown: what `lines_of` reads again."""
    return "\n".join(line_text(each) for each in lines)


def line_text(line: Line) -> str:
    """One line of it."""
    doors = doors_text(line.doors)
    note = f"（{line.note}）" if line.note else ""
    counted = "" if line.children is None else f" {line.children}人"
    return f"{line.place} {doors}{note}{counted}" if doors else f"{line.place}{note}{counted}"


def doors_text(doors: Doors) -> str:
    """The doors in Chinese as the legal lists write them; nothing where all belong."""
    if doors.are_all:
        return ""
    unit = doors.unit
    match doors.first, doors.last:
        case None, None:
            numbers = ""
        case None, last:
            numbers = f"{last}{unit}以下"
        case first, None:
            numbers = f"{first}{unit}以上"
        case first, last:
            numbers = f"{first}{unit}" if first == last else f"{first}-{last}{unit}"
    side = {"all": "", "odd": "单号", "even": "双号"}[doors.side]
    return " ".join(each for each in (numbers, side) if each)


def _read(text: str) -> list[Line] | Wrong:
    """The lines of one row of text, or what is wrong with it."""
    note, side, children = "", None, None
    if counted := CHILDREN.search(text):
        children, text = int(counted[1]), text[: counted.start()].rstrip()
    if (found := SIDE.search(text)) is None and (noted := NOTE.search(text)):
        note, text = noted[1].strip(), text[: noted.start()].rstrip()
        found = SIDE.search(text)
    if found and text[: found.start()].strip():
        side, text = SIDES[found[1]], text[: found.start()].rstrip()
    place, spans = _parted(text)
    if not any(each.isalpha() for each in place):
        return "no-place"
    if len(place) > LONGEST_PLACE or len(note) > LONGEST_NOTE:
        return "too-long"
    doors = [_doors(each, side or "all") for each in spans] or [Doors(side=side or "all")]
    if wrong := _wrong(doors):
        return wrong
    more = None if children is None else 0  # the number is that of all ranges together
    return [Line(place, each, note, more if n else children) for n, each in enumerate(doors)]


def _wrong(doors: Sequence[Doors]) -> Wrong | None:
    if any(number > HIGHEST for each in doors for number in (each.first, each.last) if number):
        return "too-high"
    return "no-such-doors" if any(each.are_none for each in doors) else None


def _parted(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """Place and ranges; a number without a unit is one only after a blank."""
    found = DOORS.search(text)
    if found is None:
        return text, []
    place = text[: found.start(1)]
    spans = [tuple(each) for each in ONE.findall(found[1])]
    if not place.endswith(" ") and not any(unit for _, _, unit, _ in spans):
        return text, []
    return place.rstrip(), spans


def _doors(span: tuple[str, ...], side: Side) -> Doors:
    first, last, unit, reach = span
    low = int(first)
    unit = unit or NUMBER
    if last:
        return Doors(low, int(last), side, unit)
    if reach in {"以上", "以后", "起"}:
        return Doors(low, None, side, unit)
    if reach:
        return Doors(None, low, side, unit)
    return Doors(low, low, side, unit)


__all__ = ["ALL", "Fault", "doors_text", "line_text", "lines_of", "text_of"]
