"""`xuequ oneroster`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from . import importing
from .places import authority, day
from .printing import add_format, show

HELP = "give everything of an authority out as a OneRoster 1.2 bundle, or bring one in"
LEFT = {
    "pupils": Text("学生（未加 --in-full）", "pupils (without --in-full)"),
    "administrators": Text("三员任职", "posts of the three administrators"),
}


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    out = acts.add_parser("out", help="write a bundle")
    out.add_argument("file", type=Path, help="the archive to write, .zip")
    out.add_argument("--authority", required=True, help="name, short name or profile")
    out.add_argument("--on", type=day, default=None, help="the day to look at, 2026-09-01")
    out.add_argument(
        "--in-full", action="store_true", help="with pupils, ID numbers and telephones"
    )
    out.add_argument("--purpose", default="request", help="what for, with --in-full")
    out.add_argument("--reason", default="", help="why, with --in-full; it is recorded")
    add_format(out)
    into = acts.add_parser("in", help="bring a bundle in, all of it or nothing")
    into.add_argument("file", type=Path, help="the archive, .zip")
    into.add_argument("--authority", required=True, help="name, short name or profile")
    into.add_argument("--from", "--since", dest="since", type=day, required=True, help="2026-09-01")
    into.add_argument("--dry-run", action="store_true", help="show what would change, only that")
    add_format(into)


def run(chosen: Namespace) -> int:
    """Exits as `xuequ import` does."""
    if chosen.act == "in":
        chosen.sheet = "oneroster"
        return importing.run(chosen)
    from django.utils import timezone

    from xuequ.intake.services.giving import InFull, export_oneroster
    from xuequ.kernel.actors import program

    given = export_oneroster(
        authority(chosen.authority),
        on=chosen.on or timezone.localdate(),
        actor=program("command line"),
        in_full=InFull(chosen.purpose, chosen.reason) if chosen.in_full else None,
    )
    chosen.file.write_bytes(given.data)
    columns = (Column("file", "文件", "File"), Column("rows", "行数", "Rows", number=True))
    notes = tuple(
        Text(f"未包含：{LEFT[name].zh} {count}", f"left out: {LEFT[name].en}: {count}")
        for name, count in given.left_out.items()
    )
    rows = [(f"{name}.csv", count) for name, count in given.rows.items()]
    show(Table(Text("已写出", "written"), columns, rows, notes=notes), chosen)
    return 0
