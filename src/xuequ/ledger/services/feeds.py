"""The secret address of somebody's calendar: made, used, revoked."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.directory.queries.tokens import digest_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import FeedToken
from ..queries.feeds import feed_of, feed_with

FEED = "calendar"  # what the record calls a calendar program that asks


@transaction.atomic
def make_feed(*, actor: Actor) -> tuple[FeedToken, str]:
    """Make a secret address; its text is given this once.  One made before works no longer.

    Raises:
        Refused("no-feed-of-nobody"): the actor is no person.
    """
    person = Person.objects.select_for_update(no_key=True).filter(pk=actor.person or 0).first()
    if person is None:
        raise Refused("no-feed-of-nobody")
    old = feed_of(actor)
    if old is not None:
        _revoke(old, actor)
    text = secrets.token_urlsafe(32)
    token = FeedToken.objects.create(person=person, digest=digest_of(text))
    write("make-feed", token, actor=actor)
    return token, text


@transaction.atomic
def revoke_feed(*, actor: Actor) -> FeedToken:
    """End the actor's secret address at once.

    Raises:
        Refused("no-feed"): there is none that works.
    """
    token = feed_of(actor)
    if token is None:
        raise Refused("no-feed")
    return _revoke(FeedToken.objects.select_for_update().get(pk=token.pk), actor)


def use_feed(text: str, *, today: date) -> Person | None:
    """Whose calendar an address shows, or nobody's; the first use of a day is recorded."""
    token = feed_with(text)
    if token is None:
        return None
    if token.used_on != today:
        _note_use(token, today)
    return token.person


@transaction.atomic
def _note_use(token: FeedToken, today: date) -> None:
    noted = FeedToken.objects.select_for_update().get(pk=token.pk)
    if noted.used_on == today:
        return
    before = fingerprint(noted)
    noted.used_on = today
    noted.save(update_fields=["used_on"])
    who = Actor(account=FEED, post="", permissions=frozenset())
    write("use-feed", noted, actor=who, before=before)


def _revoke(token: FeedToken, actor: Actor) -> FeedToken:
    before = fingerprint(token)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    write("revoke-feed", token, actor=actor, before=before)
    return token
