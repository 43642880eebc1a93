"""The kinds of meeting a locality knows: regular ones, those that are duties, and any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuequ.kernel.text import Text
from xuequ.ledger.engine.duties import duties
from xuequ.profiles.entries import Profile

from .policy import Meeting
from .policy.meetings import Every

OTHER_CODE = "other"
ARTEFACT = "meeting"  # the form of the ledger on which a meeting is handed in


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of meeting.

    `every` is none where no cadence is stated; then the place sets the next day itself.  `duty`
    is the key of the duty that a meeting of this kind counts for, if there is one.
    """

    code: str
    name: Text
    clause: str = ""
    of: str = ""  # "consortium", "authority", "school"; empty: any place
    every: Every | None = None
    duty: str = ""

    def is_held_by(self, place: str) -> bool:
        """May a place of that sort hold it?"""
        return not self.of or self.of == place


OTHER = Kind(OTHER_CODE, Text("其他会议", "other meeting"))


def kinds(profile: Profile, on: date) -> tuple[Kind, ...]:
    """Every kind of meeting on a day: regular ones first, in the order of the policy."""
    regular = tuple(
        Kind(each.code, Text(each.zh, each.en), each.clause, each.of, each.every)
        for entry in profile.entries.values()
        if entry.values[0].since <= on
        for each in _meetings(entry.value(on))
    )
    owed = tuple(
        Kind(each.key, each.name, each.duty.clause, each.duty.owed_by, duty=each.key)
        for each in duties(profile, on)
        if each.artefact == ARTEFACT
    )
    return (*regular, *owed, OTHER)


def kind_of(code: str, known: tuple[Kind, ...]) -> Kind | None:
    """The kind of a code, or none."""
    return next((each for each in known if each.code == code), None)


def _meetings(value: Any) -> Iterator[Meeting]:
    if isinstance(value, tuple):
        yield from (each for each in value if isinstance(each, Meeting))
