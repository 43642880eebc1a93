"""How many applications of a round were not confirmed, and children not placed, by reason."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from xuequ.kernel.table import Table
from xuequ.kernel.text import Text
from xuequ.surveys.engine.suppression import shown

from ...engine.telling.reasons import LEAST, table_of
from ...models import Application, Check, Move, Round
from ..placing import queued
from .seats import NOWHERE, seated

STATES = ("returned", "withdrawn", "submitted")
GIVEN_UP = ("declined", "silent")


def counts_of(found: Round, now: datetime) -> dict[str, Counter[str]]:
    """By group and closed code; nothing of places before the result is told."""
    return {"not_confirmed": _not_confirmed(found), "not_placed": _not_placed(found, now)}


def reasons_table(found: Round, now: datetime) -> Table:
    """All the counts, for those who answer for the round."""
    title = Text(f"{found}未确认、未录取原因", f"{found}: not confirmed, not placed, by reason")
    return table_of(title, counts_of(found, now), None)


def public_reasons(found: Round, now: datetime) -> Table:
    """The counts without the small ones, nor those that would give them away."""
    counts = counts_of(found, now)
    may = {group: shown(each, LEAST) for group, each in counts.items()}
    return table_of(Text("未确认、未录取原因", "Not confirmed, not placed"), counts, may)


def in_words(table: Table) -> Table:
    """The same for a page, where a code says nothing that the reason does not say."""
    keep = [at for at, each in enumerate(table.columns) if each.code != "code"]
    rows = [tuple(row[at] for at in keep) for row in table.rows]
    return Table(table.title, tuple(table.columns[at] for at in keep), rows, table.notes)


def _not_confirmed(found: Round) -> Counter[str]:
    rows = Application.objects.filter(round=found, version__gte=1)
    counts = Counter(rows.filter(state__in=STATES).values_list("state", flat=True))
    refused = rows.filter(state="refused").values_list("pk", flat=True)
    checks = Check.objects.filter(application__in=refused, ended_at=None, verdict="refuse")
    grounds = {
        each.application_id: each.ground or "other" for each in checks.order_by("version", "reader")
    }
    return counts + Counter(grounds.get(pk, "other") for pk in refused)


def _not_placed(found: Round, now: datetime) -> Counter[str]:
    rows = seated(now).filter(outcome__round=found, seat=NOWHERE)
    keys = list(rows.values_list("application", flat=True))
    moves = Move.objects.filter(application__in=keys, is_current=True)
    causes = dict(moves.values_list("application", "cause"))
    waits = set(queued(now).filter(outcome__round=found).values_list("application", flat=True))

    def code(key: int) -> str:
        if causes.get(key) in GIVEN_UP:
            return causes[key]
        return "full" if key in waits else "no_school"

    return Counter(code(key) for key in keys)
