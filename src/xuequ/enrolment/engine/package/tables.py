"""The tables of a package: UTF-8, a line each, commas, no quotes: anybody can read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

FIELD = re.compile(r"[^\x00-\x1f\x7f,\"]*")
COUNT = re.compile(r"0|[1-9][0-9]{0,8}")


def is_field(text: str) -> bool:
    """May it stand in a table?"""
    return FIELD.fullmatch(text) is not None and text == text.strip()


def is_name(text: str) -> bool:
    """May it stand in a list inside a field of a table?"""
    return bool(text) and ";" not in text and is_field(text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table with its number in the file; the header is line 1."""

    number: int
    fields: Sequence[str]


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of a table.

    Raises:
        ValueError: a field holds a comma, a quote, a control character or spaces at its ends.
    """
    lines = [",".join(header)]
    for row in rows:
        for each in row:
            if not is_field(each):
                raise ValueError(f"a field of a package cannot hold {each!r}")
        lines.append(",".join(row))
    return ("\n".join(lines) + "\n").encode()


def read(file: str, data: bytes, header: Sequence[str]) -> list[Line]:
    """The lines of a table below its header.

    Raises:
        Problems: it is not UTF-8, has another header, or lines with other numbers of fields.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problems([_of(file, 0, "", "应为UTF-8编码", "it must be in UTF-8")]) from None
    lines = text.replace("\r\n", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if not lines or lines[0].split(",") != list(header):
        told = ",".join(header)
        raise Problems([_of(file, 1, "", f"首行应为 {told}", f"the first line must be {told}")])
    found, wrong = [], []
    for number, line in enumerate(lines[1:], 2):
        fields = line.split(",")
        if len(fields) != len(header):
            n, m = len(header), len(fields)
            zh = f"应有{n}列，实有{m}列；单元格内不得有逗号"
            en = f"{n} columns are wanted and {m} there; no cell may hold a comma"
            wrong.append(_of(file, number, "", zh, en))
        elif bad := [each for each in fields if not is_field(each)]:
            zh, en = (
                "不得有引号、控制字符或首尾空格",
                "no quotes, control signs, spaces at its ends",
            )
            wrong.append(_of(file, number, header[fields.index(bad[0])], zh, en))
        else:
            found.append(Line(number, fields))
    if wrong:
        raise Problems(wrong)
    return found


def read_exactly(file: str, data: bytes, header: Sequence[str]) -> list[Line]:
    """As `read`, of a table that has just one form: LF at the end of each line, no mark before.

    Raises:
        Problems: as `read`, or it has another form.
    """
    if b"\r" in data or not data.endswith(b"\n") or data.startswith(b"\xef\xbb\xbf"):
        zh, en = "每行应以LF结尾，且无BOM", "each line must end with LF, and no mark come before"
        raise Problems([_of(file, 0, "", zh, en)])
    return read(file, data, header)


def items(field: str) -> tuple[str, ...] | None:
    """The items of a list in a field; none if it is no list of that form."""
    found = tuple(field.split(";")) if field else ()
    return found if all(is_name(each) for each in found) else None


def _of(file: str, line: int, field: str, zh: str, en: str) -> Problem:
    return Problem(file, line, field, Text(zh, en))
