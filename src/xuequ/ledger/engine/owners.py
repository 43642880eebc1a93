"""Who owes a duty: people by relation or office, schools, consortia, the authority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import Party
from xuequ.kernel.text import Text

from .duties import Owed
from .policy import Subject
from .spans import FOREVER

INSTITUTIONS: frozenset[Party] = frozenset({"school", "consortium", "authority"})
OF_POSTINGS: frozenset[Party] = frozenset({"mover", "leader", "host_school"})
OF_PAIRINGS: frozenset[Party] = frozenset(
    {"mentor", "mentor_1", "mentor_2", "mentor_3", "apprentice", "pair", "class_teacher"}
)
TIERS: dict[Party, int] = {"mentor_1": 1, "mentor_2": 2, "mentor_3": 3}
DEFAULT_CONFIRMERS: dict[Party, tuple[Party, ...]] = {
    "mover": ("mentor", "host_school"),
    "leader": ("host_school",),
    "host_school": ("consortium", "authority"),
    "mentor": ("school",),
    "mentor_1": ("school",),
    "mentor_2": ("school",),
    "mentor_3": ("consortium", "authority"),
    "apprentice": ("mentor", "school"),
    "pair": ("school",),
    "class_teacher": ("school",),
    "master": ("school",),
    "teacher": ("school",),
    "post": ("school", "authority"),
    "school": ("consortium", "authority"),
    "consortium": ("authority",),
    "authority": (),
}


def confirmers(owed: Owed) -> tuple[Party, ...]:
    """Who may confirm what is handed in; nobody where the duty is an authority's own."""
    return owed.duty.confirmed_by or DEFAULT_CONFIRMERS[owed.duty.owed_by]


NO_NAME = Text("", "")


@dataclass(frozen=True, slots=True)
class Owner:
    """One who owes: `kind` and `id` name the row the duty hangs on.

    A `posting` or `pairing` is owed for by `person` (or by both of a pair); `school` is where
    it counts, `other` the second person of a pair.
    """

    kind: str  # "person", "posting", "pairing", "school", "consortium", "authority"
    id: int
    name: str
    tenure: Span
    person: int | None = None
    other: int | None = None
    school: int | None = None
    consortium: int | None = None
    subject: str = ""
    taught: Text = NO_NAME  # what the subject is called


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting in force at some time of the window read."""

    id: int
    person: int
    name: str
    kind: str
    direction: str
    to_school: int
    tenure: Span


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A pairing in force at some time of the window read."""

    id: int
    mentor: int
    mentor_name: str
    apprentice: int
    apprentice_name: str
    kind: str
    tier: int
    direction: str  # of the posting it belongs to; empty without one
    school: int
    tenure: Span


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who teaches at a school or holds a post there."""

    id: int
    name: str
    school: int | None
    tenure: Span
    honours: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    teaches: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A school, a consortium or the authority, with the stages taught there."""

    id: int
    name: str
    tenure: Span
    stages: frozenset[str] = frozenset()
    consortium: int | None = None  # of a school: its primary one


@dataclass(frozen=True, slots=True)
class Register:
    """Everything owners are made of, for one authority and a window of days."""

    authority: Unit
    consortia: Sequence[Unit] = ()
    schools: Sequence[Unit] = ()
    people: Sequence[PersonRow] = ()
    postings: Sequence[PostingRow] = ()
    pairings: Sequence[PairingRow] = ()
    subjects: Sequence[Subject] = field(default_factory=tuple)


def owners(owed: Owed, register: Register) -> Iterator[Owner]:
    """Everybody in the register who owes a duty."""
    party = owed.duty.owed_by
    if party in INSTITUTIONS:
        yield from _institutions(owed, register)
    elif party in OF_PAIRINGS or (party == "host_school" and owed.duty.per == "pair"):
        yield from _pairings(owed, register)
    elif party in OF_POSTINGS:
        yield from _postings(owed, register)
    else:
        yield from _people(owed, register)


def _institutions(owed: Owed, register: Register) -> Iterator[Owner]:
    party, per = owed.duty.owed_by, owed.duty.per
    if per == "school" or (party == "school" and per != "consortium"):
        kind, units = "school", register.schools
    elif per == "consortium" or party == "consortium":
        kind, units = "consortium", register.consortia
    else:
        kind, units = "authority", [register.authority]
    for unit in units:
        owner = Owner(
            kind,
            unit.id,
            unit.name,
            unit.tenure,
            school=unit.id if kind == "school" else None,
            consortium=unit.id if kind == "consortium" else unit.consortium,
        )
        if per in ("subject", "group"):
            for subject in subjects_of(owed, unit, register.subjects):
                taught = Text(subject.zh, subject.en)
                yield replace(owner, subject=subject.code, taught=taught)
        else:
            yield owner


def subjects_of(owed: Owed, unit: Unit, known: Sequence[Subject]) -> Iterator[Subject]:
    """The subjects in which a unit owes a duty: those of its stages, or the named of them."""
    chosen = owed.duty.subjects
    for each in known:
        if unit.stages & set(each.stages) and (not chosen or each.code in chosen):
            yield each


def _postings(owed: Owed, register: Register) -> Iterator[Owner]:
    wants = {"mover": "teacher", "leader": "leader"}.get(owed.duty.owed_by)
    for row in register.postings:
        if wants not in (None, row.kind) or owed.direction not in ("", row.direction):
            continue
        yield Owner(
            "posting",
            row.id,
            row.name,
            row.tenure,
            person=None if owed.duty.owed_by == "host_school" else row.person,
            school=row.to_school,
        )


def _pairings(owed: Owed, register: Register) -> Iterator[Owner]:
    party = owed.duty.owed_by
    kind = "class_teacher" if party == "class_teacher" else "teaching"
    rows = [row for row in register.pairings if row.kind == kind]
    lowest = _lowest_tiers(rows)
    for row in rows:
        if row.direction != owed.direction:
            continue
        tier = TIERS.get(party, lowest[row.apprentice] if party == "apprentice" else row.tier)
        if row.tier != tier:
            continue
        yield _of_pair(party, row)


def _of_pair(party: Party, row: PairingRow) -> Owner:
    both = f"{row.mentor_name}—{row.apprentice_name}"
    owner = Owner("pairing", row.id, both, row.tenure, school=row.school)
    if party == "apprentice":
        return replace(owner, person=row.apprentice)
    if party in ("pair", "class_teacher"):
        return replace(owner, person=row.mentor, other=row.apprentice)
    return owner if party == "host_school" else replace(owner, person=row.mentor)


def _lowest_tiers(rows: Sequence[PairingRow]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        found[row.apprentice] = min(found.get(row.apprentice, row.tier), row.tier)
    return found


def _people(owed: Owed, register: Register) -> Iterator[Owner]:
    duty = owed.duty
    honours = set(duty.honours) or ({"master"} if duty.owed_by == "master" else set())
    for row in register.people:
        if duty.owed_by == "post":
            if duty.role not in row.roles:
                continue
        elif not row.teaches or (honours and not honours & row.honours):
            continue
        yield Owner("person", row.id, row.name, row.tenure, person=row.id, school=row.school)


def tenure(since: date, until: date | None) -> Span:
    """The span of a dated row."""
    return Span(since, until or FOREVER)
