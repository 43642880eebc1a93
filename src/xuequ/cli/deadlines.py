"""`xuequ cases sweep`: what days bring about in cases by themselves."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

HELP = "close steps whose time is over, tell who is late, remind whose last day is near"


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add_format(acts.add_parser("sweep", help="look at every open case; run it every hour"))


def run(chosen: Namespace) -> int:
    """Exits 1 if a case could not go on; it is tried again at the next run."""
    from django.utils import timezone

    from xuequ.cases.services.sweeping import sweep

    swept = sweep(timezone.now())
    columns = (
        Column("moved", "已流转", "Moved on", number=True),
        Column("late", "新超时", "Became late", number=True),
        Column("reminded", "已提醒人次", "Reminded", number=True),
        Column("failed", "未能流转", "Failed", number=True),
        Column("which", "事项和原因", "Which, and why"),
    )
    which = "; ".join(swept.failed) or None
    row = (swept.moved, swept.late, swept.reminded, len(swept.failed), which)
    show(Table(Text("办理期限检查", "Deadlines of cases"), columns, [row]), chosen)
    return 1 if swept.failed else 0
