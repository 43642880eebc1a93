"""Whether issuing a paper settles a duty of the ledger, and since when it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from xuequ.kernel.paper import PaperKind
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.reckoning import dates
from xuequ.ledger.engine.spans import span_of
from xuequ.ledger.queries.book import book_of, owner_of
from xuequ.ledger.queries.claiming import For

from ..engine.periods import last_day, period_of, reported_from
from ..models import Paper, PaperState
from .kinds import of
from .scope import of_place


@dataclass(frozen=True, slots=True)
class Settled:
    """A duty that a paper settles, whose it is, and the day in its period it counts for."""

    owed: Owed
    owner: For
    on: date
    closes: date  # the last day on which it may be handed in


def settled(paper: Paper, kind: PaperKind, today: date) -> Settled | None:
    """The duty that the paper's place owes in the period it is about; none where it owes none.

    What counts is the period as a whole: its last day, or today while it is running.
    """
    if not kind.duty:
        return None
    span = period_of(kind, paper.period_on)
    day = min(last_day(span) if span else paper.period_on, today)
    try:
        book = book_of(paper.authority, day)
    except LookupError:
        return None
    owed, place = book.owed.get(kind.duty), paper.place
    owner = owner_of(book, owed, of(place), place.id) if owed else None
    if owed is None or owner is None:
        return None
    counted = span_of(owed, day, owner.tenure, book.calendar)
    if counted is None:
        return None  # not owed on that day, or no calendar says when
    closes = dates(owed.duty, counted, book.settings.grace_days).closes
    return Settled(owed, For(kind.duty, of(place), place.id), day, closes)


def counts_from(paper: Paper, kind: PaperKind) -> date | None:
    """The first day on which the paper may be issued as the report of its period."""
    span = period_of(kind, paper.period_on)
    return reported_from(kind, span) if span else None


def not_before(paper: Paper, kind: PaperKind) -> date | None:
    """The first day on which a compiled paper can have been issued: that of its figures."""
    span = period_of(kind, paper.period_on)
    made = paper.versions.exclude(compiled=None).order_by("number").last()
    if span is None or made is None:
        return None
    return min(last_day(span), timezone.localdate(made.made_at))


def others(paper: Paper, kind: PaperKind) -> QuerySet[Paper]:
    """The other papers of the same place and kind about the same period that hold or may yet."""
    rows = Paper.objects.filter(of_place(paper.place), kind=paper.kind)
    span = period_of(kind, paper.period_on)
    if span is None:
        return rows.none()
    rows = rows.filter(period_on__gte=span.since, period_on__lt=span.until)
    return rows.exclude(state=PaperState.WITHDRAWN).exclude(pk=paper.pk).order_by("pk")
