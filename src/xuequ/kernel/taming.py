"""Keep a text in a CSV from being taken for a formula when a spreadsheet opens it."""

from __future__ import annotations

# How a formula begins; for an East Asian spreadsheet with the wide signs, too.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def tame(cell: object) -> object:
    """The cell with an apostrophe before a text that would be live; anything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
