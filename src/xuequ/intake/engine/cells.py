"""Turn what stands in the cells into typed values, and say which do not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row, Sheet, SheetColumn, Unfit
from xuequ.kernel.text import Text
from xuequ.standards.days import read_day

from .matching import Match, plain, propose

YES, NO = {"是", "有", "yes", "true", "1", "√"}, {"否", "无", "no", "false", "0", "×"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
MOST = 20_000  # problems kept of one file
SHOWN = 200  # of which this many are told on a page or a terminal
SAMPLE = ("（示例）", "(example)")  # how the first cell of the template's sample row begins
LIVE = ("=", "＝")  # how a formula begins
FAULTS_OF_EXCEL = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
CUT_SHORT = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")
LONGEST_NUMBER = 15  # digits before or after the point


def read_rows(
    sheet: Sheet,
    cells: Sequence[Sequence[object]],
    *,
    file: str,
    match: Match | None = None,
    since_1904: bool = False,
) -> tuple[list[Row], list[Problem]]:
    """The rows below the headings, typed, and every mistake.

    Args:
        match: where the columns stand; without one the headings are looked for, and every
            column that is not known is a mistake.
        since_1904: days kept as numbers count from 1904, as some files do.

    Rows above the headings (title, notes), empty rows and the template's sample are passed over.
    """
    match = match or propose(sheet, cells)
    if match.missing(sheet):
        return [], [Problem(file, 0, "", _no_heading(sheet))]
    unknown = Text("不认识的列，请删去或改名。", "unknown column; drop or rename it.")
    problems = [
        Problem(file, match.top + 1, match.heads[place], unknown) for place in match.unknown()
    ]
    rows, reading = [], _Reading(sheet, match.places, file, problems, since_1904)
    for line, cell in enumerate(cells[match.first :], start=match.first + 1):
        if any(plain(value) for value in cell) and not _is_sample(cell):
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
    places: Mapping[str, int]
    file: str
    problems: list[Problem]
    since_1904: bool


def check_rows(sheet: Sheet, rows: Sequence[Row], *, file: str) -> tuple[list[Row], list[Problem]]:
    """Rows that another reader made, held to the columns of the sheet; and every mistake."""
    codes = [column.code for column in sheet.columns]
    places = {code: n for n, code in enumerate(codes)}
    problems: list[Problem] = []
    reading = _Reading(sheet, places, file, problems, since_1904=False)
    found = [
        replace(row, values=_row(reading, row.line, [row.values.get(c) for c in codes]).values)
        for row in rows
    ]
    return found, problems[:MOST]


def _is_sample(cells: Sequence[object]) -> bool:
    """Is it the row of the template that shows how one fills it in?"""
    first = next((text for each in cells if (text := plain(each))), "")
    return first.startswith(SAMPLE)


def _no_heading(sheet: Sheet) -> Text:
    wanted = [column.title for column in sheet.columns if column.required]
    zh, en = "、".join(each.zh for each in wanted), ", ".join(each.en for each in wanted)
    return Text(
        f"找不到表头。前20行中须有一行写明这些列：{zh}。请下载模板核对。",
        f"no heading row: one of the first 20 rows must name {en}. Compare the template.",
    )


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
    text = plain(cell)
    if not text:
        if column.required:
            raise Unfit("必填，不能为空。", "required; it must not be empty.")
        return None
    _check_sound(text)
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind in {"date", "month"}:
        return read_day(cell, months=column.kind == "month", since_1904=since_1904)
    if column.kind in {"integer", "decimal"}:
        return _number(column, text)
    if column.kind == "yes":
        return _yes(text)
    if not column.reads and CUT_SHORT.fullmatch(text):
        raise Unfit(
            "Excel 已把这个号码变成数字并丢失了末几位。请把该列设为“文本”格式后重新输入。",
            "Excel turned this into a number and lost its last digits. Format the column as text "
            "and type it again.",
        )
    if len(text) > column.longest:
        raise Unfit(
            f"共{len(text)}字，最多{column.longest}字。",
            f"{len(text)} characters; at most {column.longest}.",
        )
    return column.reads(text) if column.reads else text


def _check_sound(text: str) -> None:
    """Refuse what no column may hold."""
    if CONTROL.search(text):
        raise Unfit(
            "含有不可见的控制字符，请重新输入。", "it holds a control character; retype it."
        )
    if text.startswith(LIVE):
        raise Unfit(
            "是公式，不能导入。请只保留结果（选择性粘贴为“数值”）。",
            "it is a formula. Keep its result only (paste special, values).",
        )
    if text.upper() in FAULTS_OF_EXCEL:
        raise Unfit(
            f"单元格是 Excel 的错误“{text}”。请改成实际内容。",
            f"the cell holds an error of Excel, {text}. Write what it should say.",
        )


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
