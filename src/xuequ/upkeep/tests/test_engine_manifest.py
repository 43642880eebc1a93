"""A backup says what it is, and a program knows whether it can take it back."""

from __future__ import annotations

import json

import pytest

from xuequ.upkeep.engine.manifest import (
    Manifest,
    differing,
    last_of,
    misfits,
    read,
    strangers,
    unknown,
)

ONE = Manifest(
    version="1.0",
    vendor="sqlite",
    made_at="2026-11-01T02:00:00+08:00",
    migrations=(("a", "0001"), ("a", "0002"), ("b", "0001")),
    rows={"t": 3},
    columns={},
    counters={},
    keys={"record": "x"},
    has_files=True,
    files=0,
    faults={},
    size=9,
)


def test_what_was_written_is_read_again() -> None:
    assert read(json.loads(json.dumps(ONE.about()))) == ONE


@pytest.mark.parametrize("change", [{"kind": "other"}, {"format": 2}, {"rows": 3}, {"size": "x"}])
def test_what_is_no_backup_is_not_read(change: dict[str, object]) -> None:
    assert read({**ONE.about(), **change}) is None
    assert read([]) is None and read({}) is None


def test_a_newer_program_is_told_by_migrations_nobody_here_knows() -> None:
    assert unknown(ONE, ONE.migrations) == []
    assert unknown(ONE, [("a", "0001"), ("b", "0001")]) == [("a", "0002")]


def test_only_the_members_of_a_backup_are_let_in() -> None:
    digest = "ab" + "0" * 62
    good = [f"files/ab/{digest}", "database/xuequ.sqlite3.gz", "keys.sealed"]
    bad = [f"files/cd/{digest}", "files/ab/x", "database/../x.gz", "keys/record", "a"]
    assert strangers([*good, *bad]) == bad


def test_the_last_migrations_are_those_nothing_stands_on() -> None:
    inside = {("a", "0002"): [("a", "0001")], ("a", "0001"): [], ("b", "0001"): []}
    assert last_of(inside, inside) == [("a", "0002"), ("b", "0001")]


def test_keys_and_rows_are_compared_by_name() -> None:
    assert misfits({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "x", "z": "9"}) == ["b", "c"]
    assert differing({"t": 1, "u": 2}, {"t": 1, "u": 3, "v": 0}) == ["u", "v"]
