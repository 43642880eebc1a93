"""Postings and pairings in the form of their sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuequ.kernel.actors import Actor

from ...models import Authority, Pairing, Posting
from ..offered import directions
from ..scope import people
from ..staff import known_staff
from .staff import Values, masked


def give_postings(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The postings in force on a day, and those to come."""
    named = directions(authority, on)
    rows = (
        Posting.objects.during(on, None)
        .filter(authority=authority, person__in=people(seen_by=actor, on=on))
        .order_by("since", "pk")
    )
    for each in rows.select_related("person", "from_school", "to_school"):
        yield {
            "name": each.person.name,
            "id_number": masked(each.person.id_number),
            "from_school": each.from_school.name,
            "to_school": each.to_school.name,
            "kind": each.kind,
            "direction": named[each.direction].zh if each.direction in named else each.direction,
            "subject": each.subject,
            "decision": each.decision,
            "since": each.since,
            "until": each.until,
        }


def give_pairings(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The pairings in force on a day, and those to come."""
    known = known_staff(authority, on, ())
    places = {
        each.id: sorted(each.schools) for namesakes in known.people.values() for each in namesakes
    }
    rows = (
        Pairing.objects.during(on, None)
        .filter(authority=authority, apprentice__in=people(seen_by=actor, on=on))
        .order_by("since", "pk")
    )
    for each in rows.select_related("mentor", "apprentice", "school"):
        own = places.get(each.mentor_id, [])
        yield {
            "mentor": each.mentor.name,
            "mentor_school": each.school.name if each.school.name in own else next(iter(own), ""),
            "mentor_number": masked(each.mentor.id_number),
            "apprentice": each.apprentice.name,
            "school": each.school.name,
            "apprentice_number": masked(each.apprentice.id_number),
            "kind": each.kind,
            "tier": each.tier,
            "subject": each.subject,
            "since": each.since,
            "until": each.until,
        }
