"""The file of an import, read again: its pages, its headings, its rows."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from xuequ.kernel.problems import Problem
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text

from ..engine.cells import read_rows
from ..engine.matching import Cells, Match, at, plain
from ..files import MARK_AT, Book, book_of, is_of_another_program, place_in, read_other
from ..models import Given, Import, Part
from ..queries.changes import Change, unpack
from ..queries.sheets import everything

Stored = dict[str, Any]


def sheet_of(one: Import) -> Sheet:
    """The sheet an import is of.

    Raises:
        Refused("import-sheet-gone"): this release no longer knows it.
    """
    sheet = everything().get(one.sheet)
    if sheet is None:
        raise Refused("import-sheet-gone", sheet=one.sheet)
    return sheet


def book(one: Import) -> Book:
    """The pages of the file.

    Raises:
        Refused("import-file-gone"): its time is over and it was thrown away.
    """
    return book_of(one.file, content(one))


def content(one: Import) -> bytes:
    """The file as it was given.

    Raises:
        Refused("import-file-gone"): its time is over and it was thrown away.
    """
    given = Given.objects.filter(of=one).first()
    if given is None:
        raise Refused("import-file-gone")
    return b64decode(given.content.open())


def read_again(one: Import, page: str) -> tuple[Sheet, Cells]:
    """The sheet and the cells of a page of the file; its first if there is none such."""
    return sheet_of(one), book(one).cells(page)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an import says, read from its file."""

    sheet: Sheet
    rows: list[Row]
    problems: list[Problem]  # of single cells, or of the headings
    match: Match
    cells: Cells = ()  # as they are in the file, where they were asked for


def rows_of(one: Import, *, with_cells: bool = False) -> Reading:
    """The rows of an import with the columns matched as they are, and what is wrong in cells."""
    sheet = sheet_of(one)
    if is_of_another_program(sheet, one.file):
        rows, problems = read_other(sheet, one.file, content(one))
        return Reading(sheet, rows, problems, Match())
    found = book(one)
    cells, since_1904 = found.cells(one.page), found.since_1904
    del found  # of a large workbook the cells are large enough
    match = matched(one, sheet, cells)
    rows, problems = read_rows(sheet, cells, file=one.file, match=match, since_1904=since_1904)
    return Reading(sheet, rows, problems, match, cells if with_cells else ())


def needs_matching(one: Import) -> bool:
    """Must somebody say which column is which before the file can be checked?"""
    if is_of_another_program(sheet_of(one), one.file):
        return False
    if "fits" in one.match:  # read once when it was given
        return not one.match["fits"]
    sheet, cells = read_again(one, one.page)
    return not matched(one, sheet, cells).fits(sheet)


def matched(one: Import, sheet: Sheet, cells: Cells) -> Match:
    """The columns as they were matched."""
    stored: Stored = one.match
    match = at(sheet, cells, stored["top"], stored["height"])
    return match.chosen(stored["places"], stored["left_out"])


def kept(match: Match) -> Stored:
    """A match as the import keeps it."""
    return {
        "top": match.top,
        "height": match.height,
        "places": dict(match.places),
        "left_out": sorted(match.left_out),
    }


def problems_of(one: Import) -> list[Problem]:
    """The mistakes found when the file was last checked; without any, what is odd in it."""
    given = Given.objects.filter(of=one).first()
    if given is None or given.problems is None:
        return []
    return [
        Problem(next(iter(file), one.file), line, column, Text(zh, en))
        for line, column, zh, en, *file in json.loads(given.problems.open())
    ]


def changes_of(one: Import, parts: Iterable[Part]) -> Iterator[Change]:
    """The changes of some pages of the table, each with its place in the file."""
    sheet = everything().get(one.sheet)
    for part in parts:
        for each in unpack(part.content.open()):
            file, line = place_in(sheet, each.line)
            yield replace(each, file=file, line=line)


def advice(sheet: Sheet, cells: Cells) -> list[Text]:
    """What somebody should know of the form they filled in: an old one, or another sheet's."""
    row, column = MARK_AT
    mark = plain(cells[row][column]) if len(cells) > row and len(cells[row]) > column else ""
    code, _, version = mark.partition("/")
    if not version.isdigit():
        return []
    if code != sheet.code:
        return [
            Text(
                "这份文件用的是另一种表的模板，请确认没有选错。",
                "this file is made from the template of another sheet; check that it is right.",
            )
        ]
    if int(version) < sheet.version:
        return [
            Text(
                f"这份文件用的是旧版模板（第{version}版，现为第{sheet.version}版），请核对各列。",
                f"this file is made from an old template (version {version}, now {sheet.version}); "
                "check the columns.",
            )
        ]
    return []
