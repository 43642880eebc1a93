"""Put claims into the spans of a calendar that was changed after they were made."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.record.services import write

from ..engine.spans import FOREVER, span_of
from ..models import Claim
from ..queries.book import book_of
from .counting import hold_all, recount

BY_TERM = ("term", "fortnight")  # whose spans hang on the first day of a term
ALWAYS = Span(date.min, FOREVER)


@transaction.atomic
def respan_claims(authority: Authority, *, on: date, actor: Actor) -> int:
    """Move the claims of terms and fortnights to the spans their day lies in now, and recount.

    Terms may be set anew after something was handed in.  A claim whose day lies in no term any
    more keeps its span.

    Returns:
        How many claims were moved.

    Raises:
        LookupError: the policy of the authority says nothing yet on that day.
    """
    hold_all()
    book = book_of(authority, on)
    keys = [each.key for each in book.owed.values() if each.duty.period in BY_TERM]
    moved = 0
    for claim in Claim.objects.filter(authority=authority, duty__in=keys).select_related("entry"):
        span = span_of(book.owed[claim.duty], claim.entry.happened_on, ALWAYS, book.calendar)
        if span is not None and (span.since, span.until) != (claim.since, claim.until):
            claim.since, claim.until = span.since, span.until
            claim.save(update_fields=["since", "until"])
            moved += 1
    if moved:
        recount(authority)
        write("respan-claims", authority, actor=actor, note={"rows": moved})
    return moved
