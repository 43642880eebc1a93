"""Tables of pages in docs/, as tests read and carry them out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHINESE = {"北校": "North", "南校": "South", "东校": "East", "西校": "West", "山校": "Hill"}
CHINESE |= {"录取": "in", "预留，普通": "kept, open", "普通，预留": "open, kept"}


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a page without their headings; Chinese words of the examples in English."""
    text = (DOCS / page).read_text("utf-8").replace("、", ", ")
    for word, english in CHINESE.items():
        text = text.replace(word, english)
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            found[-1].append([each.strip(" `") for each in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [each[2:] for each in found if each]


def typed(page: str) -> list[tuple[list[str], list[str]]]:
    """Each command of a page with the lines that are shown below it."""
    found: list[tuple[list[str], list[str]]] = []
    for console in CONSOLE.findall((DOCS / page).read_text("utf-8")):
        for line in console.splitlines():
            if line.startswith("$ "):
                found.append((shlex.split(line[2:]), []))
            else:
                found[-1][1].append(line)
    return found
