"""What waits for an identity in other packages, which say so in their `inbox` module."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.waiting import Shelf, Waiting


def waiting(actor: Actor, on: date, most: int) -> list[Waiting]:
    """What waits, late first, then by the last day, then the longest waiting; at most so many."""
    found = [each for _, module in declared("inbox") for each in module.waiting(actor, on)]
    return sorted(found, key=_urgency)[:most]


def count(actor: Actor, on: date) -> int:
    """How much waits."""
    return sum(module.count(actor, on) for _, module in declared("inbox"))


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """The lists that other packages keep beside the inbox."""
    return [each for _, module in declared("inbox") for each in module.shelves(actor, on)]


def to_do(found: Iterable[Shelf]) -> int:
    """How much waits, by the shelves: the same as `count` without asking once more."""
    return sum(each.count or 0 for each in found if each.is_todo)


def _urgency(each: Waiting) -> tuple[bool, date, float]:
    since: datetime | None = each.since
    return (not each.is_late, each.due or date.max, since.timestamp() if since else 0.0)
