"""Who holds which post, and which posts come with another one (兼任)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..engine.roles import ROLES
from ..models import (
    Authority,
    Body,
    Consortium,
    Holding,
    Membership,
    Person,
    Post,
    School,
    Teacher,
)
from ..models.dated import in_force
from .scope import authorities, consortia, own_schools, schools, standing
from .settings import setting

Place = Authority | Consortium | Body | School
PLACES = ("school", "consortium", "body__consortium")
ADMINISTRATORS = [role.code for role in ROLES.values() if role.exclusive]
MOST = 200  # people in one list to choose from
HEAD = Text("学区长", "district head")


def consortia_headed_by(post: Post, on: date) -> list[Consortium]:
    """The consortia whose head, by the locality's document, is whoever holds this post."""
    if post.role != "principal" or post.school_id is None:
        return []
    if setting(post.authority, "governance", "head_ex_officio", on) is None:
        return []
    led = Membership.objects.on(on).filter(school=post.school_id, role="lead")
    return list(Consortium.objects.on(on).filter(pk__in=led.values("consortium")))


def head_title(authority: Authority, on: date) -> str:
    """What the locality calls the head of a consortium, as a title in its papers."""
    said: Text | None = setting(authority, "governance", "head_title", on)
    return (said or HEAD).zh


def headed_by(person: int, on: date) -> list[Consortium]:
    """The consortia a person heads that day: more than one calls for a notice of conflict."""
    found = Consortium.objects.filter(
        in_force(on, "posts__"),
        in_force(on, "posts__holdings__"),
        posts__role="district_head",
        posts__holdings__person=person,
    )
    return list(found.distinct())


@dataclass(frozen=True, slots=True)
class PostFilter:
    """Which posts to list."""

    words: str = ""
    role: str = ""
    vacant: bool = False


def posts(*, seen_by: Actor, on: date) -> QuerySet[Post]:
    """The posts in force that day in the reader's scope, those of the administrators apart."""
    found = Post.objects.on(on).exclude(role__in=ADMINISTRATORS)
    own = {"authority__in": authorities(seen_by=seen_by)}
    if standing(seen_by) in {"consortium", "school"}:
        mine = Q(school__in=own_schools(seen_by=seen_by, on=on))
        if seen_by.consortium is not None:
            mine |= Q(consortium=seen_by.consortium) | Q(body__consortium=seen_by.consortium)
        own_posts: QuerySet[Post] = found.filter(mine, **own)
        return own_posts
    everybody: QuerySet[Post] = found.filter(**own)
    return everybody


def filtered(found: QuerySet[Post], wanted: PostFilter, on: date) -> QuerySet[Post]:
    """Those that fit, with their place, the authority's own first."""
    held = Holding.objects.filter(in_force(on), post=OuterRef("pk"))
    if wanted.role:
        found = found.filter(role=wanted.role)
    if wanted.words:
        named = Q(title__icontains=wanted.words)
        for place in ("school__name", "consortium__label", "body__name"):
            named |= Q(**{f"{place}__icontains": wanted.words})
        found = found.filter(named | Exists(held.filter(person__name__icontains=wanted.words)))
    if wanted.vacant:
        found = found.filter(~Exists(held))
    order = (
        F("school__sort_key").asc(nulls_first=True),
        F("consortium__order").asc(nulls_first=True),
    )
    return found.select_related("authority", *PLACES).order_by(*order, "body_id", "id")


def holders(shown: Iterable[Post], on: date) -> dict[int, list[Holding]]:
    """By post, who holds it that day or takes it up later."""
    found: dict[int, list[Holding]] = {}
    still = Q(until=None) | Q(until__gt=on)
    for each in Holding.objects.filter(still, post__in=shown).select_related("person"):
        found.setdefault(each.post_id, []).append(each)
    return found


def candidates(found: QuerySet[Person], words: str, on: date) -> list[tuple[int, str]]:
    """Up to `MOST` people to choose from, told apart by the posts held and what they teach."""
    if words:
        found = found.filter(name__icontains=words)
    shown = list(found.order_by("sort_key", "pk")[:MOST])
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"), person__in=shown)
    does: dict[int, list[str]] = {}
    for each in held.select_related(*(f"post__{place}" for place in PLACES), "post__authority"):
        does.setdefault(each.person_id, []).append(f"{each.post.place} {each.post.title}")
    for one in Teacher.objects.filter(in_force(on), person__in=shown).select_related("school"):
        does.setdefault(one.person_id, []).append(f"{one.school} {one.subject}")
    return [(each.pk, f"{each.name} · {'；'.join(does.get(each.pk, [])) or '—'}") for each in shown]


def place_choices(*, seen_by: Actor, on: date) -> dict[str, Place]:
    """Where the reader may create posts, by a code such as «school:12»."""
    whose = list(authorities(seen_by=seen_by))
    bodies = Body.objects.on(on).filter(authority__in=whose).select_related("consortium")
    places: list[Place] = [
        *whose,
        *consortia(seen_by=seen_by, on=on).select_related("authority"),
        *bodies.order_by("name"),
        *schools(seen_by=seen_by, on=on).select_related("authority").order_by("sort_key"),
    ]
    return {f"{each._meta.model_name}:{each.pk}": each for each in places}
