"""Files of other programs, read by what a sheet declares for their ending."""

from __future__ import annotations

from importlib import import_module

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row, Sheet

from ..engine.cells import check_rows, read_rows
from . import book
from .refusing import refused


def is_of_another_program(sheet: Sheet, name: str) -> bool:
    """Has the sheet a reader for files of that ending?"""
    return _ending(name) in sheet.readers


def read_other(sheet: Sheet, name: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows of a file of another program, held to the columns of the sheet; every mistake.

    Raises:
        Problems: the file cannot be read at all.
    """
    if len(data) > book.LARGEST:
        raise refused(name, "文件超过20MB，请分成几份。", "larger than 20 MB; split it.")
    module, _, function = sheet.readers[_ending(name)].rpartition(".")
    return check_rows(sheet, getattr(import_module(module), function)(name, data), file=name)


def rows_in(sheet: Sheet, name: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """The typed rows of any file a sheet takes, its headings as they are, and every mistake.

    Raises:
        Problems: the file cannot be read at all.
    """
    if is_of_another_program(sheet, name):
        return read_other(sheet, name, data)
    found = book.book_of(name, data)
    page, match = found.best(sheet)
    cells, since_1904 = found.cells(page), found.since_1904
    return read_rows(sheet, cells, file=name, match=match, since_1904=since_1904)


def _ending(name: str) -> str:
    return f".{name.lower().rpartition('.')[2]}"
