"""What is on record of a place in a span of days, as summaries say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.periods import Span


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty at the end of the span: how many owe it, how many have done it, are late.

    `since` and `due` bound the time it is owed in; none where every owner has its own.
    """

    name: str
    clause: str  # where the document says so
    since: date | None
    due: date | None
    of: int
    done: int
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Something handed in to the ledger that happened in the span; `number` names the entry."""

    number: int
    day: date
    title: str
    form: str
    subject: str
    place: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that was held."""

    day: date
    place: str  # whose meeting it was, where several hold some; else ""
    title: str
    came: int
    invited: int
    resolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A task that was followed up."""

    title: str
    who: str
    due: date
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A case that was started, decided or is open."""

    number: str
    kind: str
    title: str
    state: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A summary from below that was issued already: its figures are not asked for again."""

    place: str
    title: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Below:
    """What was reported from below about one period, and who has not reported."""

    period: str
    is_over: bool
    issued: tuple[Issued, ...]
    by_hand: tuple[str, ...]  # reported, but not by a paper issued here
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of a place in a span of days."""

    place: str
    addressee: str
    span: Span
    on: date  # as of which day the duties stand
    schools: int
    unions: int
    bodies: tuple[str, ...]  # bodies and heads, in words
    duties: tuple[DutyLine, ...]
    activities: tuple[Activity, ...]
    meetings: tuple[Met, ...]
    tasks: tuple[Followed, ...]
    cases: tuple[Decided, ...]
    below: tuple[Below, ...] = ()
