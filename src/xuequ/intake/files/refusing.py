"""Say of a file as a whole why it is not read."""

from __future__ import annotations

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

WIDEST, LONGEST = 200, 300_000  # columns, rows


def refused(name: str, zh: str, en: str) -> Problems:
    """The one mistake of a file that is not read at all."""
    return Problems([Problem(name, 0, "", Text(zh, en))])


def too_large(name: str) -> Problems:
    """The file has cells too far out."""
    return refused(
        name,
        f"超过{LONGEST}行或{WIDEST}列。请把表格单独复制到新文件，也许远处有多余的单元格。",
        f"more than {LONGEST} rows or {WIDEST} columns. Copy the table alone to a new file; "
        "there may be a stray cell far out.",
    )
