"""Tables as PDF through typst, with the fonts the product brings along."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from xuequ.kernel.table import Table

FONTS = Path(__file__).parent.parent / "fonts"
LAYOUT = Path(__file__).parent / "table.typ"


def write(table: Table, language: str) -> bytes:
    """The document as bytes.  The rows go in as data, so their signs stay text.

    Raises:
        FileNotFoundError: the fonts were not built into this installation.
    """
    if not any(FONTS.glob("*.ttf")):
        raise FileNotFoundError(f"no fonts in {FONTS}; build the assets first")
    data = {
        "title": table.title.say(language),
        "heads": [column.title(language) for column in table.columns],
        "numbers": [column.number for column in table.columns],
        "rows": [
            ["" if cell is None else str(cell) for cell in row] for row in table.said(language)
        ],
        "notes": [note.say(language) for note in table.below],
        "language": "en" if language.startswith("en") else "zh",
    }
    return typst.compile(
        LAYOUT,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
