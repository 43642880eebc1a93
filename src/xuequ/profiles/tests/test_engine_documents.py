"""The shipped profiles against what the documents say: numbers, and rows of the comparison."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities

CASES = Path(__file__).parent / "cases"
LATER = date(2030, 1, 1)
DOCUMENT = {
    "babu": ("002-5", "in_force"),
    "futian": ("002-3", "in_force"),
    "guilin": ("002-4", "draft"),
    "lantian": ("002-1", "in_force"),
    "mingzhu": ("002-2", "in_force"),
    "putuo": ("003", "in_force"),
    "shuangtaizi": ("001", "in_force"),
    "xian": ("000", "in_force"),
    "xingning": ("004", "in_force"),
}


def cases(name: str) -> dict[str, Any]:
    return tomllib.loads(CASES.joinpath(name).read_text("utf-8"), parse_float=Decimal)


def numbers() -> Iterator[Any]:
    for locality, rows in cases("numbers.toml").items():
        for row in rows:
            given = (locality, row["clause"], row["at"], row["is"])
            mark = pytest.mark.clause(row["clause"])
            yield pytest.param(*given, marks=mark, id=f"{locality} {row['at']}")


def part(value: Any, name: str) -> Any:
    """An item of a list by number or code, or a part of a record by name."""
    if not isinstance(value, tuple):
        return getattr(value, name)
    if name.isdigit():
        return value[int(name)]
    [found] = [each for each in value if each.code == name]
    return found


def plain(value: Any) -> Any:
    """A value as the cases write it: a list by the codes of its items, a gap as `none`."""
    if isinstance(value, tuple):
        return [getattr(each, "code", each) for each in value]
    return "none" if value is None else value


@pytest.mark.parametrize(("locality", "clause", "at", "wanted"), list(numbers()))
def test_the_profile_says_what_the_document_says(
    locality: str, clause: str, at: str, wanted: object
) -> None:
    section, key, *inside = at.split(".")
    entry = load(locality).entries[section, key]
    value = entry.value(LATER)
    cited = {entry.clause}
    for name in inside:
        value = part(value, name)
        cited.add(getattr(value, "clause", None) or entry.clause)
    assert plain(value) == wanted
    assert clause in cited


def test_each_of_the_nine_documents_has_its_profile() -> None:
    held = {code: load(code) for code in localities()}
    assert {code: (*each.sources, each.status) for code, each in held.items()} == DOCUMENT


def test_every_profile_says_how_its_document_and_its_date_were_read() -> None:
    notes = {code: load(code).note for code in localities()}
    assert all(note and note.zh and note.en for note in notes.values())
    assumed = {code for code, note in notes.items() if note and "假定" in note.zh}
    assert assumed == {"shuangtaizi", "futian", "guilin"}


def cited_in(value: Any) -> Iterator[str]:
    """The clauses that the items of a value cite, however deep."""
    if isinstance(value, tuple):
        for each in value:
            yield from cited_in(each)
    elif is_dataclass(value):
        if clause := getattr(value, "clause", None):
            yield clause
        for field in fields(value):
            yield from cited_in(getattr(value, field.name))


@pytest.mark.parametrize("code", localities())
def test_items_too_cite_only_the_document_of_their_locality(code: str) -> None:
    profile = load(code)
    for entry in profile.entries.values():
        for clause in () if entry.is_common else cited_in(entry.value(LATER)):
            assert clauses()[clause].is_in(profile.sources), f"{entry.name} cites {clause}"


ROWS = cases("rows.toml")["row"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row {row['number']}")
def test_every_setting_of_a_row_is_held_where_the_document_speaks_of_it(
    row: dict[str, Any],
) -> None:
    held = {code: set(row.get(code, ())) for code in localities()}
    for code, settings in held.items():
        assert settings <= {entry.name for entry in load(code).entries.values()}, code


@pytest.mark.parametrize(
    "row", [each for each in ROWS if each.get("only")], ids=lambda row: f"row {row['number']}"
)
def test_where_a_document_is_silent_the_setting_is_left_out(row: dict[str, Any]) -> None:
    named = {name for code in localities() for name in row.get(code, ())}
    for code in set(localities()) - row.keys():
        strange = named & {entry.name for entry in load(code).entries.values()}
        assert not strange, f"{code}: {strange}"


def test_a_row_stands_once_and_names_only_localities() -> None:
    assert len({each["number"] for each in ROWS}) == len(ROWS)
    known = {*localities(), "number", "rule", "otherwise", "only"}
    assert all(each.keys() <= known for each in ROWS)


@pytest.mark.parametrize(
    "case", cases("decisions.toml")["decision"], ids=lambda case: f"C{case['number']}"
)
def test_every_decision_is_told_where_it_was_taken(case: dict[str, Any]) -> None:
    for code, names in ((key, held) for key, held in case.items() if key != "number"):
        notes = {entry.name: entry.note for entry in load(code).entries.values()}
        assert all(notes[name] for name in names), code
