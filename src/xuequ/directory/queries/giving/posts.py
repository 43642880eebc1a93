"""Bodies, and posts with their holders, as rows of their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Q

from xuequ.kernel.actors import Actor

from ...engine.masks import mask_number
from ...engine.taking.bodies import KINDS
from ...models import Authority, Body, Holding, Post
from ..appointments import PLACES, posts
from ..scope import AUTHORITY, consortia, standing

Values = Mapping[str, object]


def give_bodies(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The bodies of an authority and its consortia in the actor's scope on a day."""
    shown = consortia(seen_by=actor, on=on).filter(authority=authority)
    mine = Q(consortium__in=shown)
    if standing(actor) == AUTHORITY:
        mine |= Q(consortium=None)
    rows = Body.objects.on(on).filter(mine, authority=authority).select_related("consortium")
    for each in rows.order_by("consortium__order", "consortium", "id"):
        yield {
            "name": each.name,
            "consortium": each.consortium.label if each.consortium else None,
            "kind": each.kind if each.kind in KINDS else None,
            "since": each.since,
            "until": each.until,
        }


def give_posts(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The posts in the actor's scope on a day, each with its holder; numbers masked."""
    shown = posts(seen_by=actor, on=on).filter(authority=authority)
    rows = Holding.objects.on(on).filter(post__in=shown).select_related("person")
    held = {each.post_id: each for each in rows}
    for each in shown.select_related(*PLACES).order_by("school__sort_key", "body", "id"):
        yield {**_seat(each), **_holder(each, held.get(each.pk))}


def _seat(post: Post) -> dict[str, object]:
    consortium = post.body.consortium if post.body else post.consortium
    return {
        "consortium": consortium.label if consortium else None,
        "body": post.body.name if post.body else None,
        "school_code": post.school.code if post.school else None,
        "school": post.school.name if post.school else None,
        "role": post.role,
        "title": post.title,
    }


def _holder(post: Post, held: Holding | None) -> dict[str, object]:
    if held is None:
        return {"since": post.since, "until": post.until}
    number = held.person.id_number
    return {
        "reference": held.person_id,
        "holder": held.person.name,
        "id_number": mask_number(number.open()) if number else None,
        "ex_officio": held.ex_officio,
        "since": held.since,
        "until": held.until,
    }
