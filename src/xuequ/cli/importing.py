"""`xuequ import`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, day
from .printing import add_format, show

HELP = "bring in a sheet; all rows are taken or none"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("sheet", help="which sheet, e.g. roster")
    parser.add_argument("file", type=Path, help=".xlsx, .csv, or for timetables .xml, .fet, .zip")
    parser.add_argument("--authority", required=True, help="name, short name or profile")
    parser.add_argument("--from", dest="since", type=day, required=True, help="2018-09-01")
    parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
    add_format(parser)


def run(chosen: Namespace) -> int:
    from django.db import transaction

    from xuequ.intake.queries import sheets
    from xuequ.intake.services import import_sheet
    from xuequ.kernel.actors import program

    from .failure import Unanswerable

    actor = program("command line")
    known = sheets(seen_by=actor)
    if chosen.sheet not in known:
        names = ", ".join(known)
        raise Unanswerable(f"没有这种表。可用：{names}", f"no such sheet. There are: {names}")
    with transaction.atomic():
        counts = import_sheet(
            known[chosen.sheet],
            chosen.file.name,
            chosen.file.read_bytes(),
            authority=authority(chosen.authority),
            since=chosen.since,
            actor=actor,
        )
        transaction.set_rollback(chosen.dry_run)
    columns = (Column("new", "新增", "New"), Column("count", "数量", "Count", number=True))
    show(Table(Text("导入结果", "Imported"), columns, list(counts.items())), chosen)
    return 0
