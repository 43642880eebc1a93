"""Read the cells of a file somebody gave us, whatever it calls itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from xuequ.kernel.sheet import Sheet

from ..engine.matching import Cells, Match, propose
from .refusing import refused
from .text import text_cells
from .workbook import Workbook

LARGEST = 20 * 1024 * 1024  # bytes as given
MARK_AT = (0, 20)  # row and column of the template's version
PAGES = 20  # sheets of a workbook that are looked at
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # an old workbook, or one with a password
MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|body|\?xml|script)", re.I
)


class Book:
    """The pages of a file: the sheets of a workbook, or the one table of a CSV."""

    def __init__(
        self, names: Sequence[str], read: Callable[[str], Cells], *, since_1904: bool = False
    ) -> None:
        self.names = tuple(names)
        self.since_1904 = since_1904  # days kept as numbers count from 1904
        self._read = read
        self._held: dict[str, Cells] = {}

    def cells(self, name: str) -> Cells:
        """The cells of a page; of the first if there is none of that name."""
        name = name if name in self.names else self.names[0]
        if name not in self._held:
            self._held[name] = self._read(name)
        return self._held[name]

    @property
    def is_empty(self) -> bool:
        """Is there nothing in any of its pages?"""
        return not any(self.cells(name) for name in self.names[:PAGES])

    def best(self, sheet: Sheet) -> tuple[str, Match]:
        """The page that looks most like a sheet, the first of equals, and its headings."""
        found = [(propose(sheet, self.cells(name)), name) for name in self.names[:PAGES]]
        match, name = max(found, key=lambda each: len(each[0].places))
        return name, match


def book_of(name: str, data: bytes) -> Book:
    """A file as its pages.

    Raises:
        Problems: it is neither a workbook nor a CSV, is too large, or cannot be read.
    """
    if len(data) > LARGEST:
        raise refused(name, "文件超过20MB，请分成几份。", "larger than 20 MB; split it.")
    _check_sort(name, data)
    if data.startswith(b"PK"):
        book = Workbook(name, data)
        return Book(book.names, book.cells, since_1904=book.since_1904)
    if name.lower().endswith(".csv"):
        cells = text_cells(name, data)
        return Book([""], lambda _: cells)
    raise refused(
        name,
        "不是可读的 Excel 文件，请用 Excel 打开后另存为 .xlsx。",
        "not a readable workbook; open it in Excel and save it as .xlsx.",
    )


def read_cells(name: str, data: bytes) -> Cells:
    """The cells of the first page of a file.

    Raises:
        Problems: it is neither a workbook nor a CSV, is too large, or cannot be read.
    """
    return book_of(name, data).cells("")


def _check_sort(name: str, data: bytes) -> None:
    """Refuse what is no table in one of the two forms, and say what it is."""
    if data.startswith(OLE):
        raise refused(
            name,
            "是旧版 .xls 或加了密码的文件。请用 Excel 打开，去掉密码，另存为 .xlsx。",
            "an old .xls, or a file with a password. Open it in Excel, take the password away, "
            "and save it as .xlsx.",
        )
    if MARKUP.match(data[:200]):
        raise refused(
            name,
            "其实是网页，只是扩展名像表格。请用 Excel 打开后另存为 .xlsx。",
            "it is a web page under the name of a table. Open it in Excel and save it as .xlsx.",
        )
    if not name.lower().endswith((".csv", ".xlsx")):
        raise refused(
            name,
            "只接受 .xlsx 和 .csv 文件。请用 Excel 打开后另存为其中一种。",
            "only .xlsx and .csv files are taken; open it in Excel and save it as one of them.",
        )
    if name.lower().endswith(".xlsx") and not data.startswith(b"PK") and _is_text(data):
        raise refused(
            name,
            "其实是文本文件，不是 Excel 工作簿。若是 CSV，请把扩展名改为 .csv。",
            "it is a text, not a workbook. If it is a CSV, name it .csv.",
        )


def _is_text(data: bytes) -> bool:
    return bool(data) and not re.search(rb"[\x00-\x08\x0e-\x1f]", data[:2000])
