"""The rows of the files of a bundle, each with its line, and what is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from xuequ.kernel.problems import Problem
from xuequ.kernel.text import Text

LONGEST = 400_000  # lines of one file


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, from the line its author counts."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(slots=True)
class Given:
    """The rows of every file that is read, and what was found wrong so far."""

    files: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # files with rows that the product does not keep

    def fault(self, name: str, line: int, column: str, zh: str, en: str) -> None:
        self.problems.append(Problem(f"{name}.csv", line, column, Text(zh, en)))


def rows_of(name: str, data: bytes, given: Given) -> list[list[str]]:
    """The cells of a CSV; none with a mistake told."""
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        given.fault(
            name,
            line,
            "",
            "不是 UTF-8 编码。请另存为 UTF-8 后重新打包。",
            "it is not in UTF-8; save it as UTF-8 and pack it again.",
        )
        return []
    except csv.Error as error:
        given.fault(name, 0, "", f"CSV 格式有误：{error}。", f"not a proper CSV: {error}.")
        return []
    if len(rows) > LONGEST:
        given.fault(name, 0, "", f"超过{LONGEST}行。", f"more than {LONGEST} lines.")
        return []
    return rows
