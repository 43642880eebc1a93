"""Who asks: the account's person in one of the posts held today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.web.requests import PageRequest

from ..engine.roles import permissions
from ..models import Account, Authority, Holding
from .scope import consortia, holdings


@dataclass(frozen=True, slots=True)
class Notice:
    """What the frame shows on every page: authority, synthetic mark, the units to choose."""

    authority: str
    is_synthetic: bool
    units: tuple[tuple[int, str], ...]
    unit: int | None


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor behind a request, in the post chosen for the session, else the oldest post."""
    account = cast(Account, request.user)
    if account.person_id is None:
        return None
    held = list(holdings(account.person_id, timezone.localdate()))
    if not held:
        return None
    chosen = request.session.get("holding")
    return actor_in(account, next((each for each in held if each.pk == chosen), held[0]))


def actor_in(account: Account, holding: Holding) -> Actor:
    """The account in one post."""
    post = holding.post
    return Actor(
        account=account.username,
        post=post.title,
        permissions=permissions(post.role),
        authority=post.authority_id,
        school=post.school_id,
    )


def notice(request: PageRequest) -> Notice | None:
    """What to show on every page, or nothing to somebody who has not logged in."""
    actor = request.actor
    if actor is None or actor.authority is None:
        marked = Authority.objects.filter(has_synthetic_data=True).exists()
        return Notice("", marked, (), None)
    authority = Authority.objects.get(pk=actor.authority)
    units = tuple(consortia(seen_by=actor, on=request.on).values_list("id", "label"))
    known = request.unit if request.unit in dict(units) else None
    return Notice(authority.name, authority.has_synthetic_data, units, known)
