"""Read a CSV as offices write it: commas, tabs or semicolons, UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import csv
import io
import re

from .refusing import LONGEST, WIDEST, refused, too_large

ENCODINGS = ("utf-8-sig", "gb18030")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # how Excel's «Unicode text» begins
BETWEEN = ("\t", ";", ",")  # the last one where all are as many
AS_TEXT = re.compile(r'="([^"]*)"')  # how some programs keep Excel from reading a number
TAMED = re.compile(r"'(?=[=+\-@＝＋－＠])")  # how this product keeps a text from being a formula


def text_cells(name: str, data: bytes) -> list[list[str]]:
    """The cells of a CSV.

    Raises:
        Problems: its encoding is not known, or it is no proper CSV.
    """
    text = _decoded(name, data)
    head = text[:10_000].splitlines()[:20]
    comma = max(BETWEEN, key=lambda sign: (sum(line.count(sign) for line in head), sign == ","))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    except csv.Error as error:
        raise refused(name, f"CSV 格式有误：{error}。", f"not a proper CSV: {error}.") from error
    if len(rows) > LONGEST or any(len(row) > WIDEST for row in rows):
        raise too_large(name)
    return [[_bare(cell) for cell in row] for row in rows]


def _decoded(name: str, data: bytes) -> str:
    for encoding in (*(MARKS[m] for m in MARKS if data.startswith(m)), *ENCODINGS):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(name, "文字编码无法识别，请另存为 UTF-8。", "unknown encoding; save it as UTF-8.")


def _bare(cell: str) -> str:
    found = AS_TEXT.fullmatch(cell)
    return found[1] if found else TAMED.sub("", cell, count=1) if cell.startswith("'") else cell
