"""What a parent sees: their own children, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.profiles.clauses import Clause, clauses

from ..models import Authority, Campus, Consortium, Guardianship, Membership, School, SchoolClass
from ..models.dated import in_force
from .people import name_of
from .settings import profile_of

PROMISES = ("ENR", "STU", "SOC")  # chapters that speak of families


@dataclass(frozen=True, slots=True)
class Place:
    """A district or group of the child's school, and the school that leads it."""

    consortium: Consortium
    role: str
    lead: str


@dataclass(frozen=True, slots=True)
class Child:
    """One child of the reader."""

    name: str
    kind: str  # what the reader is to the child
    school: School
    school_class: SchoolClass
    plaques: list[str]
    places: list[Place]
    campuses: list[Campus]  # where to call


def children(*, seen_by: Actor, on: date) -> list[Child]:
    """The reader's own children on a day, each with school, class and district."""
    rows = (
        Guardianship.objects.on(on)
        .filter(in_force(on, "pupil__"), person=seen_by.person)
        .select_related("pupil__school_class__school__authority")
        .order_by("pupil__school_class__grade", "pupil_id")
    )
    return [_child(each, on) for each in rows]


def promises(authority: Authority, on: date) -> tuple[Text, list[tuple[Clause, str]]]:
    """The locality's document, and what it says to families: each clause with its place."""
    profile = profile_of(authority, on)
    if on < profile.since:
        return profile.document, []
    return profile.document, [
        (clause, clause.place_in(profile.sources))
        for clause in clauses().values()
        if clause.is_in(profile.sources) and (clause.chapter in PROMISES or "family" in clause.who)
    ]


def _child(guardianship: Guardianship, on: date) -> Child:
    pupil = guardianship.pupil
    school = pupil.school_class.school
    plaques = school.names.on(on).filter(kind="plaque").values_list("name", flat=True)
    held = Membership.objects.on(on).filter(in_force(on, "consortium__"), school=school)
    return Child(
        name=name_of(pupil, in_full=True),
        kind=str(guardianship.get_kind_display()),
        school=school,
        school_class=pupil.school_class,
        plaques=list(plaques),
        places=[
            Place(each.consortium, str(each.get_role_display()), lead_of(each.consortium, on))
            for each in held.select_related("consortium")
        ],
        campuses=list(school.campuses.on(on)),
    )


def lead_of(consortium: Consortium, on: date) -> str:
    """The name of the school that leads a consortium on a day."""
    lead = consortium.memberships.on(on).filter(role="lead").select_related("school").first()
    return lead.school.name if lead else ""
