"""`xuequ coverage`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from .printing import add_format, show

HELP = "list every clause of the register with what runs it, or why nothing does"


def add_arguments(parser: ArgumentParser) -> None:
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.board.coverage import table

    show(table(), chosen)
    return 0
