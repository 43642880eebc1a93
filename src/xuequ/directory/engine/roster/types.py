"""What a roster says, and what is registered already, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..policy import Form

UNNAMED = {"学区", "集团", ""}  # the source prints the bare word where the name is missing
LEAD, GUEST, POINT = "lead", "guest", "teaching_point"


@dataclass(frozen=True, slots=True)
class Entry:
    """One school of the roster, or one teaching point with its `parent`."""

    line: int
    name: str
    role: str
    since: date
    until: date | None
    parent: str = ""
    code: str | None = None
    ownership: str | None = None
    stages: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Unit:
    """One consortium of the roster: as printed, and how it will be registered."""

    printed: str
    form: str | None
    kind: str
    schools: list[Entry] = field(default_factory=list)
    points: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        return None if self.printed in UNNAMED else self.printed

    @property
    def label(self) -> str:
        """The official name, or, where the source lacks one, a name in use that says so."""
        lead = next((each.name for each in self.schools if each.role == LEAD), "")
        return self.name or f"{lead}牵头学区（原文缺名）"


@dataclass(frozen=True, slots=True)
class Place:
    """A membership as registered."""

    label: str  # of the consortium
    role: str
    since: date
    until: date | None = None
    is_primary: bool = True

    def meets(self, since: date, until: date | None) -> bool:
        """Does it share a day with the span?"""
        return (self.until is None or since < self.until) and (until is None or self.since < until)


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered already, by name."""

    consortia: Mapping[str, date]  # label -> first day, of those without an end
    schools: Mapping[str, date]  # name -> first day, of those without an end
    places: Mapping[str, Sequence[Place]]  # school -> its memberships
    codes: Mapping[str, str]  # school code -> who bears it
    forms: Sequence[Form]
    takes_private: bool = True  # private schools may be members
