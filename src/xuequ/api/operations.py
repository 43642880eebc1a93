"""An operation of the interface: route, permission, what it gives, said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest
from ninja import Router

from xuequ.kernel.actors import Actor

from .admission import BySession, ByToken
from .problems import Problem

View = TypeVar("View", bound=Callable[..., Any])
NEEDS: dict[str, str] = {}  # name of the operation: the permission it needs


class ApiRequest(HttpRequest):
    """A request whose token or session was admitted."""

    auth: Actor


class Reads(Protocol):
    """What `reads` and `takes` give: they keep the view as it is."""

    def __call__(self, view: View) -> View: ...


def reads(router: Router, route: str, *, needs: str, gives: Any, zh: str, en: str) -> Reads:
    """Answer GET at `route` to those who hold `needs` and may use the interface.

    The guard, the description and the access matrix read the same line.
    """

    return _offer(router.get, route, needs=needs, gives=gives, words=f"{zh} / {en}", extra={})


def takes(router: Router, route: str, *, needs: str, gives: Any, zh: str, en: str) -> Reads:
    """The same for POST, whose body is a file as it is."""
    body = {"schema": {"type": "string", "format": "binary"}}
    extra = {"requestBody": {"required": True, "content": {"application/octet-stream": body}}}
    return _offer(router.post, route, needs=needs, gives=gives, words=f"{zh} / {en}", extra=extra)


def _offer(
    method: Any, route: str, *, needs: str, gives: Any, words: str, extra: dict[str, Any]
) -> Reads:
    def keep(view: View) -> View:
        name = view.__name__
        NEEDS[name] = needs
        operation = method(
            route,
            auth=[ByToken(needs), BySession(needs)],
            response={200: gives, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
            summary=words,
            operation_id=name,
            url_name=name,
            openapi_extra={"x-permission": needs, **extra},
        )
        kept: View = operation(view)
        return kept

    return keep
