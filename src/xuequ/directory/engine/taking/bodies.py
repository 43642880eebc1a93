"""A sheet of standing bodies: which are new, which end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .consortia import Union, Unions
from .marks import Marks, Spell, Unclear, check_order, day

KINDS = {
    "leading_group": Text("领导小组", "leading group"),
    "committee": Text("委员会", "committee"),
    "office": Text("办公室", "office"),
    "centre": Text("管理中心", "centre"),
    "decision": Text("决策机构", "decision-making body"),
    "execution": Text("执行机构", "executive body"),
    "supervision": Text("监督机构", "supervisory body"),
    "management": Text("管理机构", "management organ"),
}
ENDINGS = {"领导小组": "leading_group", "委员会": "committee", "办公室": "office", "中心": "centre"}


@dataclass(frozen=True, slots=True)
class Body:
    """A body as registered."""

    id: int
    kind: str
    spell: Spell


@dataclass(frozen=True, slots=True)
class Known:
    """The consortia, and the bodies by consortium (none for the authority's own) and name."""

    unions: Unions
    bodies: Mapping[tuple[int | None, str], Sequence[Body]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something: a new body, or the end of `body`."""

    line: int
    name: str
    union: int | None
    kind: str
    since: date
    until: date | None
    body: int | None = None


def read_bodies(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: the day from which new bodies are there, where a row says none.
    """
    entries: list[Entry] = []
    seen: dict[tuple[int | None, str, date | None], int] = {}
    for row in rows:
        told = len(marks.problems)
        union = union_of(row, known.unions, marks)
        if len(marks.problems) > told:
            continue
        key = (union.id if union else None, row.text("name"), day(row, "since"))
        line = seen.setdefault(key, row.line)
        if line != row.line:
            marks.twice(row.line, "name", line)
            continue
        entry = _read(row, union, known, marks, since)
        if entry is not None and len(marks.problems) == told:
            entries.append(entry)
    return entries


def union_of(row: Row, unions: Unions, marks: Marks) -> Union | None:
    """The consortium a row names; none if it names none, or a fault told."""
    if not row.text("consortium"):
        return None
    try:
        return unions.find(row.text("consortium"))
    except Unclear as unclear:
        marks.unclear(row.line, unclear)
        return None


def _read(row: Row, union: Union | None, known: Known, marks: Marks, since: date) -> Entry | None:
    name, until = row.text("name"), day(row, "until")
    pk = union.id if union else None
    held = known.bodies.get((pk, name), ())
    begins = day(row, "since")
    start = begins or max(since, union.since if union else since)
    body = next(
        (
            each
            for each in held
            if each.spell.since == begins
            or each.spell.holds(start)
            or (begins is None and until is not None and each.spell.until == until)
        ),
        None,
    )
    if body is not None:
        _check_kind(row, body, marks)
        check_order(marks, row, body.spell.since)
        if until in {None, body.spell.until}:
            return None
        return Entry(row.line, name, pk, body.kind, body.spell.since, until, body.id)
    check_order(marks, row, start)
    _check_room(row, union, start, until, marks)
    if any(each.spell.meets(start, until) for each in held):
        first = min(each.spell.since for each in held if each.spell.meets(start, until))
        marks.fault(
            row.line,
            "since",
            f"“{name}”登记自{first}起。请改为该日或留空。",
            f"{name} is registered from {first}. Give that day, or leave it empty.",
        )
    until = until or (union.until if union else None)
    return Entry(row.line, name, pk, _kind(row, marks), start, until)


def _kind(row: Row, marks: Marks) -> str:
    name, kind = row.text("name"), row.text("kind")
    kind = kind or next((code for end, code in ENDINGS.items() if name.endswith(end)), "")
    if not kind:
        marks.fault(
            row.line,
            "kind",
            f"从“{name}”看不出机构类别。请填写。",
            f"the name {name} does not tell what kind of body it is; say so.",
        )
    return kind


def _check_kind(row: Row, body: Body, marks: Marks) -> None:
    kind = row.text("kind")
    if kind and body.kind in KINDS and kind != body.kind:
        marks.fault(
            row.line,
            "kind",
            "该机构登记的类别不同，不能用表格更改。请改回或留空。",
            "the body is registered as of another kind, which no sheet changes. Put it back, or "
            "leave it empty.",
        )


def _check_room(
    row: Row, union: Union | None, start: date, until: date | None, marks: Marks
) -> None:
    """A body is there only while its consortium is."""
    if union is None:
        return
    if start < union.since:
        marks.fault(
            row.line,
            "since",
            f"“{union.label}”自{union.since}起才有登记。请改为该日或更晚。",
            f"{union.label} is registered only from {union.since}. Give that day or a later one.",
        )
    elif union.until is not None and (start >= union.until or (until or start) > union.until):
        marks.fault(
            row.line,
            "since" if start >= union.until else "until",
            f"“{union.label}”于{union.until}终止。请改为该日以前。",
            f"{union.label} ends on {union.until}. Choose days before that.",
        )
