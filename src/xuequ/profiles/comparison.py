"""The same rule across localities: which clauses and settings one puts side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from xuequ.kernel.text import Text

from .clauses import Clause, clauses
from .entries import Entry, Profile

Standing = Literal["settled", "unnumbered", "silent"]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule that documents of several localities may hold."""

    number: int
    text: Text
    clauses: tuple[str, ...]
    settings: tuple[str, ...]  # "section.key"

    @property
    def chapters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.partition("-")[0] for each in self.clauses))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one locality says to a row."""

    profile: Profile
    entries: tuple[Entry, ...]  # from its own document
    common: tuple[Entry, ...]  # taken over from what all localities share
    clauses: tuple[Clause, ...]  # those of the row that its document contains

    @property
    def standing(self) -> Standing:
        """settled: with values; unnumbered: said without a number; silent: not mentioned."""
        if self.entries:
            return "settled"
        return "unnumbered" if self.clauses else "silent"

    @property
    def settings(self) -> tuple[Entry, ...]:
        """Its own, then those it takes over."""
        return (*self.entries, *self.common)


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the comparison in their order."""
    text = files("xuequ.profiles").joinpath("comparison.toml").read_text("utf-8")
    return tuple(
        Row(
            each["row"],
            Text(each["zh"], each["en"]),
            tuple(each["clauses"]),
            tuple(each["settings"]),
        )
        for each in tomllib.loads(text)["rows"]
    )


@cache
def claimed() -> frozenset[str]:
    """The settings that some row names."""
    return frozenset(name for row in rows() for name in row.settings)


def belongs(entry: Entry, row: Row) -> bool:
    """Is the setting shown in the row: named there, or named nowhere and of one of its clauses?"""
    return entry.name in row.settings or (
        entry.clause in row.clauses and entry.name not in claimed()
    )


def compared(row: Row, profiles: Sequence[Profile]) -> list[Cell]:
    """What each locality says to one row."""
    return [
        _cell(profile, [each for each in profile.entries.values() if belongs(each, row)], row)
        for profile in profiles
    ]


def _cell(profile: Profile, found: list[Entry], row: Row) -> Cell:
    known = clauses()
    ids = dict.fromkeys((*row.clauses, *(each.clause for each in found if not each.is_common)))
    return Cell(
        profile,
        tuple(each for each in found if not each.is_common),
        tuple(each for each in found if each.is_common),
        tuple(known[id] for id in ids if known[id].is_in(profile.sources)),
    )


def by_setting(profiles: Sequence[Profile]) -> list[tuple[Entry, list[Cell]]]:
    """Every setting any of the localities has, with what each says to it, section by section.

    A locality without a value whose document contains a clause that others cite for the setting
    says it without a number.
    """
    kinds: dict[tuple[str, str], list[Entry]] = {}
    for profile in profiles:
        for key, entry in profile.entries.items():
            kinds.setdefault(key, []).append(entry)
    return [
        (held[0], [_cell(each, _of(each, key), _row_of(held)) for each in profiles])
        for key, held in sorted(kinds.items())
    ]


def _of(profile: Profile, key: tuple[str, str]) -> list[Entry]:
    return [profile.entries[key]] if key in profile.entries else []


def _row_of(held: list[Entry]) -> Row:
    """A row for one setting, with the clauses that localities cite for it."""
    cited = dict.fromkeys(each.clause for each in held if not each.is_common)
    return Row(0, Text("", ""), tuple(cited), (held[0].name,))


def by_clause(clause: str, profiles: Sequence[Profile]) -> list[Cell]:
    """What each locality settles of one clause, with the rows it is part of for the others."""
    row = Row(0, Text("", ""), (clause,), ())
    return [
        _cell(profile, [each for each in profile.entries.values() if each.clause == clause], row)
        for profile in profiles
    ]
