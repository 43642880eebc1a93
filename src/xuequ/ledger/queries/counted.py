"""What was handed in and confirmed: from the counters, or as it stood on a day, from the claims.

As it stood: what happened by the end of the day and holds today; confirmed is what was confirmed
by then, the rest of it waited.
"""

from __future__ import annotations

from collections import Counter as Numbers
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from xuequ.kernel.periods import Span

from ..engine import reckoning
from ..engine.duties import Owed
from ..engine.tally import Key
from ..models import Claim, Counter
from ..models.entries import EntryState
from .book import Book

NUMBERS = ("confirmed", "handed", "nothing")
KEY = ("duty", "owner_kind", "owner_id", "subject", "since")


@dataclass(frozen=True, slots=True)
class Counted:
    """What people did of one duty in one span: rows of the counters, or of the claims."""

    rows: QuerySet[Any]

    def only(
        self, *, schools: Collection[int] | None = None, people: Collection[int] | None = None
    ) -> Counted:
        """The same for some schools or some people."""
        rows = self.rows
        if schools is not None:
            rows = rows.filter(school__in=schools)
        if people is not None:
            rows = rows.filter(owner_id__in=people)
        return Counted(rows)

    def groups(self) -> Iterable[tuple[int | None, int, int, int]]:
        """School, confirmed, handed, and how many people did so much there."""
        rows = self.rows
        if rows.model is Counter:
            found = rows.values_list("school", "confirmed", "handed")
            return list(found.annotate(Count("owner_id")).order_by())
        each = rows.values_list("school", "confirmed", "handed")
        return [(*key, people) for key, people in Numbers(each).items()]

    def counts(self) -> Mapping[int, tuple[int, int]]:
        """Confirmed and handed of each person."""
        each = self.rows.values_list("owner_id", "confirmed", "handed")
        return {id: (confirmed, handed) for id, confirmed, handed in each}


def of_people(book: Book, owed: Owed, span: Span) -> Counted:
    """What people did of a duty in a span."""
    if not book.as_it_was:
        found = Counter.objects.filter(
            authority=book.authority, owner_kind="person", duty=owed.key, since=span.since
        )
        return Counted(found)
    rows = Claim.objects.filter(
        authority=book.authority, owner_kind="person", duty=owed.key, since=span.since
    )
    return Counted(_summed(rows, ("owner_id", "school"), book.on))


def of_keys(book: Book, wanted: Collection[Key], few: int) -> Mapping[Key, reckoning.Count]:
    """The counts of some owners, duties and spans, in one query."""
    model = Claim if book.as_it_was else Counter
    rows: QuerySet[Any] = model.objects.filter(
        authority=book.authority,
        duty__in={each[0] for each in wanted},
        since__in={each[4] for each in wanted},
        owner_kind__in={each[1] for each in wanted},
    )
    if len(wanted) < few:
        rows = rows.filter(owner_id__in={each[2] for each in wanted})
    if book.as_it_was:
        rows = _summed(rows, KEY, book.on)
    found = {}
    for *key, confirmed, handed, nothing in rows.values_list(*KEY, *NUMBERS):
        if tuple(key) in wanted:
            found[tuple(key)] = reckoning.Count(confirmed, handed, nothing)
    return found


def _summed(rows: QuerySet[Claim], key: Iterable[str], on: date) -> QuerySet[Any]:
    """Claims counted as they stood at the end of a day."""
    confirmed = Q(state=EntryState.CONFIRMED)
    confirmed &= Q(entry__decided_at=None) | Q(entry__decided_at__date__lte=on)
    held = rows.filter(
        entry__happened_on__lte=on, state__in=[EntryState.HANDED, EntryState.CONFIRMED]
    )
    summed: QuerySet[Any] = (
        held.values(*key)
        .annotate(
            confirmed=Count("pk", filter=confirmed),
            handed=Count("pk", filter=~confirmed),
            nothing=Count("pk", filter=Q(is_nothing=True)),
        )
        .order_by()
    )
    return summed
