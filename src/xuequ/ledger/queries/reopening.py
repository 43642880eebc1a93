"""Until when what was begun or given back may still be handed in."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from xuequ.kernel.periods import Span

from ..engine.handing import Again
from ..engine.reckoning import dates
from ..models import Entry
from ..models.entries import EntryState
from .book import Book, book_of


def again(entry: Entry, on: date) -> Again | None:
    """What an entry that was returned may be handed in for again; none if it was not."""
    return _again(entry, book_of(entry.authority, on)) if _returned_on(entry) else None


def open_until(entry: Entry, book: Book) -> date | None:
    """The last day an own entry may be handed in for all it counts for; none if it counts not."""
    extra = _again(entry, book)
    found = []
    for claim in entry.claims.all():
        owed = book.owed.get(claim.duty)
        if owed is not None:
            span = Span(claim.since, claim.until)
            closes = dates(owed.duty, span, book.settings.grace_days).closes
            found.append(max(closes, extra.until) if extra else closes)
    return min(found, default=None)


def _again(entry: Entry, book: Book) -> Again | None:
    day = _returned_on(entry)
    if day is None:
        return None
    spans = frozenset((each.duty, each.since) for each in entry.claims.all())
    return Again(day + timedelta(days=book.settings.grace_days), spans)


def _returned_on(entry: Entry) -> date | None:
    if entry.state != EntryState.RETURNED or entry.decided_at is None:
        return None
    return timezone.localtime(entry.decided_at).date()
