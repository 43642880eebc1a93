"""Where a row stands in a bundle, in one number: the file, and the line in it."""

from __future__ import annotations

import re

from xuequ.kernel.text import Text

from .layout import NAMES

STEP = 1_000_000  # more lines than a file may have
ZH, EN = re.compile(r"第(\d{7,8})行"), re.compile(r"\bline (\d{7,8})\b")


def number_of(name: str, line: int) -> int:
    """The number of a line of a file, the file by its name without ending."""
    return (NAMES.index(name) + 1) * STEP + line


def place_of(number: int) -> tuple[str, int]:
    """The file with its ending, and the line in it; "" and the number if it is of none."""
    at, line = divmod(number, STEP)
    return (f"{NAMES[at - 1]}.csv", line) if 1 <= at <= len(NAMES) else ("", number)


def in_words(text: Text) -> Text:
    """A sentence of a sheet that names further lines, in the words of the bundle."""

    def zh(found: re.Match[str]) -> str:
        file, line = place_of(int(found[1]))
        return f"{file} 第{line}行"

    def en(found: re.Match[str]) -> str:
        file, line = place_of(int(found[1]))
        return f"{file}, line {line}"

    return Text(ZH.sub(zh, text.zh), EN.sub(en, text.en))
