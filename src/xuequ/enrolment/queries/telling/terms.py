"""How the result of a round is told, settled or as usual."""

from __future__ import annotations

from ...engine.telling.terms import Terms, usual
from ...models import Outcome, Telling


def terms_of(outcome: Outcome) -> Terms:
    """The terms of a result."""
    row = Telling.objects.filter(outcome=outcome).first()
    if row is None:
        return usual(outcome.releases_at)
    return Terms(
        row.names,
        row.listed_until,
        row.reply_until,
        row.object_until,
        row.silence,
        row.offer_days,
    )
