"""Files of other programs, read by what a sheet declares for their ending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from xuequ.kernel.discovery import declared
from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Bundle, Row, Sheet

from ..engine.cells import check_rows, read_rows
from ..engine.oneroster.reading import is_bundle
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
    found: Sequence[Row] = _named(sheet.readers[_ending(name)])(name, data)
    return (
        _check_parts(sheet, found, name)
        if isinstance(sheet, Bundle)
        else check_rows(sheet, found, file=name)
    )


def bundle_in(name: str, data: bytes) -> Bundle | None:
    """The bundle a file is, whatever sheet it was given for."""
    if _ending(name) != ".zip" or not is_bundle(data):
        return None
    found = (each for _, module in declared("bundles") for each in module.BUNDLES)
    return next((each for each in found if ".zip" in each.readers), None)


def parts_of(bundle: Bundle) -> dict[str, Sheet]:
    """The sheets of which a bundle carries rows, and the bundle itself for its own, in order."""
    known = {each.code: each for _, module in declared("sheets") for each in module.SHEETS}
    return {**{code: known[code] for code in bundle.parts}, bundle.code: bundle}


def told_in(bundle: Bundle, sheet: Sheet, problems: Iterable[Problem]) -> list[Problem]:
    """What was found wrong in rows of a sheet, in file, line and column of the bundle."""
    codes = {column.title.zh: column.code for column in sheet.columns}
    placed = _named(bundle.placed)
    return [placed(each, sheet.code, codes.get(each.field, "")) for each in problems]


def place_in(sheet: Sheet | None, line: int) -> tuple[str, int]:
    """File and line of a row by its number; "" for the file where there is but one."""
    if not isinstance(sheet, Bundle):
        return "", line
    file, number = _named(sheet.places)(line)
    return file, number


def _check_parts(bundle: Bundle, rows: Sequence[Row], name: str) -> tuple[list[Row], list[Problem]]:
    found: list[Row] = []
    problems: list[Problem] = []
    for code, sheet in parts_of(bundle).items():
        mine = [row for row in rows if row.part == code]
        if sheet is bundle:  # its reader has made these itself
            found += mine
            continue
        read, wrong = check_rows(sheet, mine, file=name)
        found += read
        problems += told_in(bundle, sheet, wrong)
    return found, problems


def _named(dotted: str) -> Any:
    module, _, function = dotted.rpartition(".")
    return getattr(import_module(module), function)


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
