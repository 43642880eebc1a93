"""Next schools as rows of their sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xuequ.kernel.actors import Actor

from ...models import Authority
from ..feeders import feeders_seen


def give_feeders(authority: Authority, on: date, actor: Actor) -> Iterator[Mapping[str, object]]:
    """The next schools of the schools in the actor's scope on a day."""
    for each in feeders_seen(authority, on, seen_by=actor):
        yield {
            "school_code": each.school.code,
            "school": each.school.name,
            "next_code": each.next_school.code,
            "next_school": each.next_school.name,
            "since": each.since,
        }
