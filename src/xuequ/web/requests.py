"""A request as the product's views know it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from xuequ.kernel.actors import Actor


class PageRequest(HttpRequest):
    """A request with the standpoint it is asked from."""

    actor: Actor | None  # None: nobody has logged in
    on: date  # the day to look at
    unit: int | None  # the consortium looked at; None: the whole authority
    language: str  # "zh-hans" or "en"
    eyes: Actor  # the actor, on pages the guard opens only to people who have logged in


def asked(request: HttpRequest, name: str) -> str:
    """The words typed into a search field; what no database can look for is left out."""
    return request.GET.get(name, "").replace("\0", "").strip()[:60]
