"""What the roll-over knows before it decides, and what it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

# What becomes of a pupil: rises within the school, goes on to the next school, has finished the
# last school kept here, repeats the grade, leaves; has finished and no next school is known; or
# cannot be moved.
Kind = Literal["up", "next", "finishes", "repeats", "leaves", "unplaced", "stays"]
KINDS: tuple[Kind, ...] = ("up", "next", "finishes", "repeats", "leaves", "unplaced", "stays")
UNMOVED: frozenset[Kind] = frozenset({"unplaced", "stays"})
PLACED: frozenset[Kind] = frozenset({"up", "next", "repeats"})  # who sits in a class afterwards

# Why a pupil is not moved, or is not placed.
Why = Literal[
    "",
    "no-feeder",  # the school teaches no further grade, and no next school is known
    "next-lacks-grade",  # the next school does not teach that grade
    "outside-grades",  # the class is of a grade its school does not teach
    "next-closed",  # the school it would go on to is closed by then
    "twice",  # the same child has two seats
    "ahead",  # the child sits in a class of the new year already
    "old-class",  # the seat is in a class of an earlier year
    "begins-later",  # the seat begins on or after the day
]
Grades = Mapping[str, tuple[int, int]]  # of a stage: first and last grade
UNDIVIDED = 0  # the number of a class of those not divided into classes yet (待分班)


class Target(NamedTuple):
    """A class of the new year."""

    school: int
    stage: str
    grade: int
    number: int


@dataclass(frozen=True, slots=True)
class School:
    """A school with the grades it teaches and the consortia it belongs to."""

    id: int
    grades: Grades
    unions: frozenset[int] = frozenset()
    is_open: bool = True  # on the day

    def stage_of(self, grade: int) -> str:
        """The stage in which the school teaches a grade; "" if it does not."""
        for stage, (first, last) in self.grades.items():
            if first <= grade <= last:
                return stage
        return ""


@dataclass(frozen=True, slots=True)
class Room:
    """A class of the year that ends, or of an earlier one."""

    id: int
    school: int
    stage: str
    grade: int
    number: int
    year: int


class Seat(NamedTuple):
    """A pupil in a class; `number` and `id_number` as the index keeps them."""

    pupil: int
    room: int
    since: date
    until: date | None
    number: str | None = None
    id_number: str | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """What tells whether two seats are of one child."""
        return tuple(filter(None, (self.number, self.id_number)))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody decided about one pupil.

    `goes` names the class; `repeats` may name the number of the class; `waived` leaves a pupil
    who cannot be moved where it is.
    """

    kind: Literal["repeats", "leaves", "goes", "waived"]
    school: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything the roll-over of some schools out of the year `year` depends on."""

    year: int
    day: date  # the first day of the next year
    schools: Mapping[int, School]  # of the whole authority
    rooms: Mapping[int, Room]  # of the schools rolled over, of `year` and before
    seats: tuple[Seat, ...]  # in these rooms, in force on the last day of the year and after
    ahead: frozenset[str] = frozenset()  # tokens of who sits in a class of the new year
    others: frozenset[str] = frozenset()  # tokens of who has a seat in another school
    feeders: Mapping[int, int] = field(default_factory=dict)  # school by school: the next one
    wishes: Mapping[int, Wish] = field(default_factory=dict)  # by pupil
    numbers: Mapping[int, int] = field(default_factory=dict)  # by room: the new class number


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one pupil."""

    pupil: int
    room: int
    kind: Kind
    target: Target | None = None
    why: Why = ""
    is_waived: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """What becomes of a class: the class of the new year its pupils form, or none."""

    room: int
    kind: Kind
    target: Target | None
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of everybody."""

    outcomes: tuple[Outcome, ...]
    classes: tuple[Succession, ...]
