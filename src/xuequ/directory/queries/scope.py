"""Which rows an actor may see.

What counts is the place of the identity the actor is in, and the day looked at: whoever holds
a post today sees, of a day in the past, what belonged to its place on that day.  The upper
level sees the lower; equals do not see each other.

Every function returns a lazy query; nothing is read here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from xuequ.kernel.actors import Actor

from ..engine.roles import ROLES
from ..models import (
    Authority,
    Consortium,
    Guardianship,
    Holding,
    Membership,
    Person,
    Posting,
    Registrant,
    School,
    Teacher,
)
from ..models.dated import in_force

AUTHORITY, CONSORTIUM, SCHOOL, FAMILY, CONSOLE = (
    "authority", "consortium", "school", "family", "console",
)  # fmt: skip
BELOW = f"""
    WITH RECURSIVE below(id) AS (
        SELECT id FROM {Authority._meta.db_table} WHERE id = %s
        UNION
        SELECT lower.id FROM {Authority._meta.db_table} lower
        JOIN below ON lower.parent_id = below.id
    )
    SELECT id FROM below
"""  # noqa: S608 - the name of our own table


def standing(seen_by: Actor) -> str:
    """From where the actor looks: authority, consortium, school, family, or a console (三员)."""
    role = ROLES.get(seen_by.role)
    if role is not None and role.exclusive:
        return CONSOLE
    if role is not None and role.place == FAMILY:
        return FAMILY
    if seen_by.school is not None:
        return SCHOOL
    return AUTHORITY if seen_by.consortium is None else CONSORTIUM


def authorities(*, seen_by: Actor, on: date | None = None) -> QuerySet[Authority]:
    """The actor's own authority, and for its own posts every one below it, however deep.

    Whoever changes something does not reach down; see `Actor.using`.
    """
    if seen_by.everywhere:
        return Authority.objects.all()
    if standing(seen_by) != AUTHORITY or not seen_by.reaches_down:
        return Authority.objects.filter(Q(pk=seen_by.authority))
    return Authority.objects.filter(pk__in=RawSQL(BELOW, [seen_by.authority]))  # noqa: S611


def consortia(*, seen_by: Actor, on: date) -> QuerySet[Consortium]:
    """The consortia in force that day in the actor's scope; not its equals."""
    found = Consortium.objects.filter(in_force(on), authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "consortium":
            return found.filter(Q(pk=seen_by.consortium))
        case "school":
            mine = Membership.objects.on(on).filter(school=seen_by.school)
            return found.filter(pk__in=mine.values("consortium"))
        case "family":
            theirs = Membership.objects.on(on).filter(school__in=_of_children(seen_by, on))
            return found.filter(pk__in=theirs.values("consortium"))
    return found


def schools(*, seen_by: Actor, on: date) -> QuerySet[School]:
    """The schools open that day whose entry in the directory the actor may read."""
    found = School.objects.filter(in_force(on), authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "consortium":
            return found.filter(pk__in=_members(on, consortium=seen_by.consortium))
        case "school":
            mine = Membership.objects.on(on).filter(school=seen_by.school).values("consortium")
            unions = Consortium.objects.filter(in_force(on), pk__in=mine).values("pk")
            together = _members(on, consortium__in=unions)
            return found.filter(Q(pk=seen_by.school) | Q(pk__in=together))
        case "family":
            return found.filter(pk__in=_of_children(seen_by, on))
    return found


def own_schools(*, seen_by: Actor, on: date) -> QuerySet[School]:
    """The schools whose people, classes and pupils the actor may see.

    A school's post: only its own.  A consortium's post: the members, not the guests.  Parents
    and the three administrators: none; what concerns a child is asked for child by child.
    """
    found = School.objects.filter(in_force(on), authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "consortium":
            counted = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
            mine = counted.filter(consortium=seen_by.consortium)
            return found.filter(pk__in=mine.values("school"))
        case "school":
            return found.filter(Q(pk=seen_by.school))
        case "family" | "console":
            return found.none()
    return found


def people(*, seen_by: Actor, on: date) -> QuerySet[Person]:
    """The people whose post or teaching lies in the actor's own scope on that day.

    An authority also sees those it has registered without a post yet; parents who hold no post
    are nobody's staff and are left out.  The three administrators see the people of their
    authority, by whose names accounts are kept.
    """
    found = Person.objects.filter(authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "consortium" | "school":
            mine = own_schools(seen_by=seen_by, on=on).values("pk")
            place = Q(post__school__in=mine)
            if seen_by.consortium is not None:
                place |= Q(post__consortium=seen_by.consortium)
                place |= Q(post__body__consortium=seen_by.consortium)
            posts = Holding.objects.on(on).filter(in_force(on, "post__"), place)
            teaching = Teacher.objects.on(on).filter(school__in=mine)
            return found.filter(
                Q(pk__in=posts.values("person")) | Q(pk__in=teaching.values("person"))
            )
        case "family":
            return found.none()
    works = Exists(Teacher.objects.filter(person=OuterRef("pk"))) | Exists(
        Holding.objects.filter(person=OuterRef("pk"))
    )
    parent = Exists(Guardianship.objects.filter(person=OuterRef("pk"))) | Exists(
        Registrant.objects.filter(person=OuterRef("pk"))
    )
    return found.filter(works | ~parent)


def workers(*, seen_by: Actor, on: date) -> QuerySet[Person]:
    """The people in scope, and whoever is posted to one of the actor's own schools that day."""
    mine = own_schools(seen_by=seen_by, on=on).values("pk")
    here = Posting.objects.on(on).filter(to_school__in=mine)
    known = people(seen_by=seen_by, on=on)
    return Person.objects.filter(
        Q(pk__in=known.values("pk")) | Q(pk__in=here.values("person")),
    )


def holdings(person: int, on: date) -> QuerySet[Holding]:
    """The posts a person holds that day, oldest first."""
    return Holding.objects.filter(
        in_force(on), in_force(on, "post__"), person=person
    ).select_related("post")


def guardianships() -> QuerySet[Guardianship]:
    """Who is whose parent or guardian."""
    return Guardianship.objects.all()


def _members(on: date, **of: object) -> Any:
    return Membership.objects.on(on).filter(**of).values("school")


def _of_children(seen_by: Actor, on: date) -> Any:
    """The schools of the classes the actor's children are in on that day."""
    mine = Guardianship.objects.on(on).filter(in_force(on, "pupil__"), person=seen_by.person)
    return mine.values("pupil__school_class__school")
