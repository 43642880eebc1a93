"""A table as plain data that keeps, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from .table import Column, Table
from .text import Text

Plain = dict[str, Any]


def freeze(table: Table) -> Plain:
    """The table as plain values of JSON."""
    return {
        "title": _plain(table.title),
        "columns": [
            {"code": c.code, "zh": c.zh, "en": c.en, "unit": c.unit, "number": c.number}
            for c in table.columns
        ],
        "rows": [[_plain(cell) for cell in row] for row in table.rows],
        "notes": [_plain(each) for each in table.notes],
    }


def thaw(plain: Plain) -> Table:
    """The table that was frozen."""
    return Table(
        title=_text(plain["title"]),
        columns=tuple(Column(**each) for each in plain["columns"]),
        rows=[tuple(_cell(each) for each in row) for row in plain["rows"]],
        notes=tuple(_text(each) for each in plain["notes"]),
    )


def _plain(cell: object) -> object:
    if isinstance(cell, Text):
        return {"zh": cell.zh, "en": cell.en}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return cell if isinstance(cell, int | str) or cell is None else str(cell)


def _cell(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    return date.fromisoformat(plain["day"]) if "day" in plain else _text(plain)


def _text(plain: dict[str, str]) -> Text:
    return Text(plain["zh"], plain["en"])
