"""A sheet of teaching points: which are new, which end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from .marks import Marks, Spell, check_order, day
from .sites import Site, Sites, check_life, site_of


@dataclass(frozen=True, slots=True)
class Point:
    """A teaching point as registered."""

    id: int
    spell: Spell


@dataclass(frozen=True, slots=True)
class Known:
    """The schools, and their teaching points by parent and name, the latest last."""

    sites: Sites
    points: Mapping[tuple[int, str], Sequence[Point]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something: a new point, or the end of `point`."""

    line: int
    parent: int
    name: str
    since: date
    until: date | None
    point: int | None = None


def read_points(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: the day from which new points are there, where a row says none.
    """
    entries: list[Entry] = []
    seen: dict[tuple[int, str], int] = {}
    for row in rows:
        site = site_of(row, known.sites, marks)
        if site is None:
            continue
        line = seen.setdefault((site.id, row.text("name")), row.line)
        if line != row.line:
            marks.twice(row.line, "name", line)
            continue
        entries += _read(row, site, known, since, marks)
    return entries


def _read(row: Row, site: Site, known: Known, since: date, marks: Marks) -> list[Entry]:
    """Nothing, if the row says what is registered."""
    begins, until = day(row, "since"), day(row, "until")
    held = known.points.get((site.id, row.text("name")), ())
    last = held[-1] if held else None
    same = next((each for each in held if each.spell.since == begins), None)
    meant = same or (last if begins is None or (last and last.spell.until is None) else None)
    if meant is not None:
        first = meant.spell.since
        if begins not in {None, first}:
            marks.fault(
                row.line,
                "since",
                f"该教学点登记自{first}起。请改为该日或留空。",
                f"the teaching point is registered from {first}. Give that day, or leave it empty.",
            )
        if check_order(marks, row, first) and until not in {None, meant.spell.until}:
            return [Entry(row.line, site.id, row.text("name"), first, until, meant.id)]
        return []
    begins = begins or max(since, site.since)
    if last and last.spell.until and begins < last.spell.until:
        marks.fault(
            row.line,
            "since",
            f"同名教学点到{last.spell.until}才终止。请改为该日或更晚。",
            f"a teaching point of that name ends only on {last.spell.until}. "
            "Give that day or a later one.",
        )
    if check_order(marks, row, begins):
        check_life(marks, row.line, site, begins, until)
    return [Entry(row.line, site.id, row.text("name"), begins, until)]
