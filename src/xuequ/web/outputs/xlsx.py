"""Tables as Excel workbooks in the form Chinese offices use."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter

from xuequ.kernel.table import Table


def write(table: Table, language: str) -> bytes:
    """One sheet: title, headings, rows, notes below.  Text stays text; nothing is a formula.

    A mark stands under the title, so that a sheet to be filled in is read as it comes back.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    rows = table.said(language)
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#EEF2F7", "text_wrap": True, "align": "center"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        last = len(table.columns) - 1
        sheet.merge_range(0, 0, 0, max(last, 1), table.title.say(language), title)
        top = 1 if table.mark is None else 2
        if table.mark is not None:
            sheet.write_string(1, 0, table.mark.say(language))
        for n, column in enumerate(table.columns):
            sheet.write_string(top, n, column.title(language), head)
            longest = max((_width(row[n]) for row in rows), default=0)
            sheet.set_column(n, n, min(60, max(8, longest, _width(column.title(language))) + 2))
        for at, row in enumerate(rows, start=top + 1):
            for n, value in enumerate(row):
                _write_cell(sheet, (at, n), value, day if isinstance(value, date) else cell)
        below = len(rows) + top + 2
        for at, note in enumerate(table.notes, start=below):
            sheet.write_string(at, 0, note.say(language))
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, top)
        sheet.set_footer("&C&P / &N")
    return out.getvalue()


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], value: object, form: object
) -> None:
    if value is None:
        sheet.write_blank(*at, None, form)
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, form)
    else:
        sheet.write_string(*at, str(value), form)


def _width(value: object) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value or ""))
