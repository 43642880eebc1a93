"""A sheet of next schools: which schools get another one, and from when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from ..feeders import is_circle
from ..identity import clean
from .marks import Marks, Spell, Unclear, at, day
from .sites import Site, Sites, check_life, site_of


@dataclass(frozen=True, slots=True)
class Known:
    """The schools, and the next school of each by span of days (value: next)."""

    sites: Sites
    feeders: Mapping[int, Sequence[Spell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something."""

    line: int
    school: int
    next: int
    since: date


def read_feeders(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: the day from which a row holds that gives none.
    """
    entries: list[Entry] = []
    seen: dict[int, int] = {}
    table: dict[int, int] = {}
    for row in rows:
        school, following = site_of(row, known.sites, marks), _next(row, known.sites, marks)
        if school is None or following is None:
            continue
        line = seen.setdefault(school.id, row.line)
        if line != row.line:
            marks.twice(row.line, "school", line)
            continue
        table[school.id] = following.id
        entries += _read(row, school, following, known, since, marks)
    _check_circles(entries, table, known, marks)
    return entries


def _next(row: Row, sites: Sites, marks: Marks) -> Site | None:
    code, name = clean(row.text("next_code")), row.text("next_school")
    if not code and not name:
        marks.fault(
            row.line,
            "next_school",
            "请填写升入学校的名称或标识码。",
            "give the name or the code of the next school.",
        )
        return None
    try:
        return sites.find(code, name)
    except Unclear as unclear:
        column = {"school": "next_school", "school_code": "next_code"}[unclear.column]
        marks.say(row.line, column, unclear.text)
        return None


def _read(
    row: Row, school: Site, following: Site, known: Known, since: date, marks: Marks
) -> list[Entry]:
    """Nothing, if the row says what is registered."""
    if school.id == following.id:
        marks.fault(
            row.line,
            "next_school",
            "升入学校不能是本校。本校续读下一年级的不用登记。",
            "the next school cannot be the school itself; who goes on within it needs no row.",
        )
        return []
    begins = day(row, "since") or since
    held = at(known.feeders.get(school.id, ()), begins)
    if held is not None and held.values["next"] == following.id:
        return []
    for each in (school, following):
        check_life(marks, row.line, each, begins, each.until)
    return [Entry(row.line, school.id, following.id, begins)]


def _check_circles(
    entries: Sequence[Entry], table: Mapping[int, int], known: Known, marks: Marks
) -> None:
    """Seen together with what is registered, no school comes after itself."""
    for each in entries:
        feeders = {
            school: int(str(spell.values["next"]))
            for school, spells in known.feeders.items()
            if (spell := at(spells, each.since)) is not None
        }
        feeders.update(table)
        if is_circle(each.school, each.next, feeders):
            marks.fault(
                each.line,
                "next_school",
                "升入学校又升回本校，形成循环。请核对两校的升入学校。",
                "from the next school one comes back to this one; check the next schools of both.",
            )
