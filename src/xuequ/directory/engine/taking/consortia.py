"""A sheet of districts and groups: which are new, what of the others has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from ..policy import Form
from .marks import Marks, Spell, Unclear, at, check_order, day, differing, said

FACTS = ("mode", "recognition", "goal")
NAMELESS = "无"  # what the sheet says of an official name that the source lacks
KINDS = {
    "district": "学区", "group": "教育集团", "alliance": "学校联盟", "union": "教育联合体",
    "cluster": "学校集群",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Union:
    """A consortium as registered."""

    id: int
    label: str
    kind: str
    since: date
    until: date | None = None
    name: str | None = None


class Unions:
    """The consortia of an authority, to be found by the name in use or the official one."""

    def __init__(self, unions: Sequence[Union]) -> None:
        self.by_id = {each.id: each for each in unions}
        self._named: dict[str, list[Union]] = {}
        for each in unions:
            for name in {each.label, each.name} - {None}:
                self._named.setdefault(str(name), []).append(each)

    def named(self, name: str) -> Union | None:
        """Who goes by a name; one that still exists before others, the latest of those."""
        found = self._named.get(name, [])
        return max(found, key=lambda each: (each.until is None, each.since), default=None)

    def find(self, name: str) -> Union:
        """The consortium meant.

        Raises:
            Unclear: none of that name is registered.
        """
        found = self.named(name)
        if found is None:
            raise Unclear(
                "consortium",
                f"没有登记名为“{name}”的学区或集团。请核对，或先用“学区集团信息表”登记。",
                f"there is no district or group {name}; check the name, or register it first.",
            )
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered, and the locality's catalogue of forms."""

    unions: Unions
    standings: Mapping[int, Sequence[Spell]] = field(default_factory=dict)
    forms: Sequence[Form] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something: a new consortium, or facts and official name of `union`."""

    line: int
    label: str
    kind: str
    since: date
    until: date | None
    union: int | None = None
    name: str | None = None  # none: it has none, or keeps the one it has
    facts: Mapping[str, object] = field(default_factory=dict)


def read_consortia(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: the day from which new ones are there and changes hold, where a row says none.
    """
    forms = {
        _plain(text): form.code
        for form in known.forms
        for text in (form.code, form.name.zh, form.name.en, *form.same_as)
    }
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for row in rows:
        told = len(marks.problems)
        line = seen.setdefault(row.text("label"), row.line)
        if line != row.line:
            marks.twice(row.line, "label", line)
        facts = said(row, FACTS) | _form(row, forms, marks)
        union = known.unions.named(row.text("label"))
        if union is not None and union.until is not None:
            union = None  # of that name there was one; this is another
        entry = _new(row, facts, since, marks) if union is None else None
        if union is not None:
            entry = _changed(row, union, facts, known, marks, since)
        if entry is not None and len(marks.problems) == told:
            entries.append(entry)
    return entries


def _form(row: Row, forms: Mapping[str, str], marks: Marks) -> dict[str, object]:
    text = row.text("form")
    if not text:
        return {}
    form = forms.get(_plain(text))
    if form is None and forms:
        marks.fault(
            row.line,
            "form",
            f"目录中没有“{text}”。请按本地配置所列的形式填写。",
            f"the catalogue has no form «{text}». Use one the locality's profile lists.",
        )
    return {"form": form or text}


def _plain(text: str) -> str:
    """The text without spaces, punctuation in its half-width form."""
    table = str.maketrans("\uff08\uff09\uff1a\uff0c\uff0b", "():,+")
    return "".join(text.split()).translate(table)


def _new(row: Row, facts: Mapping[str, object], since: date, marks: Marks) -> Entry | None:
    label, formed = row.text("label"), day(row, "formed") or day(row, "since") or since
    check_order(marks, row, formed, first="formed")
    kind = row.text("kind") or ("group" if label.endswith("集团") else "district")
    name = row.text("name") or label
    return Entry(
        row.line,
        label,
        kind,
        formed,
        day(row, "until"),
        name=None if name == NAMELESS else name,
        facts=facts,
    )


def _changed(
    row: Row, union: Union, facts: Mapping[str, object], known: Known, marks: Marks, since: date
) -> Entry | None:
    """What differs; None for nothing."""
    _check_fixed(row, union, marks)
    begins = day(row, "since") or max(since, union.since)
    if begins < union.since:
        marks.fault(
            row.line,
            "since",
            f"“{union.label}”自{union.since}起才有登记。请改为该日或更晚。",
            f"{union.label} is registered only from {union.since}. Give that day or a later one.",
        )
    news = differing(at(known.standings.get(union.id, ()), begins), facts)
    name = row.text("name")
    renamed = name if name not in {"", NAMELESS, union.name} else None
    if not news and renamed is None:
        return None
    return Entry(
        row.line, union.label, union.kind, begins, None, union=union.id, name=renamed, facts=news
    )


def _check_fixed(row: Row, union: Union, marks: Marks) -> None:
    """Sort, first and last day are not changed by a sheet."""
    formed, until = day(row, "formed"), day(row, "until")
    if formed not in {None, union.since}:
        marks.fault(
            row.line,
            "formed",
            f"“{union.label}”登记的成立日期是{union.since}。请改为该日或留空。",
            f"{union.label} is registered from {union.since}. Give that day, or leave it empty.",
        )
    if until not in {None, union.until}:
        marks.fault(
            row.line,
            "until",
            f"“{union.label}”现仍在。撤销涉及成员校和机构，请到其页面办理，此处留空。",
            f"{union.label} goes on. Dissolving it concerns its members and bodies: do it on its "
            "page, and leave this empty.",
        )
    if row.text("kind") not in {"", union.kind}:
        now = KINDS[union.kind]
        marks.fault(
            row.line,
            "kind",
            f"“{union.label}”登记为{now}，类别不能用表格更改。请改回或留空。",
            f"{union.label} is registered as {union.kind}, which no sheet changes. Put it back, or "
            "leave it empty.",
        )
