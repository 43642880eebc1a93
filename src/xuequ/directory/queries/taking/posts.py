"""What is registered of bodies, posts and holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from ...engine.exclusion import Held
from ...engine.roles import ROLES
from ...engine.taking import bodies, posts
from ...engine.taking.bodies import Body
from ...engine.taking.marks import Spell
from ...engine.taking.posts import Place, Post, Seat
from ...models import Authority, Consortium, Delegation, Holding
from ...models import Body as BodyRow
from ...models import Post as PostRow
from .persons import people_of
from .sites import sites_of
from .unions import unions_of

EXCLUSIVE = [role.code for role in ROLES.values() if role.exclusive]


def known_bodies(authority: Authority) -> bodies.Known:
    """What a sheet of bodies is compared with."""
    found: dict[tuple[int | None, str], list[Body]] = defaultdict(list)
    rows = BodyRow.objects.filter(authority=authority).order_by("since", "id")
    for pk, union, name, kind, since, until in rows.values_list(
        "id", "consortium", "name", "kind", "since", "until"
    ):
        found[union, name].append(Body(pk, kind, Spell(since, until)))
    return bodies.Known(unions_of(authority), found)


def known_posts(authority: Authority, on: date, numbers: Collection[str]) -> posts.Known:
    """What a sheet of posts is compared with."""
    within = known_bodies(authority)
    spans = {Place(body=each.id): each.spell for found in within.bodies.values() for each in found}
    for pk, since, until in Consortium.objects.filter(authority=authority).values_list(
        "id", "since", "until"
    ):
        spans[Place(consortium=pk)] = Spell(since, until)
    return posts.Known(
        sites=sites_of(authority),
        unions=within.unions,
        people=people_of(authority, on, numbers),
        bodies=within.bodies,
        spans=spans,
        posts=_posts(authority),
        administrators=_administrators(on),
    )


def _posts(authority: Authority) -> dict[tuple[Place, str], list[Post]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    held = Holding.objects.filter(post__authority=authority).order_by("since", "id")
    fields = ("post", "id", "person", "since", "until", "ex_officio")
    for post, pk, person, since, until, ex_officio in held.values_list(*fields):
        seats[post].append(Seat(pk, person, since, until, ex_officio))
    found: dict[tuple[Place, str], list[Post]] = defaultdict(list)
    rows = PostRow.objects.filter(authority=authority).order_by("since", "id")
    for pk, consortium, body, school, role, title, since, until in rows.values_list(
        "id", "consortium", "body", "school", "role", "title", "since", "until"
    ):
        place = Place(None if body else consortium, body, school)
        found[place, role].append(Post(pk, place, role, title, since, until, seats[pk]))
    return found


def _administrators(on: date) -> dict[int, list[Held]]:
    """Who holds, or is lent, an administrator's post from a day on, in whatever authority."""
    found: dict[int, list[Held]] = defaultdict(list)
    held: Any = Holding.objects.during(on, None).filter(post__role__in=EXCLUSIVE)
    for person, *post in held.values_list("person", "post__role", "since", "until"):
        found[person].append(Held(*post))
    lent: Any = Delegation.objects.together(on, None).filter(holding__post__role__in=EXCLUSIVE)
    for person, *post in lent.values_list("person", "holding__post__role", "since", "until"):
        found[person].append(Held(*post))
    return found
