"""`xuequ export`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from .places import authority, board, day

HELP = "write the roster, the board or the list of permissions as a file"
KINDS = ("xlsx", "csv", "json", "docx", "pdf")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("roster", "board", "permissions"))
    parser.add_argument("--authority", required=True, help="name, short name or profile")
    parser.add_argument("--on", type=day, default=None, help="the day to look at, 2018-09-01")
    parser.add_argument("--format", choices=KINDS, default="xlsx", help="kind of file")
    parser.add_argument("-o", "--output", type=Path, help="the file; default: standard output")


def run(chosen: Namespace) -> int:
    from django.utils import timezone

    from xuequ.board.engine.reports import sheet
    from xuequ.directory.queries.permissions import permission_list, powers_of
    from xuequ.directory.queries.rosters import roster
    from xuequ.kernel.actors import program
    from xuequ.web.outputs import OUTPUTS

    on = chosen.on or timezone.localdate()
    if chosen.what == "board":
        table = sheet(board(chosen.authority, chosen.on))
    elif chosen.what == "permissions":
        table = permission_list(powers_of([authority(chosen.authority)], on), on)
    else:
        table = roster(authority(chosen.authority), on, seen_by=program("command line"))
    data = OUTPUTS[chosen.format].write(table, chosen.language)
    if chosen.output:
        chosen.output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
    return 0
