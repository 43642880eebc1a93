"""Rows of the sheet of plans: which round and school, and numbers that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuequ.directory.engine.taking.classes import year_in
from xuequ.directory.engine.taking.marks import Marks, parts
from xuequ.directory.engine.taking.sites import Site, Sites, site_of
from xuequ.kernel.sheet import Row

MOST_PLANNED, MOST_CLASSES = 5_000, 100


@dataclass(frozen=True, slots=True)
class KnownRound:
    """A round a row may mean.

    Args:
        schools: names of those that teach its stage when it opens, by primary key.
        elsewhere: names of rounds in which the catchment of a school applies, by its primary key.
        kinds: codes of kinds for whom seats are kept, by their names.
        is_closed: it has opened; nothing about it is changed any more.
    """

    id: int
    class_size: int | None
    schools: Mapping[int, str]
    planned: Mapping[int, str]
    elsewhere: Mapping[int, str]
    kinds: Mapping[str, str]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What a row says of a school; an empty cell says nothing and leaves what is there."""

    line: int
    round: int
    school: int
    values: Mapping[str, object]


Rounds = Mapping[tuple[int, str], KnownRound]


def read_plans(
    rows: Sequence[Row], *, sites: Sites, rounds: Rounds, marks: Marks
) -> list[PlanEntry]:
    """What the rows say, no school of a round twice; mistakes go to `marks`."""
    entries: list[PlanEntry] = []
    seen: dict[tuple[int, int], int] = {}
    met = _met(rows, sites, rounds)
    for row in rows:
        told = len(marks.problems)
        site = site_of(row, sites, marks)
        found = _round(row, rounds, marks)
        if site is None or found is None or not _fits(row, site, found, marks):
            continue
        values = _values(row, found, sites, met[found.id], marks)
        if len(marks.problems) > told:
            continue
        first = seen.setdefault((found.id, site.id), row.line)
        if first != row.line:
            marks.twice(row.line, "school", first)
        else:
            entries.append(PlanEntry(row.line, found.id, site.id, values))
    return entries


def _met(rows: Sequence[Row], sites: Sites, rounds: Rounds) -> dict[int, set[int]]:
    """By round, the schools of its plan, with those that the sheet adds."""
    found = {each.id: set(each.planned) for each in rounds.values()}
    for row in rows:
        silent = Marks("", {"school": "", "school_code": "", "year": ""})
        site, year = site_of(row, sites, silent), year_in(row, "year", silent)
        known = rounds.get((year or 0, row.text("round")))
        if site is not None and known is not None:
            found[known.id].add(site.id)
    return found


def _round(row: Row, rounds: Rounds, marks: Marks) -> KnownRound | None:
    year = year_in(row, "year", marks)
    if year is None:
        return None
    name = row.text("round")
    found = rounds.get((year, name))
    if found is None:
        marks.fault(
            row.line,
            "round",
            f"{year}年没有名为“{name}”的招生批次。请核对名称，或先新建批次。",
            f"there is no round {name} of {year}; check its name, or open the round first.",
        )
    elif found.is_closed:
        marks.fault(
            row.line,
            "round",
            f"“{name}”已公布并开始报名，计划不能再改。请删去本行。",
            f"{name} is published and has opened, its plan is not changed any more; drop the row.",
        )
        return None
    return found


def _fits(row: Row, site: Site, found: KnownRound, marks: Marks) -> bool:
    """May the school be in the plan of the round?  If not, it is told."""
    if site.id not in found.schools:
        marks.fault(
            row.line,
            "school",
            f"“{site.name}”在报名开始之日没有这一学段。请核对学校或批次。",
            f"{site.name} does not teach this stage on the day the round opens; check school and "
            "round.",
        )
        return False
    part = row.text("part") or found.planned.get(site.id, "home")
    if part == "home" and site.id in found.elsewhere:
        other = found.elsewhere[site.id]
        marks.fault(
            row.line,
            "part",
            f"“{site.name}”的地段已在“{other}”报名，一年只用一种方式。请先改那一批次的范围。",
            f"the catchment of {site.name} applies in {other} already; change its part there.",
        )
        return False
    return True


def _values(
    row: Row, found: KnownRound, sites: Sites, met: set[int], marks: Marks
) -> dict[str, object]:
    values: dict[str, object] = {}
    if part := row.text("part"):
        values["part"] = part
    for column, most in (("plan", MOST_PLANNED), ("classes", MOST_CLASSES), ("spare", 1_000)):
        count = row.values.get(column)
        if isinstance(count, int):
            _bounded(row, column, count, most, marks)
            values[column] = count
    _class_size(row, found, marks)
    if text := row.text("overflow"):
        values["overflow"] = _overflow(row, text, sites, met, marks)
    if text := row.text("kept"):
        values["kept"] = _kept(row, text, found.kinds, marks)
    return values


def _bounded(row: Row, column: str, count: int, most: int, marks: Marks) -> None:
    if not 0 <= count <= most:
        marks.fault(
            row.line,
            column,
            f"{count}不合常理（0至{most}）。请核对。",
            f"{count} cannot be (0 to {most}); check the number.",
        )


def _class_size(row: Row, found: KnownRound, marks: Marks) -> None:
    """The class size is that of the round: the sheet may repeat it, and not say another."""
    size = row.values.get("class_size")
    if isinstance(size, int) and size != found.class_size:
        now = found.class_size
        marks.fault(
            row.line,
            "class_size",
            f"本批次班额上限为{now or '未填'}，不是{size}。班额在批次中统一设定，请改正或留空。",
            f"a class of this round holds {now or 'nothing yet'}, not {size}; it is set for the "
            "whole round there: mend it or leave it empty.",
        )


def _overflow(row: Row, text: str, sites: Sites, met: set[int], marks: Marks) -> list[int]:
    found: list[int] = []
    own = site_of(row, sites, Marks("", {"school": "", "school_code": ""}))
    for name in parts(text):
        known = [each for each in sites.named(name) if each.id in met]
        if len(known) != 1 or (own is not None and known[0].id == own.id):
            marks.fault(
                row.line,
                "overflow",
                f"“{name}”不是本批次计划内的其他学校。请核对校名。",
                f"{name} is no other school of this plan; check its name.",
            )
        else:
            found.append(known[0].id)
    return found


def _kept(row: Row, text: str, kinds: Mapping[str, str], marks: Marks) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in parts(text):
        name, _, count = item.replace("：", ":").partition(":")
        if name.strip() not in kinds or not count.strip().isdecimal():
            told = "、".join(kinds) or "—"
            marks.fault(
                row.line,
                "kept",
                f"“{item}”应写成“类型:人数”，本批次的类型有：{told}。",
                f"write «{item}» as kind:number; the kinds of this round: {told}.",
            )
        elif int(count):
            found[kinds[name.strip()]] = int(count)
    return found
