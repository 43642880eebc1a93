"""Pages through Django's test client, as a bureau's office sees them: seconds and queries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Authority
from xuequ.directory.queries.access import actor_of
from xuequ.kernel.actors import Actor
from xuequ.web.context import routes
from xuequ.web.pages import PUBLIC

from .city import bureau
from .config import DAY

WARM_UP = 3
SCOPED = ("directory:school_list", "directory:consortium_list", "directory:roster_page")
BESIDE_THE_MENU = ("directory:consortium_places",)

DOCUMENTS = {
    "register of 541 clauses": "/clauses/?locality=all",
    "register in the order of the documents": "/clauses/?locality=all&order=document",
    "comparison of nine localities": "/comparison/",
    "comparison of nine, key by key": "/comparison/settings/",
}


def reader(authority: Authority) -> Client:
    """A browser in which the authority's bureau office is logged in."""
    browser = {"accept-encoding": "gzip", "accept-language": "zh-CN"}
    client = Client(headers=browser, SERVER_NAME="localhost")
    client.force_login(bureau(authority))
    return client


def open_page(client: Client, name: str) -> HttpResponseBase:
    """One page on the day looked at.

    Raises:
        RuntimeError: the page was not shown.
    """
    answer = client.get(reverse(name), {"on": DAY.isoformat()})
    if answer.status_code != 200:
        raise RuntimeError(f"{name} answered {answer.status_code}")
    return answer


def open_address(client: Client, address: str) -> HttpResponseBase:
    """One page by its address.

    Raises:
        RuntimeError: the page was not shown.
    """
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer


def address_seconds(client: Client, address: str, rounds: int) -> list[float]:
    """Seconds of a page each time it is opened, the very first time in this process included."""
    found = []
    for _ in range(1 + rounds):
        started = time.perf_counter()
        open_address(client, address)
        found.append(time.perf_counter() - started)
    return found


def seconds(client: Client, name: str, rounds: int) -> list[tuple[float, float]]:
    """What the page takes, warm: seconds passed and seconds of processor, one pair per round."""
    found = []
    for _ in range(WARM_UP + rounds):
        started = time.perf_counter(), time.process_time()
        open_page(client, name)
        found.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    return found[WARM_UP:]


def unscoped(request: HttpRequest) -> Actor | None:
    """Who asks, but seeing every row: the peer that scope is measured against."""
    actor = actor_of(request)
    return replace(actor, everywhere=True) if actor else None


def with_and_without_scope(client: Client, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of processor of each list page, scoped and unscoped, in turns."""
    own, peer = settings.XUEQU_ACCESS, f"{__name__}.unscoped"
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in SCOPED}
    for turn in range(WARM_UP + rounds):
        for name in SCOPED:
            pair = []
            for access in (own, peer):
                settings.XUEQU_ACCESS = access
                started = time.process_time()
                open_page(client, name)
                pair.append(time.process_time() - started)
            if turn >= WARM_UP:
                found[name].append((pair[0], pair[1]))
    settings.XUEQU_ACCESS = own
    return found


def list_pages() -> list[str]:
    """Every page of the bureau's menu, and what the map asks for; a new one comes in by itself."""
    allowed = ROLES["bureau_office"].permissions | {PUBLIC}
    found = [
        name
        for name, route in routes(get_resolver().url_patterns)
        if (page := getattr(route.callback, "page", None)) and page.menu and page.needs in allowed
    ]
    return [*found, *BESIDE_THE_MENU]


def queries_of(authorities: list[Authority]) -> dict[str, list[int]]:
    """For every list page its queries in each of the authorities."""
    found: dict[str, list[int]] = {}
    for authority in authorities:
        client = reader(authority)
        for name in list_pages():
            open_page(client, name)  # what is read once and kept does not count
            with counted() as count:
                open_page(client, name)
            found.setdefault(name, []).append(count["queries"])
    return found


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Count the queries while the caller works."""
    count = {"queries": 0}

    def one_more(execute: Any, *args: Any) -> Any:
        count["queries"] += 1
        return execute(*args)

    with connection.execute_wrapper(one_more):
        yield count
