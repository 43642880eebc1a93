"""Every form in which a `Table` leaves the product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xuequ.kernel.table import Table

from . import docx, pdf, text, xlsx


@dataclass(frozen=True, slots=True)
class Output:
    """A file format: its media type and what writes it."""

    media: str
    write: Callable[[Table, str], bytes]  # (table, language) -> the file


OUTPUTS = {
    "xlsx": Output("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write),
    "csv": Output("text/csv; charset=utf-8", text.write_csv),
    "json": Output("application/json", text.write_json),
    "docx": Output(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.write
    ),
    "pdf": Output("application/pdf", pdf.write),
}
