"""A profile: what one locality's document settles, as parameters with clause, unit and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from xuequ.kernel.text import Text

Binding = Literal["must", "should"]
COMMON = "base.toml"  # the file of what all localities share


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
    confirmed: bool = True  # false: the number stands to be confirmed by somebody who knows
    file: str = ""
    line: int = 0

    def value(self, on: date) -> Any:
        """The value in force `on` that day.

        Raises:
            LookupError: the parameter has no value yet on that day.
        """
        if self.values[0].since > on:
            raise LookupError(f"{self.section}.{self.key} has no value on {on}")
        return self.shown(on).value

    def shown(self, on: date) -> Dated:
        """What to show `on` that day: the value in force, else the first one to come."""
        begun = [each for each in self.values if each.since <= on]
        return begun[-1] if begun else self.values[0]

    @property
    def name(self) -> str:
        return f"{self.section}.{self.key}"

    @property
    def is_common(self) -> bool:
        """Does it stand for all localities, and not in the locality's own document?"""
        return self.file == COMMON


@dataclass(frozen=True, slots=True)
class Profile:
    """One locality's policy."""

    code: str
    name: Text
    document: Text
    sources: tuple[str, ...]  # prefixes of the register's source column, e.g. "004"
    status: Literal["in_force", "draft"]
    since: date  # the first day on which the locality itself says anything
    entries: Mapping[tuple[str, str], Entry]
    note: Text | None = None  # how the document as a whole was read, above all its date
    bindings: Mapping[str, Binding] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bindings", _bindings(self.entries))

    def section(self, name: str) -> tuple[Entry, ...]:
        return tuple(each for (section, _), each in self.entries.items() if section == name)

    def binding(self, clause: str) -> Binding:
        """How strongly a clause binds here: `should` only if every setting citing it says so.

        A clause no setting cites may be a commitment, which is demanded or only encouraged, or
        be cited by items of lists: these bind as their setting unless they say otherwise.
        """
        return self.bindings.get(clause, "must")


def _bindings(entries: Mapping[tuple[str, str], Entry]) -> dict[str, Binding]:
    """How each clause binds that a policy cites."""
    by_setting: dict[str, set[Binding]] = defaultdict(set)
    by_promise: dict[str, set[Binding]] = defaultdict(set)
    by_item: dict[str, set[Binding]] = defaultdict(set)
    for entry in entries.values():
        by_setting[entry.clause].add(entry.binding)
        found = by_promise if entry.section == "commitments" else by_item
        for item in _citing(entry.values[-1].value):
            found[item.clause].add(_binding_of(item, entry))
    every = {**by_item, **by_promise, **by_setting}
    return {
        clause: "should" if bindings == {"should"} else "must" for clause, bindings in every.items()
    }


def _binding_of(item: Any, entry: Entry) -> Binding:
    if getattr(item, "encouraged", False):
        return "should"
    said: Binding | None = getattr(item, "binding", None)
    return said or entry.binding


def _citing(value: Any) -> Iterator[Any]:
    """The items inside a value, however deep, that cite a clause themselves."""
    if isinstance(value, tuple):
        for each in value:
            yield from _citing(each)
    elif is_dataclass(value):
        if getattr(value, "clause", None):
            yield value
        for each in fields(value):
            yield from _citing(getattr(value, each.name))
