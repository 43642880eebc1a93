"""Who asks: the account's person in one of its identities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.web.context import entries
from xuequ.web.pages import PUBLIC
from xuequ.web.requests import PageRequest

from ..engine.roles import EVERYONE
from ..models import Account, Authority
from .identities import Identity, actor_in, identities
from .scope import consortia

__all__ = ["Notice", "actor_in", "actor_of", "notice"]
CHOSEN = "identity"  # where the session keeps the code of the identity chosen


@dataclass(frozen=True, slots=True)
class Notice:
    """What the frame shows on every page: authority, synthetic mark, units, who one is."""

    authority: str
    is_synthetic: bool
    units: tuple[tuple[int, str], ...]
    unit: int | None
    identity: Identity | None = None
    has_others: bool = False  # the account has further identities to switch to
    has_lost: bool = False  # the identity chosen before is no longer there


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor behind a request, in the identity chosen for the session, else the first.

    An identity that has ended, or never was the account's, is passed over; nothing of it holds.
    """
    found = identities_asking(request)
    if not found:
        return None
    code = request.session.get(CHOSEN)
    now = next((each for each in found if each.code == code), found[0])
    return actor_in(cast(Account, request.user), now)


def identities_asking(request: HttpRequest) -> list[Identity]:
    """What the account behind a request may act as today; looked up once for each request."""
    asking = cast(Any, request)
    if not hasattr(asking, "identities"):
        asking.identities = identities(cast(Account, request.user), timezone.localdate())
    return cast(list[Identity], asking.identities)


def first_screen(actor: Actor) -> str:
    """The address an identity begins at: the workbench, else the first page made for its role."""
    if actor.may("board.view"):
        return "/"
    for each in entries():
        if each.page.needs not in {PUBLIC, *EVERYONE} and actor.may(each.page.needs):
            return each.url
    return reverse("directory:identity_list")


def notice(request: PageRequest) -> Notice | None:
    """What to show on every page, or nothing to somebody who has not logged in."""
    actor = request.actor
    if actor is None or actor.authority is None:
        marked = Authority.objects.filter(has_synthetic_data=True).exists()
        return Notice("", marked, (), None)
    authority = _authority(request, actor.authority)
    units: tuple[tuple[int, str], ...] = ()
    if actor.may("directory.view"):
        units = tuple(consortia(seen_by=actor, on=request.on).values_list("id", "label"))
    return Notice(
        authority.name,
        authority.has_synthetic_data,
        units,
        request.unit if request.unit in dict(units) else None,
        *_standing(request, actor),
    )


def _authority(request: PageRequest, pk: int) -> Authority:
    """The authority acted in; that of the person came with the account."""
    person = request.user.person if isinstance(request.user, Account) else None
    if person is not None and person.authority_id == pk:
        return person.authority
    return Authority.objects.get(pk=pk)


def _standing(request: PageRequest, actor: Actor) -> tuple[Identity | None, bool, bool]:
    found = identities_asking(request)
    now = next((each for each in found if each.code == actor.identity), None)
    code = request.session.get(CHOSEN)
    return now, len(found) > 1, code is not None and code != actor.identity
