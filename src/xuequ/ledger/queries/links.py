"""Where a page of the ledger sends somebody on to."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from ..engine.spans import FOREVER
from ..engine.tally import Line

LONGEST = 200  # characters a notice keeps


def hand_in_link(line: Line) -> str:
    """The form on which an owner hands in, filled with what it is for and its day."""
    owner = line.owner
    asked = {"duty": line.owed.key, "kind": owner.kind, "id": owner.id, "subject": owner.subject}
    if line.first_open.until < FOREVER:
        asked["day"] = (line.first_open.until - timedelta(days=1)).isoformat()
    said = urlencode({key: value for key, value in asked.items() if value != ""})
    link = f"{reverse('ledger:entry_new')}?{said}"
    return link if len(link) <= LONGEST else reverse("ledger:my_work")


def entry_link(entry: int) -> str:
    """The page of an entry."""
    return reverse("ledger:entry_detail", args=[entry])
