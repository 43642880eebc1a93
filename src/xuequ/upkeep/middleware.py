"""Watch every request: give it a number, count it, and write one line of what became of it."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .logs import REQUEST_ID
from .services.measures import count

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PROBES = frozenset({"web:health", "upkeep:readiness", "upkeep:metrics"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
NO_ROUTE = "none"
log = logging.getLogger("xuequ.request")


class Watch:
    """Route, status, time and account; never an address, a form or a name.

    The number of a request comes from the server in front if that gives one that is random by
    its looks; it goes back in a header and stands in every line written meanwhile.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if GIVEN.fullmatch(given) else secrets.token_hex(16)
        token, began = REQUEST_ID.set(number), time.perf_counter()
        cast(Any, request).received_at = timezone.now()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            _note(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            REQUEST_ID.reset(token)


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    route = match.view_name if match else NO_ROUTE
    method = request.method if request.method in METHODS else "other"
    count(route, method, status, seconds)
    level = logging.ERROR if status >= 500 else logging.INFO
    if route in PROBES and status < 400:
        level = logging.DEBUG
    user = getattr(request, "_cached_user", None)  # asked by others already, or nobody asked
    facts = {
        "route": route,
        "method": method,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "account": user.pk if user is not None else None,
    }
    log.log(level, "answered", extra=facts)
