"""Who are peers, by which channels they speak, and what they have told one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import (
    Authority,
    Holding,
    Membership,
    Person,
    Posting,
    School,
    Teacher,
)
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from ..models import Feedback

PEER = "peer.report"
CHANNELS, TOPICS = ("exchange", "feedback"), ("exchange", "voiced")


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody who teaches where one's district or group is, and the schools they teach at."""

    person: Person
    schools: tuple[str, ...]


def channels(authority: Authority, on: date) -> tuple[Named, ...]:
    """The channels (渠道) in which the policy of a locality has peers give feedback that day."""
    return _listed(authority, CHANNELS, on)


def topics(authority: Authority, on: date) -> tuple[Named, ...]:
    """What the policy of a locality has a teacher voice to peers on that day."""
    return _listed(authority, TOPICS, on)


def feedback(*, seen_by: Actor) -> QuerySet[Feedback]:
    """What the reader gave, and what they received and was not taken back.  Nobody else's."""
    if seen_by.person is None:
        return Feedback.objects.none()
    received = Q(receiver=seen_by.person, taken_back_at=None)
    mine = Feedback.objects.filter(Q(giver=seen_by.person) | received)
    return mine.select_related("giver", "receiver", "authority")


def name_of(made: Feedback) -> Text:
    """The channel, or what was voiced, in the words of the policy of that day."""
    listed = (topics if made.is_voiced else channels)(made.authority, made.happened_on)
    code = made.topic if made.is_voiced else made.channel
    named = next((each for each in listed if each.code == code), None)
    return Text(named.zh, named.en) if named else Text(code, code)


def peers(person: int, on: date) -> list[Peer]:
    """The peers of a person: who teaches in the same district or group that day.

    Only people who can read it: with an account, in a post that has the permission.  Guests of
    a district are not counted.
    """
    mine = teaching(on, people=[person]).get(person, set())
    counted = Membership.objects.on(on).filter(in_force(on, "consortium__")).exclude(role="guest")
    unions = counted.filter(school__in=mine).values("consortium")
    members = counted.filter(consortium__in=unions).values("school")
    near = teaching(on, schools=members)
    readers = Holding.objects.on(on).filter(in_force(on, "post__"), post__role__in=_roles())
    found = Person.objects.filter(
        pk__in=near.keys() - {person},
        account__is_active=True,
        holdings__in=readers,
    ).distinct()
    names = _names(near)
    return [Peer(each, names[each.pk]) for each in found]


def teaching(
    on: date, *, people: Iterable[int] | None = None, schools: Any = None
) -> dict[int, set[int]]:
    """At which schools people teach that day: at their own, and where they are posted to.

    Narrowed to some people, or to some schools.
    """
    sources: list[tuple[QuerySet[Any], str, str]] = [
        (Teacher.objects.on(on), "person", "school"),
        (Posting.objects.on(on), "person", "to_school"),
        (
            Holding.objects.on(on).filter(in_force(on, "post__"), post__role__in=_roles()),
            "person",
            "post__school",
        ),
    ]
    found: dict[int, set[int]] = defaultdict(set)
    for rows, who, where in sources:
        if people is not None:
            rows = rows.filter(**{f"{who}__in": people})
        if schools is not None:
            rows = rows.filter(**{f"{where}__in": schools})
        for one, school in rows.order_by().values_list(f"{who}_id", f"{where}_id"):
            if school is not None:
                found[one].add(school)
    return found


def _roles() -> list[str]:
    return [role.code for role in ROLES.values() if PEER in role.permissions]


def _names(near: dict[int, set[int]]) -> dict[int, tuple[str, ...]]:
    known = dict(
        School.objects.filter(pk__in=set().union(*near.values())).values_list("pk", "name")
    )
    return {one: tuple(sorted(known[each] for each in at)) for one, at in near.items()}


def _listed(authority: Authority, key: tuple[str, str], on: date) -> tuple[Named, ...]:
    entry = profile_of(authority, on).entries.get(key)
    try:
        listed: tuple[Named, ...] = entry.value(on) if entry else ()
    except LookupError:  # the policy says nothing of it yet
        return ()
    return listed


def speaks(actor: Actor, on: date) -> bool:
    """Has the actor's identity a part in it, in a locality whose policy has channels?"""
    if not actor.may(PEER) or actor.authority is None:
        return False
    authority = Authority.objects.get(pk=actor.authority)
    return bool(channels(authority, on) or topics(authority, on))
