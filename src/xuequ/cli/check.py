"""`xuequ check`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from .places import board, day
from .printing import add_format, show

HELP = "say which clauses an authority meets; exit 1 if one it must meet is broken"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("authority", help="name, short name or profile of the authority")
    parser.add_argument("--on", type=day, default=None, help="the day to look at, 2018-09-01")
    parser.add_argument("--profile", type=Path, help="a profile file of your own to check by")
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.board.engine.reports import broken_musts, check, sheet
    from xuequ.profiles import loader

    profile = loader.load_file(chosen.profile) if chosen.profile else None
    found = board(chosen.authority, chosen.on, profile)
    show(sheet(found) if chosen.format == "table" else check(found), chosen)
    return 1 if broken_musts(found.cells) else 0
