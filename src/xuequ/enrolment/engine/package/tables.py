"""The tables of a package: UTF-8, a line each, commas, no quotes: anybody can read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

FIELD = re.compile(r"[^\x00-\x1f\x7f,\"]*")
COUNT = re.compile(r"0|[1-9][0-9]{0,8}")


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
            if not FIELD.fullmatch(each) or each != each.strip():
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
        elif bad := [each for each in fields if not FIELD.fullmatch(each) or each != each.strip()]:
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


def _of(file: str, line: int, field: str, zh: str, en: str) -> Problem:
    return Problem(file, line, field, Text(zh, en))
