"""Give somebody one of the three administrators' posts (三员)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..engine.roles import ROLES
from ..models import Authority, Holding, Person, Post
from ..models.dated import overlapping
from .people.appointments import appoint
from .people.posts import create_post


@transaction.atomic
def give_administration(
    person: Person, authority: Authority, role: str, *, since: date, actor: Actor
) -> Holding:
    """Make somebody administrator of an authority from a day on, beside those there are.

    A vacant post of that kind is filled; otherwise one is created.

    Raises:
        Refused("not-an-administrator"): the role is none of the three.
        Refused: see `appoint`.
    """
    if role not in ROLES or not ROLES[role].exclusive:
        raise Refused("not-an-administrator", role=role)
    Authority.objects.select_for_update().get(pk=authority.pk)
    mine = Post.objects.on(since).filter(authority=authority, role=role, until=None)
    if mine.filter(holdings__person=person, holdings__until=None).exists():
        raise Refused("nothing-changed")
    taken = Holding.objects.filter(overlapping(since, None), post__in=mine)
    post = mine.exclude(pk__in=taken.values("post")).order_by("pk").first()
    if post is None:
        title = ROLES[role].name.zh
        post = create_post(authority, role, title, since=since, actor=actor)
    return appoint(person, post, since=since, actor=actor)
