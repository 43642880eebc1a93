"""Where in a TOML text a key stands, so that a mistake can be pointed at."""

from __future__ import annotations

import re

HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")
KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """The line (from 1) of every table header and of every key at the start of a line."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = _path(header[1])
            for depth in range(1, len(table) + 1):
                found.setdefault(table[:depth], number)
        elif key := KEY.match(line):
            found.setdefault((*table, *_path(key[1])), number)
    return found


def line_of(path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int:
    """The line of `path`, or of the nearest thing around it that has one; 0 if none."""
    for depth in range(len(path), 0, -1):
        if path[:depth] in lines:
            return lines[path[:depth]]
    return 0


def _path(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))
