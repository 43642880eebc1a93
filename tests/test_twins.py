"""Pages and their Chinese twins have the same sections, code, formulas, figures and tables."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
EXACT = ("package", "package-places")  # somebody may write a verifier from either twin
LOOSE = ("ceremony",)  # figures and outputs may be told in other words
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`[^`]+`")
LINK = re.compile(r"\[[^]]*\]\([^)]*\)|.*中文见.*")
FORMULA = re.compile(r'"[^"]*"|[a-z]+\([^()]*\)|[a-z]+\(|LF')
Signs = dict[str, object]


def text(page: str, language: str) -> str:
    return (DOCS / f"{page}{language}.md").read_text("utf-8")


def sections(written: str) -> dict[str, str]:
    """The text below each heading; headings by their level and number, or else counted."""
    found, name, at = {"": ""}, "", 0
    for line in FENCE.sub(lambda fence: fence[0].replace("\n#", "\n "), written).splitlines():
        if heading := re.match(r"(#+) (\d*)", line):
            at += 1
            name = f"{heading[1]} {heading[2] or f'({at})'}"
            found[name] = ""
        else:
            found[name] += line + "\n"
    return found


def of_prose(section: str) -> str:
    """A section without its code and links."""
    return LINK.sub("", SPAN.sub("", FENCE.sub("", section)))


def signs(section: str) -> Signs:
    """What has to be the same in two languages."""
    body = FENCE.sub("", section)
    formulas = [line for line in body.splitlines() if line.startswith("    ")]
    rows = [line for line in body.splitlines() if line.startswith("|")]
    return {
        "code": set(SPAN.findall(LINK.sub("", body))),
        "formulas": [FORMULA.findall(line) for line in formulas],
        "figures": set(re.findall(r"\d+", of_prose(section))),
        "tables": [[cell_signs(cell) for cell in row.strip("|").split("|")] for row in rows],
    }


def cell_signs(cell: str) -> Counter[str]:
    """Code and figures of a cell: all that languages have in common."""
    return Counter([*SPAN.findall(cell), *re.findall(r"[0-9A-F]*\d[0-9A-F]*", SPAN.sub("", cell))])


def differences(english: str, chinese: str) -> list[str]:
    """Where two texts differ: a section, and what of it."""
    ours, theirs = sections(english), sections(chinese)
    if list(ours) != list(theirs):
        return [f"sections: {list(ours)} and {list(theirs)}"]
    return [
        f"{name} {kind}: {value} and {other[kind]}"
        for name in ours
        for other in [signs(theirs[name])]
        for kind, value in signs(ours[name]).items()
        if value != other[kind]
    ]


@pytest.mark.parametrize("page", EXACT)
def test_both_languages_settle_the_same(page: str) -> None:
    english = text(page, "")
    assert len(sections(english)) > 7
    assert differences(english, text(page, ".zh")) == []


LOSSES = {
    "a section": ("## 6.", "## 7."),
    "a code": ("`may_split`", "`split`"),
    "a formula": ("measured(name) measured(value) )", "measured(value) )"),
    "a constant": ('"xuequ-seed-1"', '"xuequ-seed-2"'),
    "a figure": ("666", "667"),
    "a row": ("| `step` |", "`step`"),
    "a cell": ("50 4B 01 02", "50 4B 03 04"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_twin_that_lost_something_is_noticed(loss: str) -> None:
    there, instead = LOSSES[loss]
    chinese = text("package", ".zh")
    assert there in chinese
    assert differences(text("package", ""), chinese.replace(there, instead)) != []


@pytest.mark.parametrize("page", LOOSE)
def test_both_languages_give_the_same_commands_and_tables(page: str) -> None:
    """Steps and commands; the first cell of a row tells a number or a command where it has one."""
    english, chinese = text(page, ""), text(page, ".zh")
    assert list(sections(english)) == list(sections(chinese))
    for ours, theirs in zip(*map(commands, (english, chinese)), strict=True):
        assert ours == theirs
    assert len(commands(english)) > 5


def commands(written: str) -> list[str]:
    """The lines of a page that somebody types."""
    return [
        line for fence in FENCE.findall(written) for line in fence.splitlines() if line[:2] == "$ "
    ]
