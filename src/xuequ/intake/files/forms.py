"""The form of a sheet as people fill it in: empty, or with what there is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from xuequ.kernel.sheet import Sheet, SheetColumn, Unfit
from xuequ.kernel.taming import tame
from xuequ.kernel.text import Text

from ..engine.cells import SAMPLE, typed
from .book import MARK_AT

Values = Mapping[str, object]  # by column code
HEADS = 2  # the row of the headings, from 0
LISTED = 20_000  # rows with lists to choose from
DICTIONARY = Text("字典", "Dictionary")
SKIPPED = Text("灰色示例行不会导入。", "The grey sample row is not taken.")
YES, NO = Text("是", "yes"), Text("否", "no")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def template(
    sheet: Sheet, language: str, rows: Iterable[Values] | None = None, mark: str = ""
) -> bytes:
    """The workbook: title, red notes, headings with *, lists to choose from, version hidden.

    Without `rows` a grey sample row shows how one fills it in; it is never taken.  `mark` says
    who took the rows out and what for.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page = book.add_worksheet(sheet.title.say(language)[:31])
        _head(book, page, sheet, language, mark)
        looks = _looks(book)
        if rows is None:
            sample = _sample(sheet, language)
            for n, column in enumerate(sheet.columns):
                page.write_string(HEADS + 1, n, sample.get(column.code, ""), looks["sample"])
        for at, row in enumerate(rows or (), start=HEADS + 1):
            for n, column in enumerate(sheet.columns):
                _write(page, at, n, _said(column, row.get(column.code), language), looks)
        _dictionary(book, page, sheet, language)
        page.freeze_panes(HEADS + 1, 0)
    return out.getvalue()


def template_csv(
    sheet: Sheet, language: str, rows: Iterable[Values] | None = None, mark: str = ""
) -> bytes:
    """The same as CSV in UTF-8 with a mark: headings and rows, no live formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    if mark:
        writer.writerow([tame(mark)])
    writer.writerow([tame(_heading(column, language)) for column in sheet.columns])
    if rows is None:
        sample = _sample(sheet, language)
        writer.writerow([tame(sample.get(column.code, "")) for column in sheet.columns])
    for row in rows or ():
        said = (_said(column, row.get(column.code), language) for column in sheet.columns)
        writer.writerow([tame("" if each is None else str(each)) for each in said])
    return ("\ufeff" + out.getvalue()).encode()


def _head(book: Any, page: Any, sheet: Sheet, language: str, mark: str) -> None:
    looks = _looks(book)
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, 18, looks["day" if column.kind == "date" else "text"])
    notes = "  ".join(each.say(language) for each in (*sheet.notes, SKIPPED))
    notes = f"{mark}  {notes}" if mark else notes
    page.write_string(0, 0, sheet.title.say(language), looks["title"])
    page.write_string(*MARK_AT, f"{sheet.code}/{sheet.version}", looks["hidden"])
    page.write_string(1, 0, notes, looks["red"])
    for n, column in enumerate(sheet.columns):
        page.write_string(HEADS, n, _heading(column, language), looks["head"])
        if note := column.note.say(language):
            page.write_comment(HEADS, n, note)


def _looks(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "red": book.add_format({"font_color": "#C00000"}),
        "head": book.add_format({"bold": True, "border": 1, "bg_color": "#EEF2F7"}),
        "hidden": book.add_format({"font_color": "#FFFFFF", "font_size": 1}),
        "sample": book.add_format({"font_color": "#808080", "italic": True, "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _dictionary(book: Any, page: Any, sheet: Sheet, language: str) -> None:
    """A second sheet with what may be chosen, and the lists in the columns that point at it."""
    name = DICTIONARY.say(language)
    chosen = [(n, each) for n, each in enumerate(sheet.columns) if _choices(each)]
    lists = book.add_worksheet(name)
    height = max((len(_choices(column)) for _, column in chosen), default=0)
    for at, (_, column) in enumerate(chosen):
        lists.set_column(at, at, 18)
        lists.write_string(0, at, column.title.say(language))
    for row in range(height):
        for at, (_, column) in enumerate(chosen):
            names = _choices(column)
            if row < len(names):
                lists.write_string(row + 1, at, names[row].say(language))
    for at, (n, column) in enumerate(chosen):
        letter = xlsxwriter.utility.xl_col_to_name(at)
        source = f"='{name}'!${letter}$2:${letter}${len(_choices(column)) + 1}"
        rule = {"validate": "list", "source": source, "ignore_blank": True}
        page.data_validation(HEADS + 1, n, LISTED, n, rule)


def _choices(column: SheetColumn) -> list[Text]:
    return [YES, NO] if column.kind == "yes" else list(column.choices.values())


def _heading(column: SheetColumn, language: str) -> str:
    return column.title.say(language) + (" *" if column.required else "")


def _sample(sheet: Sheet, language: str) -> dict[str, str]:
    """The examples of the columns as one row, its first cell marked as a sample."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        try:
            said = _said(column, typed(column, column.example or None), language)
        except Unfit:
            said = column.example
        found[column.code] = "" if said is None else str(said)
    mark = SAMPLE[1] if language.startswith("en") else SAMPLE[0]
    first = sheet.columns[0].code
    return {**found, first: f"{mark}{found[first]}"}


def _said(column: SheetColumn, value: object, language: str) -> object:
    """A value as people write it: words of a choice, yes and no, a day, else text."""
    if value is None or value == "":
        return None
    if column.kind == "choice" and value in column.choices:
        return column.choices[str(value)].say(language)
    if column.kind == "yes":
        return (YES if value else NO).say(language)
    return value if isinstance(value, date) else str(value)


def _write(page: Any, row: int, column: int, value: object, looks: dict[str, Any]) -> None:
    if isinstance(value, date):
        page.write_datetime(row, column, value, looks["day"])
    elif value is not None:
        page.write_string(row, column, str(value), looks["text"])
