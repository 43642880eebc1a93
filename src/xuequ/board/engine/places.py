"""In which order clauses stand in the documents they come from."""

from __future__ import annotations

import re

from xuequ.profiles.clauses import Clause

DIGITS = "一二三四五六七八九"
CIRCLED = {chr(first + n): n + 1 for first in (0x3220, 0x2474) for n in range(10)}  # ㈠ ⑴
PART = re.compile(r"·\w|\d+|[一二三四五六七八九十]+|[\u3220-\u3229]|[\u2474-\u247d]")

Key = tuple[tuple[int, ...], ...]


def order(clause: Clause, sources: tuple[str, ...]) -> Key:
    """Where the clause first stands in the documents of `sources`, or in any if there are none."""
    place = clause.place_in(sources) if sources else clause.source
    found, document = [], ""
    for part in place.split("; "):
        first, _, rest = part.partition(" ")
        if first[:3].isdecimal():  # else another place in the same document
            document, part = first, rest
        found.append(_place(document, part))
    return min(found)


def _place(document: str, section: str) -> Key:
    """One place, such as §三(一)2: its document, whether an annex, its numbers."""
    head = re.split(r"[,，]", section)[0]
    annex = int(head.startswith(("附1", "附件")))
    whole = () if "§" in head or annex else (-1,)  # title, preamble: before the first section
    numbers = tuple(_number(each) for each in PART.findall(head.removeprefix("附1")))
    return tuple(int(each) for each in document.split("-")), (annex,), (*whole, *numbers)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text.startswith("·"):  # which of two sections that bear the same number
        return ord(text[1])
    if text in CIRCLED:
        return CIRCLED[text]
    tens, ten, ones = text.rpartition("十")
    value = DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (DIGITS.find(tens) + 1 if tens else 1) if ten else 0)
