"""Files people give us, and those we give them: workbooks and CSV, the template, the mistakes."""

from __future__ import annotations

from .book import MARK_AT, Book, book_of, read_cells
from .forms import template, template_csv
from .mistakes import mistakes
from .others import (
    bundle_in,
    is_of_another_program,
    parts_of,
    place_in,
    read_other,
    rows_in,
    told_in,
)
from .refusing import refused

__all__ = [
    "MARK_AT",
    "Book",
    "book_of",
    "bundle_in",
    "is_of_another_program",
    "mistakes",
    "parts_of",
    "place_in",
    "read_cells",
    "read_other",
    "refused",
    "rows_in",
    "template",
    "template_csv",
    "told_in",
]
