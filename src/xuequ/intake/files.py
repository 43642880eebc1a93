"""Read the cells of a file somebody gave us, and write the template for one."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from importlib import import_module
from typing import TypeVar

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text

from .engine.cells import check_rows, read_rows

C = TypeVar("C")
LARGEST = 20 * 1024 * 1024  # bytes as given
SWELL = 200 * 1024 * 1024  # bytes once unpacked
WIDEST, LONGEST = 200, 300_000  # columns, rows
MOST_CELLS = 6_000_000  # of the rectangle that holds every cell
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?:[^<]*?\sr\s*=\s*[\"']([A-Za-z]+)(\d+))?")
BOOK = "xl/workbook.xml"
SINCE_1904 = re.compile(rb"<(?:\w+:)?workbookPr[^>]*\sdate1904\s*=\s*[\"'](?:1|true)[\"']")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, CalamineError, ValueError, OSError, EOFError, RuntimeError,
)  # fmt: skip


def rows_of(sheet: Sheet, name: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """The typed rows of a file, and every mistake in its cells.

    A file of another program is read by the reader that the sheet has for its ending; what the
    reader finds is held to the same columns.

    Raises:
        Problems: the file cannot be read at all.
    """
    ending = f".{name.lower().rpartition('.')[2]}"
    if ending not in sheet.readers:
        cells = read_cells(name, data)
        return read_rows(sheet, cells, file=name, since_1904=is_since_1904(name, data))
    if len(data) > LARGEST:
        raise _refused(name, "文件超过20MB，请分成几份。", "larger than 20 MB; split it.")
    module, _, function = sheet.readers[ending].rpartition(".")
    return check_rows(sheet, getattr(import_module(module), function)(name, data), file=name)


def read_cells(name: str, data: bytes) -> Sequence[Sequence[object]]:
    """The cells of the first sheet of an .xlsx, or of a .csv in UTF-8 or GB18030.

    Raises:
        Problems: the file is neither, is too large, or cannot be read.
    """
    if len(data) > LARGEST:
        raise _refused(name, "文件超过20MB，请分成几份。", "larger than 20 MB; split it.")
    if name.lower().endswith(".csv"):
        return _csv(name, data)
    if name.lower().endswith(".xlsx"):
        return _xlsx(name, data)
    raise _refused(name, "只接受 .xlsx 和 .csv 文件。", "only .xlsx and .csv files are taken.")


def _csv(name: str, data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error as error:
            raise _refused(
                name, f"CSV 格式有误：{error}。", f"not a proper CSV: {error}."
            ) from error
        return _measured(name, rows)
    raise _refused(
        name, "文字编码无法识别，请另存为 UTF-8。", "unknown encoding; save it as UTF-8."
    )


def _xlsx(name: str, data: bytes) -> Sequence[Sequence[object]]:
    try:
        book = CalamineWorkbook.from_filelike(_repacked(name, data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except UNREADABLE as error:
        raise _refused(
            name,
            "不是可读的 Excel 文件，请用 Excel 打开后另存为 .xlsx。",
            "not a readable workbook; open it in Excel and save it as .xlsx.",
        ) from error
    return _measured(name, rows)


def is_since_1904(name: str, data: bytes) -> bool:
    """Does the workbook keep days as numbers from 1904, as old Macintosh files do?

    Only asked of a file that `read_cells` has read.
    """
    if not name.lower().endswith(".xlsx"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        if BOOK not in given.namelist():
            return False
        return bool(SINCE_1904.search(given.read(BOOK)))


def _repacked(name: str, data: bytes) -> io.BytesIO:
    """The workbook packed anew from its measured parts, so that no more than they is read.

    The reader makes room for every cell of the rectangle that holds all cells: a small file
    with one cell in the far corner would end the whole process.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as packed:
        members = {each.filename: each for each in given.infolist()}
        if sum(each.file_size for each in members.values()) > SWELL:
            raise _refused(name, "文件解压后过大。", "far too large once unpacked.")
        for filename, member in members.items():
            if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise zipfile.BadZipFile(filename)
            part = given.read(member)
            _check_extent(name, part)
            packed.writestr(filename, part)
    out.seek(0)
    return out


def _check_extent(name: str, part: bytes) -> None:
    """Refuse cells that stand too far out, or that do not say where they stand."""
    rows = columns = 0
    for letters, digits in (found.groups() for found in CELL.finditer(part)):
        if letters is None or len(letters) > 3 or len(digits) > 7:
            raise zipfile.BadZipFile(name)
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        rows, columns = max(rows, int(digits)), max(columns, column)
    if rows > LONGEST or columns > WIDEST or rows * columns > MOST_CELLS:
        raise _too_large(name)


def _measured(name: str, rows: list[list[C]]) -> list[list[C]]:
    if len(rows) > LONGEST or any(len(row) > WIDEST for row in rows):
        raise _too_large(name)
    return rows


def _too_large(name: str) -> Problems:
    return _refused(
        name,
        f"超过{LONGEST}行或{WIDEST}列。请把表格单独复制到新文件，也许远处有多余的单元格。",
        f"more than {LONGEST} rows or {WIDEST} columns. Copy the table alone to a new file; "
        "there may be a stray cell far out.",
    )


def _refused(name: str, zh: str, en: str) -> Problems:
    return Problems([Problem(name, 0, "", Text(zh, en))])


def template(sheet: Sheet, language: str) -> bytes:
    """The workbook to fill in: title, red notes, headings with *, drop-downs, version hidden."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet.title.say(language)[:31])
        lists = book.add_worksheet("dictionary")
        title = book.add_format({"bold": True, "font_size": 16})
        red = book.add_format({"font_color": "#C00000", "text_wrap": False})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEF2F7"})
        as_text = book.add_format({"num_format": "@"})
        page.write_string(0, 0, sheet.title.say(language), title)
        hidden = book.add_format({"font_color": "#FFFFFF", "font_size": 1})
        page.write_string(0, 20, f"{sheet.code}/{sheet.version}", hidden)
        page.write_string(1, 0, "  ".join(each.say(language) for each in sheet.notes), red)
        for n, column in enumerate(sheet.columns):
            star = " *" if column.required else ""
            page.write_string(2, n, column.title.say(language) + star, head)
            page.set_column(n, n, 18, as_text)
            if note := column.note.say(language):
                page.write_comment(2, n, note)
            names = [each.say(language) for each in column.choices.values()]
            for at, name in enumerate(names):
                lists.write_string(at, n, name)
            if names:
                letter = xlsxwriter.utility.xl_col_to_name(n)
                source = f"=dictionary!${letter}$1:${letter}${len(names)}"
                page.data_validation(
                    3, n, 20000, n, {"validate": "list", "source": source, "ignore_blank": True}
                )
        lists.hide()
        page.freeze_panes(3, 0)
    return out.getvalue()
