"""Tables as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from xuequ.kernel.table import Table
from xuequ.kernel.taming import tame

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # a terminal would obey these


def write_csv(table: Table, language: str) -> bytes:
    """UTF-8 with a mark, as Excel expects; column codes in the first row, no live formulas.

    Where the table says who took it out, that stands in a row of its own above them.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    if table.mark is not None:
        writer.writerow([tame(table.mark.say(language))])
    writer.writerow([tame(column.code) for column in table.columns])
    for row in table.said(language):
        writer.writerow([tame(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def write_json(table: Table, language: str) -> bytes:
    """`{"rows": [...]}`, one object per row, keys as the column codes."""
    said: dict[str, object] = {"rows": table.records(language)}
    if table.mark is not None:
        said = {"mark": table.mark.say(language), **said}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()


def write_screen(table: Table, language: str) -> str:
    """The table for a terminal: columns aligned, wide characters as two; its notes below."""
    heads = [column.title(language) for column in table.columns]
    rows: list[Sequence[str]] = [
        heads,
        *([_show(cell) for cell in row] for row in table.said(language)),
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    notes = [CONTROL.sub(" ", each.say(language)) for each in table.below]
    return "\n".join([*(line.rstrip() for line in lines), *notes])


def _show(cell: object) -> str:
    return "" if cell is None else CONTROL.sub(" ", str(cell))


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
