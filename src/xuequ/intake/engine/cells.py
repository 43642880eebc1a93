"""Turn what stands in the cells into typed values, and say which do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row, Sheet, SheetColumn, Unfit
from xuequ.kernel.text import Text
from xuequ.standards.days import read_day

YES, NO = {"是", "有", "yes", "true", "1", "√"}, {"否", "无", "no", "false", "0", "×"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
MOST = 200  # problems told at once
LONGEST_NUMBER = 15  # digits before or after the point
EXACT = 10**15  # whole numbers below are kept digit by digit in a spreadsheet


def read_rows(
    sheet: Sheet, cells: Sequence[Sequence[object]], *, file: str, since_1904: bool = False
) -> tuple[list[Row], list[Problem]]:
    """The rows below the heading row, typed, and every mistake.

    The heading row is the first that names all required columns; rows above it (title,
    notes) and empty rows are passed over.

    Args:
        since_1904: days kept as numbers count from 1904, as some files do.
    """
    found = _headings(sheet, cells)
    if found is None:
        return [], [Problem(file, 0, "", _no_heading(sheet))]
    top, places = found
    unknown = Text("不认识的列，请删去或改名。", "unknown column; drop or rename it.")
    problems = [
        Problem(file, top + 1, str(head), unknown)
        for n, head in enumerate(cells[top])
        if str(head or "").strip() and n not in places.values()
    ]
    rows, reading = [], _Reading(sheet, places, file, problems, since_1904)
    for line, cell in enumerate(cells[top + 1 :], start=top + 2):
        if any(str(value or "").strip() for value in cell):
            rows.append(_row(reading, line, cell))
    return rows, problems[:MOST]


def advice_on(sheet: Sheet, rows: Sequence[Row], *, file: str) -> list[Problem]:
    """What is odd in rows that were read, place by place: worth a look, never refused."""
    found = [
        Problem(file, row.line, column.title.zh, advice)
        for row in rows
        for column in sheet.columns
        if column.advises and row.text(column.code)
        and (advice := column.advises(row.text(column.code)))
    ]  # fmt: skip
    return found[:MOST]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The sheet that is read, where its columns stand, and what was found wrong so far."""

    sheet: Sheet
    places: dict[str, int]
    file: str
    problems: list[Problem]
    since_1904: bool


def check_rows(sheet: Sheet, rows: Sequence[Row], *, file: str) -> tuple[list[Row], list[Problem]]:
    """Rows that another reader made, held to the columns of the sheet; and every mistake."""
    codes = [column.code for column in sheet.columns]
    places = {code: n for n, code in enumerate(codes)}
    problems: list[Problem] = []
    reading = _Reading(sheet, places, file, problems, since_1904=False)
    found = [_row(reading, row.line, [row.values.get(code) for code in codes]) for row in rows]
    return found, problems[:MOST]


def _headings(sheet: Sheet, cells: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]] | None:
    """The heading row and where each column stands in it; None if there is none."""
    required = {column.code for column in sheet.columns if column.required}
    for top, heads in enumerate(cells[:20]):
        places = _places(sheet, heads)
        if required <= places.keys():
            return top, places
    return None


def _no_heading(sheet: Sheet) -> Text:
    wanted = [column.title for column in sheet.columns if column.required]
    zh, en = "、".join(each.zh for each in wanted), ", ".join(each.en for each in wanted)
    return Text(
        f"找不到表头。前20行中须有一行写明这些列：{zh}。请下载模板核对。",
        f"no heading row: one of the first 20 rows must name {en}. Compare the template.",
    )


def _places(sheet: Sheet, heads: Sequence[object]) -> dict[str, int]:
    """Where each column stands, by its code, its title in either language or a synonym."""
    names = {
        _plain(name): column.code
        for column in sheet.columns
        for name in (column.code, column.title.zh, column.title.en, *column.also)
    }
    return {names[_plain(head)]: n for n, head in enumerate(heads) if _plain(head) in names}


def _plain(head: object) -> str:
    return "".join(str(head or "").split()).strip("*").casefold()


def _row(reading: _Reading, line: int, cells: Sequence[object]) -> Row:
    values: dict[str, object] = {}
    for column in reading.sheet.columns:
        place = reading.places.get(column.code)
        cell = cells[place] if place is not None and place < len(cells) else None
        try:
            values[column.code] = typed(column, cell, since_1904=reading.since_1904)
        except Unfit as unfit:
            reading.problems.append(Problem(reading.file, line, column.title.zh, unfit.text))
            values[column.code] = None
    return Row(line, values)


def typed(column: SheetColumn, cell: object, *, since_1904: bool = False) -> object:
    """The value of one cell, or None if it is empty.

    Raises:
        Unfit: it is required and empty, too long, or not of the column's kind.
    """
    text = _text(cell)
    if not text:
        if column.required:
            raise Unfit("必填，不能为空。", "required; it must not be empty.")
        return None
    if CONTROL.search(text):
        raise Unfit(
            "含有不可见的控制字符，请重新输入。", "it holds a control character; retype it."
        )
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind in {"date", "month"}:
        return read_day(cell, months=column.kind == "month", since_1904=since_1904)
    if column.kind in {"integer", "decimal"}:
        return _number(column, text)
    if column.kind == "yes":
        return _yes(text)
    if len(text) > column.longest:
        raise Unfit(
            f"共{len(text)}字，最多{column.longest}字。",
            f"{len(text)} characters; at most {column.longest}.",
        )
    return column.reads(text) if column.reads else text


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell) if abs(cell) < EXACT else int(Decimal(f"{cell:.15g}"))
    return "" if cell is None else str(cell).strip()


def _choice(column: SheetColumn, text: str) -> str:
    for code, name in column.choices.items():
        if text.casefold() in {code, name.zh, name.en.casefold()}:
            return code
    if (code := column.said.get(text.casefold(), "")) in column.choices:
        return code
    zh = "、".join(each.zh for each in column.choices.values())
    en = ", ".join(each.en for each in column.choices.values())
    raise Unfit(f"“{text}”不在可选值中：{zh}。", f"«{text}» is not one of: {en}.")


def _number(column: SheetColumn, text: str) -> int | Decimal:
    try:
        number = Decimal(text.replace(",", ""))
        if not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
            raise InvalidOperation
        if column.kind == "decimal" or number == int(number):
            return number if column.kind == "decimal" else int(number)
    except InvalidOperation:
        pass
    raise Unfit(f"“{text}”不是所要的数字。", f"«{text}» is not the number wanted.")


def _yes(text: str) -> bool:
    if text.casefold() in YES | NO:
        return text.casefold() in YES
    raise Unfit(f"“{text}”请写“是”或“否”。", f"«{text}»: write yes or no.")
