"""The rows of the comparison, and what each locality says to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from xuequ.profiles.clauses import clauses
from xuequ.profiles.comparison import Row, by_clause, by_setting, compared, rows
from xuequ.profiles.loader import load, localities, read, sections
from xuequ.profiles.tests.test_engine_documents import cases

NINE = [load(code) for code in localities()]
KEYS = {f"{name}.{f.name}" for name, kind in sections().items() for f in fields(kind)}


def test_there_are_fifty_rows_in_both_languages_with_their_clauses() -> None:
    assert [each.number for each in rows()] == list(range(1, 51))
    for row in rows():
        assert row.text.zh and row.text.en and row.clauses
        assert set(row.clauses) <= set(clauses())
        assert len(set(row.clauses)) == len(row.clauses)


def test_a_row_names_only_settings_that_exist() -> None:
    assert {name for row in rows() for name in row.settings} <= KEYS


def told() -> Iterator[tuple[int, str, str]]:
    """What the documents say, row by row: (row, locality, setting)."""
    for case in cases("rows.toml")["row"]:
        for code in localities():
            for name in case.get(code, ()):
                yield case["number"], code, name


@pytest.mark.parametrize(("number", "code", "name"), list(told()))
def test_a_row_shows_what_the_document_settles_of_it(number: int, code: str, name: str) -> None:
    [cell] = compared(rows()[number - 1], [load(code)])
    assert name in {each.name for each in cell.settings}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_every_locality_stands_in_a_row_as_its_document_does(row: Row) -> None:
    for cell in compared(row, NINE):
        documents = cell.profile.sources
        speaks = any(clauses()[each].is_in(documents) for each in row.clauses)
        assert (cell.standing == "settled") == bool(cell.entries)
        if not cell.entries:
            assert cell.standing == ("unnumbered" if speaks else "silent")
        assert all(each.is_in(documents) for each in cell.clauses)
        assert all(each in cell.profile.entries.values() for each in cell.settings)


def test_a_setting_named_by_a_row_stands_in_no_row_by_its_clause_alone() -> None:
    shown = [
        (row.number, entry.name)
        for row in rows()
        for cell in compared(row, NINE)
        for entry in cell.settings
    ]
    named = {(row.number, name) for row in rows() for name in row.settings}
    claimed = {name for _, name in named}
    assert all((number, name) in named for number, name in shown if name in claimed)


def test_what_all_share_is_told_apart_from_what_a_document_says() -> None:
    [(_, cells)] = [each for each in by_setting(NINE) if each[0].name == "commitments.items"]
    assert all(cell.common and not cell.entries for cell in cells)


def test_every_setting_of_every_locality_can_be_compared() -> None:
    found = {entry.name: cells for entry, cells in by_setting(NINE)}
    for profile in NINE:
        for entry in profile.entries.values():
            [cell] = [each for each in found[entry.name] if each.profile is profile]
            assert cell.settings == (entry,)


def test_one_clause_shows_what_each_settles_of_it() -> None:
    cells = {each.profile.code: each for each in by_clause("REG-12", NINE)}
    assert cells["guilin"].standing == "settled"
    assert cells["xingning"].standing == "silent"


OWN = """
name = { zh = "甲", en = "A" }
[formation.max_schools]
clause = "REG-12"
unit = { zh = "所", en = "schools" }
binding = "must"
CONFIRMED
values = [{ from = 2020-09-01, value = 8 }, { from = 2019-09-01, value = 10 }]
"""


@pytest.mark.parametrize(("line", "is_so"), [("confirmed = false", False), ("", True)])
def test_a_number_is_confirmed_unless_it_says_otherwise(line: str, is_so: bool) -> None:
    [entry] = read("own", OWN.replace("CONFIRMED", line)).entries.values()
    assert entry.confirmed is is_so


def test_the_value_to_show_is_the_one_in_force_or_the_first_to_come() -> None:
    [entry] = read("own", OWN.replace("CONFIRMED", "")).entries.values()
    days = (date(2019, 8, 31), date(2020, 8, 31), date(2020, 9, 1))
    assert [entry.shown(day).value for day in days] == [10, 10, 8]
