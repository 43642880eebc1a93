"""The registry as plain values: what the formation rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.rulebook import Fact

from .policy import Formation, Membership


@dataclass(frozen=True, slots=True)
class Policy:
    """The directory's part of a locality's policy, as in force on one day."""

    formation: Formation
    membership: Membership


@dataclass(frozen=True, slots=True)
class School:
    """A school on one day.  None stands for a fact the registry does not hold."""

    id: int
    name: str
    stages: frozenset[str] | None = None
    ownership: str | None = None
    strength: str | None = None
    locality: str | None = None
    township: str | None = None
    newly_built: bool | None = None
    point: tuple[float, float] | None = None  # longitude, latitude in degrees, WGS-84
    teaching_points: int = 0

    @property
    def is_compulsory(self) -> bool:
        """Does it teach primary or junior pupils?  Yes, unless it is known not to."""
        return self.stages is None or bool(self.stages & {"primary", "junior"})

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return Fact("school", self.id, self.name, field, value)


@dataclass(frozen=True, slots=True)
class Member:
    """A school's place in one consortium."""

    school: School
    role: str
    is_primary: bool = True
    elsewhere: frozenset[str] = frozenset()  # its roles in other consortia on the same day


@dataclass(frozen=True, slots=True)
class Consortium:
    """A consortium on one day, with its members."""

    id: int
    name: str
    kind: str
    form: str | None = None
    mode: str | None = None
    recognition: str | None = None
    goal: str | None = None
    members: tuple[Member, ...] = ()

    @property
    def leads(self) -> tuple[Member, ...]:
        return tuple(each for each in self.members if each.role == "lead")

    @property
    def others(self) -> tuple[Member, ...]:
        """Members that count for size: neither lead nor guest."""
        return tuple(each for each in self.members if each.role in {"demonstration", "member"})

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return Fact("consortium", self.id, self.name, field, value)


@dataclass(frozen=True, slots=True)
class County:
    """An authority's schools and consortia on one day, and how many were covered before."""

    id: int
    name: str
    on: date
    schools: tuple[School, ...]
    consortia: tuple[Consortium, ...]
    teaching_points: int = 0  # with a parent school
    covered_a_year_ago: tuple[int, int] | None = None  # schools in a consortium, schools in all

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return Fact("county", self.id, self.name, field, value)

    @property
    def covered(self) -> frozenset[int]:
        """Ids of the schools that belong to some consortium, guests not counted."""
        return frozenset(
            member.school.id
            for consortium in self.consortia
            for member in consortium.members
            if member.role != "guest"
        )
