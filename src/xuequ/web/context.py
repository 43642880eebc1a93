"""What the layout needs on every page: the menu, the reader's standpoint, the notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .pages import Page, may_open
from .requests import PageRequest

AREAS: dict[str, str | Promise] = {
    "workbench": _("Workbench"),
    "directory": _("Districts and schools"),
    "clauses": _("Clauses and board"),
    "enrolment": _("Enrolment"),
    "planning": _("Planning and reports"),
    "data": _("Data"),
    "system": _("System"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    name: str  # the route's name with its namespace
    page: Page
    url: str


def routes(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every route below `patterns` with its full name."""
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each.url_patterns, inner)
        else:
            yield f"{space}{each.name}", each


@cache
def entries() -> tuple[Entry, ...]:
    """The pages listed in the menu, in its order."""
    found = []
    for name, route in routes(get_resolver().url_patterns):
        page: Page | None = getattr(route.callback, "page", None)
        if page and page.menu:
            found.append(Entry(name, page, reverse(name)))
    order = list(AREAS)
    return tuple(sorted(found, key=lambda each: order.index(each.page.menu)))


SHORT = 12  # pages; a menu that has no more is shown whole


def menu(request: PageRequest) -> list[dict[str, Any]]:
    """The areas with the pages the reader may open; areas without any are left out.

    A long menu is folded: open is the area one is in, also on a page below one of its pages.
    """
    here = request.resolver_match.view_name if request.resolver_match else ""
    areas: dict[str, dict[str, Any]] = {}
    for each in entries():
        if may_open(request, each.page.needs):
            area = areas.setdefault(each.page.menu, {"title": AREAS[each.page.menu], "pages": []})
            area["pages"].append(
                {"title": each.page.title, "url": each.url, "here": each.name == here}
            )
    found = list(areas.values())
    is_short = sum(len(area["pages"]) for area in found) <= SHORT
    nearest = max((_nearness(request.path, area) for area in found), default=0)
    for area in found:
        area["is_open"] = is_short or _nearness(request.path, area) == nearest
    return found


def _nearness(path: str, area: dict[str, Any]) -> int:
    """How much of the address is that of a page of the area."""
    urls = [each["url"] for each in area["pages"]]
    return max((len(url) for url in urls if path.startswith(url)), default=0)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout.  An error before the standpoint is known gets a bare frame."""
    asking = cast(PageRequest, request)
    if not hasattr(asking, "on"):
        return {"bare": True}
    route = request.resolver_match
    page: Page | None = getattr(route.func, "page", None) if route else None
    return {
        "page": page,
        "menu": menu(asking) if asking.actor else [],
        "actor": asking.actor,
        "on": asking.on,
        "today": timezone.localdate(),
        "notice": import_string(settings.XUEQU_NOTICE)(asking),
        "unread": import_string(settings.XUEQU_UNREAD)(asking),
        "language": asking.language,
    }
