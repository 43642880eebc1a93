"""Things of the work ledger for the addresses: made once for a consortium or a school."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Consortium, School
from xuequ.kernel.freezing import freeze
from xuequ.kernel.seal import digest
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.ledger.models import Excuse, SheetIssue

DAY = date(2026, 1, 1)
SHEET = Table(Text("工作配档", "work schedule"), (Column("item", "事项", "Item"),), [("演示",)])


def sheet_of(consortium: Consortium) -> int:
    """A published sheet of the consortium."""
    table = freeze(SHEET)
    made, _ = SheetIssue.objects.get_or_create(
        authority=consortium.authority,
        consortium=consortium,
        month=DAY,
        version=1,
        defaults={"table": table, "digest": digest(table)},
    )
    return int(made.pk)


def excuse_of(school: School) -> int:
    """An excuse of the school, in force."""
    made, _ = Excuse.objects.get_or_create(
        authority=school.authority,
        duty="duties.collective_prep",
        owner_kind="school",
        owner_id=school.pk,
        defaults={"reason": "演示", "decision": "文1号", "since": DAY},
    )
    return int(made.pk)
