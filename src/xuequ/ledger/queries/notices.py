"""What somebody is told, how it reaches them, and how much of it is new."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Account, Person
from xuequ.directory.queries.identities import identities_of
from xuequ.kernel.actors import Actor
from xuequ.web.kept import Kept
from xuequ.web.requests import PageRequest

from ..models import Delivery, Notice

READ = "notice.view"
MOST = 99  # nobody counts further


def notices(*, seen_by: Actor) -> QuerySet[Notice]:
    """The reader's own notices, in whichever of their posts: unread ones first, then by time."""
    if seen_by.person is None:
        return Notice.objects.none()
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    mine = Notice.objects.filter(person=seen_by.person)
    return mine.annotate(is_read=is_read).order_by("is_read", "-made_at", "-id")


def _unread(person: int) -> Any:
    mine = Notice.objects.filter(person=person, read_at=None).order_by()
    return mine.values_list("pk", flat=True)[: MOST + 1]


UNREAD: Kept[int] = Kept(_unread, int)


def unread(request: PageRequest) -> int | None:
    """How many notices the reader has not read, for the top of every page; none without a post.

    Counts to 100 at most, and once for each request.
    """
    asking = cast(Any, request)
    if not hasattr(asking, "unread"):
        asking.unread = None
        actor = request.actor
        if actor is not None and actor.person is not None and actor.may(READ):
            asking.unread = len(UNREAD.rows(actor.person))
    return cast("int | None", asking.unread)


def delivery_of(actor: Actor) -> Delivery | None:
    """How the actor wants to be told; none if nothing was ever chosen."""
    return Delivery.objects.filter(person=actor.person).first()


def still_reads(person: Person, on: date) -> bool:
    """May somebody still log in that day, in a post that has notices?"""
    if not Account.objects.filter(person=person, is_active=True).exists():
        return False
    return any(READ in permissions(each.role) for each in identities_of(person, on))
