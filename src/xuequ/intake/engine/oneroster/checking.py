"""Whether the rows of a bundle say what the standard lets them say, and name what is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from .given import Given, Line
from .layout import EXTENSION, FILES, File

GUID = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
SHOWN = 60  # characters of a value that are said again
NONE = "NULL"  # what some systems write where there is nothing


def check(given: Given) -> None:
    """Tell every cell that is wrong; ids that stand twice, or that are nowhere."""
    ids: dict[str, dict[str, int]] = {}
    for name, lines in given.files.items():
        ids[name] = {}
        for line in lines:
            _check_id(given, name, line, ids[name])
            _check_cells(given, FILES[name], line)
    for name, lines in given.files.items():
        for line in lines:
            _check_references(given, FILES[name], line, ids)
    _check_one_name(given, ids)


def _check_id(given: Given, name: str, line: Line, seen: dict[str, int]) -> None:
    value = line["sourcedId"]
    if not value:
        given.fault(
            name, line.line, "sourcedId", "必填，不能为空。", "required; it must not be empty."
        )
    elif not GUID.fullmatch(value):
        given.fault(
            name,
            line.line,
            "sourcedId",
            "只能含字母、数字和 . - _ / @，最多255个。",
            "letters, digits and . - _ / @ only, 255 at most.",
        )
    elif (first := seen.setdefault(value, line.line)) != line.line:
        given.fault(name, line.line, "sourcedId", f"与第{first}行重复。每行的 sourcedId 须不同。",
                    f"line {first} has it already; each row has one of its own.")  # fmt: skip


def _check_cells(given: Given, file: File, line: Line) -> None:
    for column in ("status", "dateLastModified"):
        if line[column]:
            given.fault(
                file.name, line.line, column, "全量数据包中须留空。", "in bulk it stays empty."
            )
    for column in file.required:
        if not line[column] or (column in file.refers and line[column] == NONE):
            given.fault(
                file.name, line.line, column, "必填，不能为空。", "required; it must not be empty."
            )
    for column in file.days:
        if line[column] and not _is_day(line[column]):
            given.fault(
                file.name,
                line.line,
                column,
                "日期须写成 2026-09-01 的形式。",
                "a day is written like 2026-09-01.",
            )
    for column, words in file.words.items():
        value = line[column]
        is_further = column in file.open and value.startswith(EXTENSION) and value != EXTENSION
        if value and value not in words and not is_further:
            given.fault(
                file.name,
                line.line,
                column,
                f"“{value[:SHOWN]}”不在可用值中：{'、'.join(words)}。",
                f"«{value[:SHOWN]}» is not one of: {', '.join(words)}.",
            )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_references(given: Given, file: File, line: Line, ids: dict[str, dict[str, int]]) -> None:
    for column, target in file.refers.items():
        for value in named(line[column], is_list=column in file.lists):
            if value not in ids.get(target, {}):
                given.fault(
                    file.name,
                    line.line,
                    column,
                    f"{target}.csv 中没有 sourcedId “{value[:SHOWN]}”。请补上该行，或改正此处。",
                    f"{target}.csv has no row «{value[:SHOWN]}»; add it, or mend this.",
                )


def named(text: str, *, is_list: bool) -> Iterable[str]:
    """The ids in a cell."""
    if not text or text == NONE:
        return ()
    return [each.strip() for each in text.split(",")] if is_list else [text]


def _check_one_name(given: Given, ids: dict[str, dict[str, int]]) -> None:
    """Nobody is their own parent, however far up."""
    parents = {each["sourcedId"]: each["parentSourcedId"] for each in given.files.get("orgs", ())}
    for org, line in ids.get("orgs", {}).items():
        seen, at = {org}, parents.get(org, "")
        while at and at not in seen:
            seen.add(at)
            at = parents.get(at, "")
        if at == org:
            given.fault(
                "orgs",
                line,
                "parentSourcedId",
                "上级关系成环。请核对。",
                "it is above itself; check the parents.",
            )
