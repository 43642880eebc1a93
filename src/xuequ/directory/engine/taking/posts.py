"""A sheet of posts: where each sits, and which of those registered it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xuequ.kernel.sheet import Row

from ..exclusion import Held
from ..identity import clean
from ..posts import Kind, roles_in
from ..roles import ROLES
from .bodies import Body, union_of
from .consortia import Unions
from .marks import Marks, Spell, Unclear, unmasked
from .persons import People
from .sites import Sites, site_of

ONE_AT_A_TIME = {"principal"}
COLUMNS = {"name": "holder", "id_number": "id_number", "reference": "reference"}


class Place(NamedTuple):
    """Where a post sits: the authority itself if all are None."""

    consortium: int | None = None
    body: int | None = None
    school: int | None = None


@dataclass(slots=True)
class Seat:
    """Who holds a post for a span of days; `id` None for a new one."""

    id: int | None
    person: int
    since: date
    until: date | None
    ex_officio: bool = False
    line: int = 0  # of the row that changes it; 0 if none does


@dataclass(slots=True)
class Post:
    """A post, registered or new, with its holders."""

    id: int | None
    place: Place
    role: str
    title: str
    since: date
    until: date | None = None
    seats: list[Seat] = field(default_factory=list)
    line: int = 0
    claimed: int = 0  # the row that means this one

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def seat(self, on: date) -> Seat | None:
        """Who holds it that day."""
        return next(
            (
                each
                for each in self.seats
                if each.since <= on and (each.until is None or on < each.until)
            ),
            None,
        )


@dataclass(slots=True)
class Known:
    """Places, people, posts with their holders, and who is one of the three administrators."""

    sites: Sites
    unions: Unions
    people: People
    bodies: Mapping[tuple[int | None, str], Sequence[Body]] = field(default_factory=dict)
    spans: Mapping[Place, Spell] = field(default_factory=dict)  # of bodies and consortia
    posts: dict[tuple[Place, str], list[Post]] = field(default_factory=dict)
    administrators: Mapping[int, Sequence[Held]] = field(default_factory=dict)


@dataclass(slots=True)
class Said:
    """A row whose place and holder are known; `holder` None for a vacant post."""

    row: Row
    place: Place
    role: str
    title: str
    holder: int | None


def said_by(row: Row, known: Known, marks: Marks) -> Said | None:
    """What the row says, or a fault told."""
    told = len(marks.problems)
    role = row.text("role")
    place = _place(row, known, marks)
    if place is None or not role:
        return None
    title = row.text("title") or ROLES[role].name.zh
    _check_role(row, place, role, known, marks)
    holder = _holder(row, place, known, marks)
    return Said(row, place, role, title, holder) if len(marks.problems) == told else None


def _place(row: Row, known: Known, marks: Marks) -> Place | None:
    told = len(marks.problems)
    of_school = bool(row.text("school_code") or row.text("school"))
    if of_school and (row.text("consortium") or row.text("body")):
        marks.fault(
            row.line,
            "school",
            "学校的职务不在学区（集团）或机构内。请只填其中一处。",
            "a school's post sits in no district, group or body; name one place.",
        )
        return None
    if of_school:
        site = site_of(row, known.sites, marks)
        return Place(school=site.id) if site else None
    union = union_of(row, known.unions, marks)
    if len(marks.problems) > told:
        return None
    if not row.text("body"):
        return Place(consortium=union.id if union else None)
    held = known.bodies.get((union.id if union else None, row.text("body")), ())
    if not held:
        where = union.label if union else "—"
        marks.fault(
            row.line,
            "body",
            f"没有登记机构“{row.text('body')}”（所在：{where}）。请核对，或先用“常设机构表”登记。",
            f"no body {row.text('body')} is registered there ({where}); check it, or register it "
            "first.",
        )
        return None
    return Place(body=held[-1].id, consortium=None)


def _check_role(row: Row, place: Place, role: str, known: Known, marks: Marks) -> None:
    kind: Kind = "authority"
    if place.school is not None:
        kind = "school"
    elif place.body is not None:
        kind = "body" if row.text("consortium") else "authority_body"
    elif place.consortium is not None:
        kind = "consortium"
    roles = [each for each in roles_in(kind) if not each.exclusive]
    if role not in {each.code for each in roles}:
        zh, en = (
            "、".join(each.name.zh for each in roles),
            ", ".join(each.name.en for each in roles),
        )
        marks.fault(
            row.line,
            "role",
            f"所填的地方没有这种职务。可选：{zh}。请核对角色和所在。",
            f"there is no such post there; there may be: {en}. Check role and place.",
        )


def _holder(row: Row, place: Place, known: Known, marks: Marks) -> int | None:
    """Who holds the post by the row; none for nobody."""
    number, reference = clean(unmasked(row, "id_number")), row.values.get("reference")
    if not row.text("holder") and not number and reference is None:
        return None
    own = known.sites.by_id[place.school].name if place.school else ""
    school = row.text("holder_school") or own
    try:
        found = known.people.find(
            unmasked(row, "holder"), number, school, reference if isinstance(reference, int) else 0
        )
    except Unclear as unclear:
        marks.say(row.line, COLUMNS[unclear.column], unclear.text)
        return None
    if found is None or (number and number not in known.people.carriers):
        marks.fault(
            row.line,
            "id_number" if number else "holder",
            f"没有登记任职人“{row.text('holder')}”。请核对姓名、号码和所在学校，或先用“人员信息表”登记。",
            f"nobody like {row.text('holder')} is registered; check name, number and school, or "
            "register the person first.",
        )
        return None
    return found.id
