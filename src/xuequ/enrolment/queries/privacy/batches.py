"""Batches of deletions and stays, and who decides about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.privacy.retention import HELD_BY, KINDS, HeldBack, counted, held_back
from ...models import Erasure, LegalHold
from .due import due

VIEW, CHANGE, CONFIRM = "retention.view", "retention.change", "retention.confirm"
AHEAD = (0, 30, 90)  # days the preview looks ahead


def may(actor: Actor, permission: str, authority: int) -> bool:
    """An authority deletes what is its own, and nobody else does."""
    if actor.everywhere:
        return True
    is_there = standing(actor) == AUTHORITY and actor.is_at_home(authority)
    return is_there and actor.person is not None and actor.may(permission)


def erasures(*, seen_by: Actor) -> QuerySet[Erasure]:
    """The batches of the reader's own authority."""
    rows = Erasure.objects.select_related("authority", "person", "second")
    if seen_by.everywhere:
        return rows
    if standing(seen_by) != AUTHORITY or not seen_by.may(VIEW):
        return rows.none()
    return rows.filter(authority=seen_by.authority)


def holds(*, seen_by: Actor) -> QuerySet[LegalHold]:
    """The stays of the reader's own authority, in force or ended."""
    rows = LegalHold.objects.select_related("round__authority", "child", "person")
    if seen_by.everywhere:
        return rows
    if standing(seen_by) != AUTHORITY or not seen_by.may(VIEW):
        return rows.none()
    return rows.filter(round__authority=seen_by.authority)


@dataclass(frozen=True, slots=True)
class Preview:
    """What is due on a day: counts by kind, and what is held back."""

    on: date
    days: int
    counts: list[tuple[Text, int]]
    held: list[tuple[Text, HeldBack]]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def previews(authority: Authority, today: date) -> list[Preview]:
    """What would be deleted today, and in the days to come; nothing is deleted by looking."""
    found = []
    for days in AHEAD:
        on = today + timedelta(days=days)
        rows = due(authority, on)
        counts = [(KINDS[kind], count) for kind, count in counted(rows).items()]
        found.append(Preview(on, days, counts, named(held_back(rows))))
    return found


def named(found: list[HeldBack]) -> list[tuple[Text, HeldBack]]:
    """Each with the words for its reason."""
    return [(HELD_BY[each.why], each) for each in found]


def open_batch(authority: Authority) -> Erasure | None:
    """The batch that is proposed or being carried out."""
    rows = Erasure.objects.filter(authority=authority, done_at=None)
    return rows.select_related("person", "second").first()


def counts_of(erasure: Erasure) -> list[tuple[Text, dict[str, int]]]:
    """By kind, how many things of a batch are due, deleted, held back meanwhile."""
    rows = erasure.items.order_by().values_list("kind", "state").annotate(count=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for kind, state, count in rows:
        found.setdefault(kind, {"due": 0, "done": 0, "kept": 0})[state] = count
    return [(KINDS[kind], found[kind]) for kind in KINDS if kind in found]


def held_of(erasure: Erasure) -> list[tuple[Text, HeldBack]]:
    """What was held back when a batch was put together."""
    rows = [
        HeldBack(e["why"], e["count"], date.fromisoformat(e["until"]) if e["until"] else None)
        for e in erasure.held
    ]
    return named(rows)
