"""What differs between two profiles, and how the values of one change over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuequ.kernel.text import Text

from .entries import Entry, Profile

HEAD = {
    "name": Text("名称", "name"),
    "document": Text("文件", "document"),
    "sources": Text("依据的文件编号", "documents by number"),
    "status": Text("文件状态", "status"),
}
SIGHT = ("clause", "unit", "binding", "values", "note", "confirmed")


@dataclass(frozen=True, slots=True)
class Change:
    """A setting that two profiles have differently; without a side, that one does not set it."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The setting as it will be, or as it was if it goes."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a side")
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs in a setting both have, e.g. ("values",)."""
        if self.before is None or self.after is None:
            return ()
        sides = (self.before, self.after)
        return tuple(name for name in SIGHT if getattr(sides[0], name) != getattr(sides[1], name))


def heads(before: Profile, after: Profile) -> list[tuple[Text, Any, Any]]:
    """What differs in the heads of two profiles: (what, before, after)."""
    sides = ((words, getattr(before, name), getattr(after, name)) for name, words in HEAD.items())
    return [each for each in sides if each[1] != each[2]]


def changes(before: Profile, after: Profile) -> list[Change]:
    """Every setting that differs, in the order of the new profile, dropped ones last."""
    keys = [*after.entries, *(key for key in before.entries if key not in after.entries)]
    found = (Change(before.entries.get(key), after.entries.get(key)) for key in keys)
    return [each for each in found if each.fields or each.before is None or each.after is None]


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which a setting of one profile gets another value."""

    since: date
    entry: Entry
    before: Any
    value: Any


def steps(profile: Profile) -> list[Step]:
    """Every change of a value inside the profile, newest first."""
    found = [step for entry in profile.entries.values() for step in _steps(entry)]
    return sorted(found, key=lambda each: each.since, reverse=True)


def _steps(entry: Entry) -> Iterator[Step]:
    for before, after in zip(entry.values, entry.values[1:], strict=False):
        yield Step(after.since, entry, before.value, after.value)
