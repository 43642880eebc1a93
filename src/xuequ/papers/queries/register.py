"""The register of papers: filtered, in the order of numbers, and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.numbers import read_number
from ..models import Paper, PaperState
from .kinds import kind_of
from .scope import papers

STATES = {
    "draft": Text("草稿", "draft"),
    "issued": Text("已印发", "issued"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
COLUMNS = (
    Column("number", "发文字号", "Number"),
    Column("title", "标题", "Title"),
    Column("kind", "种类", "Kind"),
    Column("place", "发文单位", "Issued by"),
    Column("issued_on", "印发日期", "Issued"),
    Column("state", "状态", "State"),
    Column("pdf", "PDF 文件 SHA-256", "SHA-256 of the PDF"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to; empty for everything."""

    kind: str = ""
    state: str = ""
    year: str = ""
    place: str = ""  # "authority", "consortium:3", "school:7"
    words: str = ""

    @property
    def is_any(self) -> bool:
        return any((self.kind, self.state, self.year, self.place, self.words))


def wanted_of(asked: Mapping[str, str], words: str) -> Wanted:
    """What an address asks for; what cannot be is left out."""
    state, year = asked.get("state", ""), asked.get("year", "")
    return Wanted(
        kind=asked.get("kind", "")[:60].replace("\0", ""),
        state=state if state in PaperState.values else "",
        year=year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
        place=asked.get("place", "")[:40],
        words=words,
    )


def register(wanted: Wanted, *, seen_by: Actor, on: date) -> QuerySet[Paper]:
    """The papers in scope, drafts first, then the latest day, within it the highest number."""
    rows = papers(seen_by=seen_by, on=on)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.year:
        year = int(wanted.year)
        rows = rows.filter(Q(issued_on__year=year) | Q(issued_on=None, period_on__year=year))
    if wanted.words:
        rows = rows.filter(_said(wanted.words))
    if wanted.place:
        rows = rows.filter(_at(wanted.place))
    return rows.order_by(
        F("issued_on").desc(nulls_first=True), F("ordinal").desc(nulls_first=True), "-pk"
    )


def _said(words: str) -> Q:
    number = read_number(words)
    if number is not None:
        return Q(series__word=number.word, year=number.year, ordinal=number.ordinal)
    return Q(title__icontains=words)


def _at(place: str) -> Q:
    sort, _, id = place.partition(":")
    if sort == "authority":
        return Q(consortium=None, school=None)
    if sort in {"consortium", "school"} and id.isascii() and id.isdecimal() and len(id) < 18:
        return Q(**{sort: int(id)})
    return Q(pk=None)


def places_of(*, seen_by: Actor, on: date) -> list[tuple[str, str]]:
    """The places whose papers are in scope, for a list to choose from."""
    rows = papers(seen_by=seen_by, on=on).order_by()
    found: list[tuple[str, str]] = []
    if rows.filter(consortium=None, school=None).exists():
        found.append(("authority", ""))
    for sort, name in (("consortium", "consortium__label"), ("school", "school__name")):
        held = rows.exclude(**{sort: None}).values_list(sort, name).distinct()
        found += [(f"{sort}:{id}", label) for id, label in sorted(held, key=lambda each: each[1])]
    return found


def years_of(*, seen_by: Actor, on: date) -> list[int]:
    """The years in which papers in scope were issued, the latest first."""
    days = papers(seen_by=seen_by, on=on).exclude(issued_on=None).order_by()
    found = days.values_list("issued_on__year", flat=True).distinct()
    return sorted(found, reverse=True)


def table(rows: QuerySet[Paper]) -> Table:
    """The register as a table."""
    cells = [
        (
            paper.number or None,
            paper.title,
            kind_of(paper.kind).title,
            paper.place.name,
            paper.issued_on,
            STATES[paper.state],
            paper.pdf.digest if paper.pdf else None,
        )
        for paper in rows.select_related("pdf")
    ]
    return Table(Text("文件登记簿", "Register of papers"), COLUMNS, cells)
