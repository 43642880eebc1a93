"""Read a workbook within limits: measured before it is unpacked, and no more than was measured."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ..engine.matching import Cells
from .refusing import LONGEST, WIDEST, refused, too_large

SWELL = 200 * 1024 * 1024  # bytes once unpacked
PARTS = 2_000  # files inside a workbook
MOST_CELLS = 6_000_000  # of the rectangle that holds every cell
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?:[^<]*?\sr\s*=\s*[\"']([A-Za-z]+)(\d+))?")
EMPTY = re.compile(rb'<((?:\w+:)?c)(?:\s+[\w:]+="[^"<>]*")*\s*(?:/>|>\s*</\1>)')
BOOK = "xl/workbook.xml"
SINCE_1904 = re.compile(rb"<(?:\w+:)?workbookPr[^>]*\sdate1904\s*=\s*[\"'](?:1|true)[\"']")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, CalamineError, ValueError, OSError, EOFError, RuntimeError,
    NotImplementedError,
)  # fmt: skip


class Workbook:
    """A workbook without macros, its visible sheets by name."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._book = CalamineWorkbook.from_filelike(_repacked(name, data))
            seen = [
                each.name
                for each in self._book.sheets_metadata
                if each.visible == SheetVisibleEnum.Visible
            ]
        except UNREADABLE as error:
            raise self._unreadable() from error
        self.since_1904 = is_since_1904(data)
        self.names = seen or self._book.sheet_names[:1]
        if not self.names:
            raise self._unreadable()

    def cells(self, page: str) -> Cells:
        """The cells of one of its sheets, from the first row on."""
        try:
            rows = self._book.get_sheet_by_name(page).to_python(skip_empty_area=False)
        except UNREADABLE as error:
            raise self._unreadable() from error
        if len(rows) > LONGEST or any(len(row) > WIDEST for row in rows):
            raise too_large(self.name)
        found: Cells = rows
        return found

    def _unreadable(self) -> Exception:
        return refused(
            self.name,
            "不是可读的 Excel 文件，请用 Excel 打开后另存为 .xlsx。",
            "not a readable workbook; open it in Excel and save it as .xlsx.",
        )


def is_since_1904(data: bytes) -> bool:
    """Does the workbook keep days as numbers from 1904, as old Macintosh files do?

    Only asked of a file that was read.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        return BOOK in given.namelist() and bool(SINCE_1904.search(given.read(BOOK)))


def _repacked(name: str, data: bytes) -> io.BytesIO:
    """The workbook packed anew from its measured parts, so that no more than they is read.

    The reader makes room for every cell of the rectangle that holds all cells: a small file
    with one cell in the far corner would end the whole process.  Cells that hold nothing, as
    where a whole column was coloured, are left out.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as packed:
        members = {each.filename: each for each in given.infolist()}
        if len(members) > PARTS or sum(each.file_size for each in members.values()) > SWELL:
            raise refused(name, "文件解压后过大。", "far too large once unpacked.")
        if any("vbaproject" in each.lower() or "macrosheets" in each.lower() for each in members):
            raise refused(
                name,
                "含有宏，不能导入。请另存为不带宏的 .xlsx。",
                "it holds macros. Save it as an .xlsx without them.",
            )
        for filename, member in members.items():
            if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise zipfile.BadZipFile(filename)
            part = given.read(member)
            if "worksheets/" in filename.lower():
                part = EMPTY.sub(b"", part)
            _check_extent(name, part)
            packed.writestr(filename, part)
    out.seek(0)
    return out


def _check_extent(name: str, part: bytes) -> None:
    """Refuse cells that stand too far out, or that do not say where they stand."""
    rows = columns = 0
    known: dict[bytes, int] = {}  # the numbers of columns: each stands in every row
    last = b""
    for letters, digits in map(re.Match.groups, CELL.finditer(part)):
        if letters is None or len(letters) > 3 or len(digits) > 7:
            raise zipfile.BadZipFile(name)
        if letters not in known:
            known[letters] = _number(letters)
            columns = max(columns, known[letters])
        if digits != last:
            last, rows = digits, max(rows, int(digits))
    if rows > LONGEST or columns > WIDEST or rows * columns > MOST_CELLS:
        raise too_large(name)


def _number(letters: bytes) -> int:
    """The number of a column, from 1."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column
