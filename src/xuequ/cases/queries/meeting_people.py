"""Where somebody may call a meeting, and who is to be invited to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import (
    Authority,
    Body,
    Consortium,
    Holding,
    Membership,
    Person,
    School,
    Teacher,
)
from xuequ.directory.models.dated import in_force
from xuequ.kernel.actors import Actor
from xuequ.ledger.queries.colleagues import colleagues

from .meetings import Place, acts_for

Find = Callable[[Sequence[str]], Mapping[str, list[int]]]
CONSOLES = [code for code, role in ROLES.items() if role.exclusive]
AT_SCHOOL = ("principal", "executive_principal", "dean", "school_office")


@dataclass(frozen=True, slots=True)
class Where:
    """A place somebody may call meetings in: itself, or a body of it."""

    place: Place
    body: Body | None = None

    @property
    def code(self) -> str:
        row = self.body or self.place
        return f"{row._meta.model_name}:{row.pk}"

    @property
    def name(self) -> str:
        return f"{self.place} · {self.body}" if self.body else str(self.place)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite, with the post that makes them one."""

    person: int
    name: str
    post: str


def wheres(actor: Actor, on: date) -> list[Where]:
    """The actor's own place and the bodies of it."""
    place = _own(actor)
    if place is None or not acts_for(actor, place):
        return []
    if isinstance(place, School):
        return [Where(place)]
    unit = place if isinstance(place, Consortium) else None
    authority = place.authority if isinstance(place, Consortium) else place
    bodies = Body.objects.on(on).filter(authority=authority, consortium=unit).order_by("id")
    return [Where(place), *(Where(place, each) for each in bodies)]


def _own(actor: Actor) -> Place | None:
    if actor.school is not None:
        return School.objects.select_related("authority").filter(pk=actor.school).first()
    if actor.consortium is not None:
        rows = Consortium.objects.select_related("authority")
        return rows.filter(pk=actor.consortium).first()
    return Authority.objects.filter(pk=actor.authority or 0).first()


def guests(where: Where, on: date) -> list[Guest]:
    """Who holds a post of the body, or of the place and of those below it, once each."""
    rows = Holding.objects.filter(in_force(on), in_force(on, "post__"), _posts(where, on))
    rows = rows.exclude(post__role__in=CONSOLES)
    found: dict[int, Guest] = {}
    for each in rows.select_related("person", "post__school", "post__consortium").order_by(
        "post__school_id", "id"
    ):
        post = each.post
        title = f"{post.school} {post.title}" if post.school else post.title
        found.setdefault(each.person_id, Guest(each.person_id, each.person.name, title[:120]))
    return list(found.values())


def _posts(where: Where, on: date) -> Q:
    if where.body is not None:
        return Q(post__body=where.body)
    if isinstance(where.place, School):
        return Q(post__school=where.place, post__role__in=AT_SCHOOL)
    if isinstance(where.place, Consortium):
        members = Membership.objects.on(on).filter(consortium=where.place).values("school")
        principals = Q(post__school__in=members, post__role="principal")
        return Q(post__consortium=where.place) | principals
    own = Q(post__authority=where.place, post__school=None, post__body=None)
    return own & (Q(post__consortium=None) | Q(post__role="district_head"))


def named(names: Iterable[str], *, seen_by: Actor, on: date) -> dict[str, list[int]]:
    """For each name the colleagues in scope who bear it."""
    return dict(colleagues(names, seen_by=seen_by, on=on))


def posts_of(people: Iterable[int], on: date) -> dict[int, str]:
    """What each of these people is on a day, for the list of who was invited."""
    wanted = list(people)
    found: dict[int, str] = {}
    for teacher in Teacher.objects.filter(in_force(on), person__in=wanted).select_related("school"):
        found[teacher.person_id] = f"{teacher.school} {teacher.subject}"[:120]
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"), person__in=wanted)
    for each in held.select_related("post__school").order_by("-id"):
        post = each.post
        found[each.person_id] = (f"{post.school} {post.title}" if post.school else post.title)[:120]
    return found


def people_named(ids: Iterable[int]) -> list[Person]:
    """The rows of these people."""
    return list(Person.objects.filter(pk__in=list(ids)).order_by("id"))
