"""The days of a result that is told: how long lists stand, and until when families answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LIST_DAYS, REPLY_DAYS, OBJECTION_DAYS, OFFER_DAYS = 7, 7, 7, 3
LONGEST_LIST = timedelta(days=60)
SHORTEST_REPLY = timedelta(days=1)
MOST_OFFER_DAYS = 14


@dataclass(frozen=True, slots=True)
class Terms:
    """How a result is told.

    Args:
        names: "masked" or "numbers", in the public list.
        listed_until: when the public list takes itself down.
        reply_until: when the time to answer ends.
        object_until: when the time to object ends.
        silence: "keeps" the seat or "gives_up".
        offer_days: days to answer an offer from a waiting list.
    """

    names: str
    listed_until: datetime
    reply_until: datetime
    object_until: datetime
    silence: str
    offer_days: int


def usual(releases_at: datetime) -> Terms:
    """What holds where nobody has settled anything else: nobody loses a seat by silence."""
    return Terms(
        "masked",
        releases_at + timedelta(days=LIST_DAYS),
        releases_at + timedelta(days=REPLY_DAYS),
        releases_at + timedelta(days=OBJECTION_DAYS),
        "keeps",
        OFFER_DAYS,
    )


def fault(terms: Terms, releases_at: datetime) -> str:
    """What is wrong with terms, as the code of a refusal; "" if they are fine."""
    if terms.listed_until <= releases_at or terms.listed_until > releases_at + LONGEST_LIST:
        return "list-ends-oddly"
    if terms.reply_until < releases_at + SHORTEST_REPLY:
        return "too-short-to-answer"
    if terms.object_until < releases_at + SHORTEST_REPLY:
        return "too-short-to-object"
    return ""
