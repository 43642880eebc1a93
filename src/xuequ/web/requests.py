"""A request as the product's views know it."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from xuequ.kernel.actors import Actor


class PageRequest(HttpRequest):
    """A request with the standpoint it is asked from."""

    actor: Actor | None  # None: nobody has logged in
    on: date  # the day to look at
    unit: int | None  # the consortium looked at; None: the whole authority
    language: str  # "zh-hans" or "en"
    eyes: Actor  # the actor, with the reach of what the page needs; only for who has logged in


def received(request: HttpRequest) -> datetime:
    """When the request was taken up: what counts where something closes at an hour.

    What it then waits for, a lock or a slow page, is not the sender's fault.
    """
    at: datetime | None = getattr(request, "received_at", None)
    return at or timezone.now()


LONGEST_WAY_BACK = 2000  # characters; a browser is never sent on to an endless address


def way_back(request: HttpRequest) -> str:
    """The address asked for, to come back to later; without its question if that is endless."""
    here = request.get_full_path()
    return here if len(here) <= LONGEST_WAY_BACK else request.path


def asked(request: HttpRequest, name: str) -> str:
    """The words typed into a search field; what no database can look for is left out."""
    return request.GET.get(name, "").replace("\0", "").strip()[:60]
