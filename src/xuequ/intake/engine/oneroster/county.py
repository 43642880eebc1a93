"""What a bundle carries of a county, on plain values.  Every id is one that a bundle shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Site:
    """A campus (校区)."""

    id: str
    name: str
    address: str = ""
    phone: str = ""
    longitude: str = ""
    latitude: str = ""
    datum: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A teaching point (教学点)."""

    id: str
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A school's place in a district or group; `order` is its place among the members, from 1."""

    union: str
    role: str
    section: str = ""
    is_primary: bool = True
    since: date | None = None
    until: date | None = None
    order: int = 1


@dataclass(frozen=True, slots=True)
class School:
    """A school with what is known of it on the day; "" for what is not known."""

    id: str
    name: str
    code: str = ""
    stages: str = ""
    ownership: str = ""
    strength: str = ""
    locality: str = ""
    township: str = ""
    newly_built: bool | None = None
    source: str = ""
    plaques: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    since: date | None = None
    campuses: tuple[Site, ...] = ()
    points: tuple[Point, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Union:
    """A district or group (学区、集团); `name` is the official one, "" where there is none."""

    id: str
    label: str
    name: str = ""
    kind: str = "district"
    form: str = ""
    mode: str = ""
    recognition: str = ""
    goal: str = ""
    since: date | None = None
    until: date | None = None
    order: int = 1


@dataclass(frozen=True, slots=True)
class Body:
    """A standing body of the authority, or of a union."""

    id: str
    name: str
    kind: str = ""
    union: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A class of one school year, which begins in `year`."""

    id: str
    school: str
    stage: str
    year: int
    grade: int
    number: int
    pupil_count: int | None = None


@dataclass(frozen=True, slots=True)
class Teaching:
    """A subject somebody teaches, with the title (职称) held there."""

    school: str
    stage: str
    subject: str
    title: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Honour:
    """A graded honour (荣誉称号)."""

    kind: str
    level: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A post somebody holds, in the org of that id."""

    org: str
    role: str
    title: str
    ex_officio: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A grown-up who works there.  Numbers and telephone are "" where they are left out."""

    id: str
    name: str
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    teaching: tuple[Teaching, ...] = ()
    honours: tuple[Honour, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil in a class."""

    id: str
    name: str
    room: str
    number: str = ""
    id_kind: str = ""
    id_number: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class County:
    """An authority and what belongs to it on a day."""

    id: str
    name: str
    area: str = ""
    schools: tuple[School, ...] = ()
    unions: tuple[Union, ...] = ()
    bodies: tuple[Body, ...] = ()
    rooms: tuple[Room, ...] = ()
    workers: tuple[Worker, ...] = ()
    children: tuple[Child, ...] = ()
