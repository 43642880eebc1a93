"""Print a table in the format asked for."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from xuequ.kernel.table import Table
from xuequ.web.outputs.text import write_csv, write_json, write_screen

FORMATS = ("table", "json", "csv")


def add_format(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print")


def show(table: Table, chosen: Namespace) -> None:
    """Print the rows as a table for people, or as JSON or CSV for programs."""
    if chosen.format == "json":
        print(write_json(table, chosen.language).decode())
    elif chosen.format == "csv":
        sys.stdout.write(write_csv(table, chosen.language).decode().lstrip("\ufeff"))
    else:
        print(write_screen(table, chosen.language))
