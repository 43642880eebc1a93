"""Pages through Django's test client, as a bureau's office sees them: seconds and queries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from xuequ.directory.models import Authority
from xuequ.web.context import routes

from .city import bureau
from .config import DAY

WARM_UP = 3
BESIDE_THE_MENU = ("directory:consortium_places",)


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


def seconds(client: Client, name: str, rounds: int) -> list[tuple[float, float]]:
    """What the page takes, warm: seconds passed and seconds of processor, one pair per round."""
    found = []
    for _ in range(WARM_UP + rounds):
        started = time.perf_counter(), time.process_time()
        open_page(client, name)
        found.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    return found[WARM_UP:]


def list_pages() -> list[str]:
    """Every page of the menu, and what the map asks for; a new page comes in by itself."""
    found = [
        name
        for name, route in routes(get_resolver().url_patterns)
        if getattr(getattr(route.callback, "page", None), "menu", "")
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
