"""Which posts are lent to whom, and who could be a deputy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuequ.kernel.actors import Actor

from ..engine.roles import ROLES
from ..models import Delegation, Holding, Membership, Person, Teacher
from ..models.dated import in_force
from .identities import consortium_of
from .scope import holdings


def delegations(*, seen_by: Actor) -> QuerySet[Delegation]:
    """The posts the reader has lent or was lent, in whichever identity; newest first."""
    mine = Q(holding__person=seen_by.person) | Q(person=seen_by.person)
    if seen_by.person is None:
        return Delegation.objects.none()
    found = Delegation.objects.filter(mine).order_by("-since", "-id")
    return found.select_related("holding__person", "holding__post", "person")


def lendable(actor: Actor, today: date) -> Holding | None:
    """The post of the identity the actor is in, if it may be lent.

    Only a post held oneself: what was lent is not lent on, and neither administrators (三员)
    nor parents can be stood in for.
    """
    kind, _, key = actor.identity.partition(":")
    role = ROLES.get(actor.role)
    if kind != "holding" or role is None or role.exclusive or not actor.may("post.delegate"):
        return None
    own = holdings(actor.person or 0, today).select_related("post__body", "person")
    return own.filter(pk=int(key)).first()


def deputies(holding: Holding, on: date) -> QuerySet[Person]:
    """Who may stand in for a holder: whoever works in the same place on that day.

    For a post of the authority, those with a post in the authority itself; for one of a
    consortium, those with a post in it or working at one of its members, guests not counted;
    for one of a school, those working there.
    """
    post, place = holding.post, consortium_of(holding.post)
    posts = Holding.objects.on(on).filter(in_force(on, "post__"), post__authority=post.authority)
    teaching = Teacher.objects.none()
    if post.school_id is not None:
        posts = posts.filter(post__school=post.school_id)
        teaching = Teacher.objects.on(on).filter(school=post.school_id)
    elif place is not None:
        members = Membership.objects.on(on).filter(consortium=place).exclude(role="guest")
        schools = members.values("school")
        own = Q(post__consortium=place) | Q(post__body__consortium=place)
        posts = posts.filter(own | Q(post__school__in=schools))
        teaching = Teacher.objects.on(on).filter(school__in=schools)
    else:
        posts = posts.filter(post__school=None, post__consortium=None, post__body__consortium=None)
    works = Q(pk__in=posts.values("person")) | Q(pk__in=teaching.values("person"))
    found = Person.objects.filter(works, authority=post.authority_id)
    return found.exclude(pk=holding.person_id).exclude(pk__in=administrators(on))


def administrators(on: date) -> Any:
    """Which people are administrators (三员) that day, as a query of keys."""
    apart = [role.code for role in ROLES.values() if role.exclusive]
    return Holding.objects.on(on).filter(post__role__in=apart).values("person")


def works_as(people: QuerySet[Person], on: date) -> dict[int, str]:
    """For each of the people, where and as what they work that day, to tell namesakes apart."""
    found: dict[int, str] = {}
    for teacher in Teacher.objects.on(on).filter(person__in=people).select_related("school"):
        found[teacher.person_id] = f"{teacher.school.name} {teacher.subject}"
    posts = Holding.objects.on(on).filter(person__in=people)
    for each in posts.order_by("-since").select_related("post__school", "post__consortium"):
        place = each.post.school or each.post.consortium or ""
        found[each.person_id] = f"{place} {each.post.title}".strip()
    return found
