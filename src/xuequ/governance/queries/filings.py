"""The official rosters as they were filed for the record (名册备案)."""

from __future__ import annotations

from django.db.models import QuerySet

from xuequ.directory.engine.reports import roster_table
from xuequ.directory.queries.scope import AUTHORITY, authorities, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.seal import digest
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..models import Filing


def may_read(actor: Actor) -> bool:
    """Only posts of an authority read a filed roster, which names every district and school."""
    return actor.everywhere or standing(actor) == AUTHORITY


def filings(*, seen_by: Actor) -> QuerySet[Filing]:
    """What was filed by the actor's own authority, and by those below it for its own posts."""
    found = Filing.objects.filter(authority__in=authorities(seen_by=seen_by))
    return found.select_related("authority")


def is_whole(filing: Filing) -> bool:
    """Are the rows still those whose digest was filed?"""
    return digest(filing.roster) == filing.digest


def frozen(filing: Filing) -> Table:
    """The roster as it was filed."""
    plain = roster_table(filing.authority.name, filing.as_of, [], EMPTY)
    notes = (
        Text(
            f"备案回执：{filing.receipt}；备案日期：{filing.filed_on}。",
            f"Receipt: {filing.receipt}; filed on {filing.filed_on}.",
        ),
        Text(f"SHA-256：{filing.digest}", f"SHA-256: {filing.digest}"),
    )
    columns = plain.columns
    if any(len(row) != len(columns) for row in filing.roster):  # filed in another layout
        most = max(len(row) for row in filing.roster)
        columns = tuple(Column(f"c{n}", f"第{n}列", f"Column {n}") for n in range(1, most + 1))
    rows = [(*row, *[""] * (len(columns) - len(row))) for row in filing.roster]
    return Table(plain.title, columns, rows, notes)


EMPTY = {"consortia": 0, "schools": 0, "points": 0}


def filing_table(found: QuerySet[Filing]) -> Table:
    """Every filing: the authority, the days, receipt, rows and digest."""
    return Table(
        Text("名册备案", "Filed rosters"),
        (
            Column("authority", "教育局", "Authority"),
            Column("as_of", "名册截至", "Roster as of"),
            Column("filed_on", "备案日期", "Filed on"),
            Column("receipt", "备案回执", "Receipt"),
            Column("rows", "行数", "Rows", number=True),
            Column("digest", "SHA-256", "SHA-256"),
            Column("case", "办理事项编号", "Case"),
        ),
        [
            (
                each.authority.name,
                each.as_of,
                each.filed_on,
                each.receipt,
                len(each.roster),
                each.digest,
                each.source,
            )
            for each in found
        ],
    )
