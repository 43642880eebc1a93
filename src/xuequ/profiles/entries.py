"""A profile: what one locality's document settles, as parameters with clause, unit and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from xuequ.kernel.text import Text

Binding = Literal["must", "should"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the day it comes into force."""

    since: date
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One parameter: its value over time, the clause it comes from, how strongly it binds."""

    section: str
    key: str
    clause: str
    unit: Text
    binding: Binding
    values: tuple[Dated, ...]  # oldest first
    note: Text | None = None
    file: str = ""
    line: int = 0

    def value(self, on: date) -> Any:
        """The value in force `on` that day.

        Raises:
            LookupError: the parameter has no value yet on that day.
        """
        dated = [each for each in self.values if each.since <= on]
        if not dated:
            raise LookupError(f"{self.section}.{self.key} has no value on {on}")
        return dated[-1].value


@dataclass(frozen=True, slots=True)
class Profile:
    """One locality's policy."""

    code: str
    name: Text
    document: Text
    sources: tuple[str, ...]  # prefixes of the register's source column, e.g. "004"
    status: Literal["in_force", "draft"]
    since: date  # the first day on which the profile says anything
    entries: Mapping[tuple[str, str], Entry]

    def section(self, name: str) -> tuple[Entry, ...]:
        return tuple(each for (section, _), each in self.entries.items() if section == name)

    def binding(self, clause: str) -> Binding:
        """How strongly a clause binds here: `should` only if every entry citing it says so."""
        cited = [each.binding for each in self.entries.values() if each.clause == clause]
        return "should" if cited and set(cited) == {"should"} else "must"
