"""What stands in somebody's calendar, and whose a secret address is."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from xuequ.directory.models import Account, Authority, Person
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.queries.tokens import digest_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.text import Text
from xuequ.web.outputs.ics import Event

from ..models import FeedToken
from .mine import todo
from .notices import READ
from .reviews import REPORT, reviews

__all__ = ["Event", "events_of", "feed_of", "feed_with"]


def events_of(person: Person, on: date) -> list[Event]:
    """What falls due to somebody in the posts they hold on a day; nothing without a post.

    Places are named, and never a person.
    """
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None:
        return []
    actors = [actor_in(account, each) for each in identities_of(person, on)]
    found: dict[str, Event] = {}
    for actor in actors:
        if actor.may(READ):
            found |= {event.uid: event for event in (*_reviews(actor, on), *_duties(actor, on))}
            found |= {event.uid: event for event in _of_others(actor, on)}
    return sorted(found.values(), key=lambda event: (event.day, event.uid))


def _of_others(actor: Actor, on: date) -> Iterator[Event]:
    """What other packages put into the calendar, in `events` of their `queries.feed_days`."""
    for _, module in declared("queries.feed_days"):
        yield from module.events(actor, on)


def feed_of(actor: Actor) -> FeedToken | None:
    """The secret address of the actor's calendar that works; none if there is none."""
    return FeedToken.objects.filter(person=actor.person, revoked_at=None).first()


def feed_with(text: str) -> FeedToken | None:
    """The working address that has such a text; digests are compared in constant time."""
    digest = digest_of(text)
    found = FeedToken.objects.filter(digest=digest, revoked_at=None)
    token = found.select_related("person").first()
    if token is None or not hmac.compare_digest(token.digest, digest):
        return None
    return token


def _duties(actor: Actor, on: date) -> list[Event]:
    """The last days of what the post or the person owes; those of one duty and day once."""
    try:
        mine = [each.line for each in todo(seen_by=actor, on=on) if each.is_open]
    except LookupError:
        return []
    found: dict[str, Event] = {}
    for each in mine:
        if each.dates.due.year < FAR and each.owed.duty.period != "lesson_day":
            name, due = each.owed.name, each.dates.due
            uid = f"duty-{each.owed.key}-{due}-{actor.identity}".replace(":", "-")
            title = Text(f"{name.zh}（截止）", f"{name.en} (last day)")
            found[uid] = Event(uid=uid, day=due, title=title, link=reverse("ledger:my_work"))
    return list(found.values())


FAR = 9999  # the year of what has no last day


def _reviews(actor: Actor, on: date) -> list[Event]:
    """The reviews of commitments of the place of a post that reports on them."""
    if not actor.may(REPORT) or actor.authority is None:
        return []
    place = ("county", actor.authority)
    if actor.school is not None:
        place = ("school", actor.school)
    elif actor.consortium is not None:
        place = ("consortium", actor.consortium)
    events = []
    for each in reviews(Authority.objects.get(pk=actor.authority), on):
        if (each.place.kind, each.place.id) == place:
            clause, name = each.report.clause, each.place.name
            events.append(
                Event(
                    uid=f"review-{each.report.pk}",
                    day=each.report.review_on,
                    title=Text(f"复核承诺事项{clause} · {name}", f"Review {clause} · {name}"),
                    link=reverse("ledger:commitment_detail", args=[clause, *place]),
                )
            )
    return events
