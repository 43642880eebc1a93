"""Acts on posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.posts import Kind, sits_in
from ...models import Authority, Body, Consortium, Holding, Membership, Post, School
from ..succession import end
from .checks import check_hands, keeping_security, room

Where = School | Consortium | Body | None  # none: in the authority itself
ONE_AT_A_TIME = {"principal"}


@transaction.atomic
def create_post(
    authority: Authority,
    role: str,
    title: str,
    *,
    since: date,
    actor: Actor,
    place: Where = None,
) -> Post:
    """Create a post in the authority itself, a school, a consortium, or a body.

    It ends with its place.

    Raises:
        Refused("not-a-post-of"): the catalogue of roles has no such post in such a place.
        Refused("place-elsewhere"): the place belongs to another authority.
        Refused("not-yet-begun"): the place is not there yet on that day.
        Refused("already-ended"): the place ends on that day or earlier.
        Refused("post-is-there"): there is one such post in the place, and there may be only one.
        Refused("not-in-these-hands"): as for `end_post`.
    """
    check_hands(role, actor)
    Authority.objects.select_for_update().get(pk=authority.pk)
    if place is not None and place.authority_id != authority.pk:
        raise Refused("place-elsewhere", name=str(place))
    where = _where(place)
    if not sits_in(role, kind_of(place)):
        raise Refused("not-a-post-of", title=title, place=str(place or authority))
    until = room(place, since)
    if role in ONE_AT_A_TIME:
        other = Post.objects.filter(authority=authority, role=role, **where).during(since, until)
        if (there := other.first()) is not None:
            raise Refused("post-is-there", title=there.title, place=str(place or authority))
    post = Post.objects.create(
        authority=authority, role=role, title=title, since=since, until=until, **where
    )
    write("create-post", post, actor=actor, note={"role": role})
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, actor: Actor) -> Post:
    """Let a post end, and whoever holds it with it.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("somebody-follows"): somebody takes it up on that day or later.
        Refused("not-in-these-hands"): it is an administrator's post, and the actor is no
            security administrator; or the other way round.
        Refused("last-security-administrator"): nobody would be left to manage permissions.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    check_hands(post.role, actor)
    before = fingerprint(post)
    with keeping_security(post.authority_id, until):
        _, holdings = close_posts([post], until)
    note = {"since": until.isoformat(), "holdings": holdings}
    write("end-post", post, actor=actor, before=before, note=note)
    return post


def close_posts(posts: Iterable[Post], until: date) -> tuple[int, int]:
    """End posts that go on, and who holds them: how many posts and how many holders."""
    ended, holders = 0, 0
    for post in posts:
        if post.until is not None and post.until <= until:
            continue
        holders += _close_holdings(post, until)
        end(post, until=until)
        ended += 1
    return ended, holders


def close_holding(holding: Holding, until: date) -> int:
    """End a holding, and the posts that came with it (兼任): how many of those."""
    end(holding, until=until)
    if holding.post.role != "principal":
        return 0
    eve = until - timedelta(days=1)
    led = Membership.objects.on(eve).filter(school=holding.post.school_id, role="lead")
    came_with_it = Holding.objects.on(until).filter(
        since__lt=until,
        ex_officio=True,
        person=holding.person_id,
        post__consortium__in=led.values("consortium"),
    )
    for each in (found := list(came_with_it)):
        end(each, until=until)
    return len(found)


def kind_of(place: Where) -> Kind:
    """What a place is to the catalogue of roles."""
    if isinstance(place, Body):
        return "body" if place.consortium_id else "authority_body"
    if isinstance(place, School):
        return "school"
    return "authority" if place is None else "consortium"


def _close_holdings(post: Post, until: date) -> int:
    later = post.holdings.filter(since__gte=until).order_by("since").first()
    if later is not None:
        raise Refused("somebody-follows", name=str(post), since=later.since)
    held = list(post.holdings.on(until))
    for each in held:
        close_holding(each, until)
    return len(held)


def _where(
    place: School | Consortium | Body | None,
) -> dict[str, School | Consortium | Body | None]:
    """The columns of a post that say where it is; a body knows its consortium itself."""
    return {
        "school": place if isinstance(place, School) else None,
        "consortium": place if isinstance(place, Consortium) else None,
        "body": place if isinstance(place, Body) else None,
    }
