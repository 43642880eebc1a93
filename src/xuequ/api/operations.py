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
    """What `reads` gives: it keeps the view as it is."""

    def __call__(self, view: View) -> View: ...


def reads(router: Router, route: str, *, needs: str, gives: Any, zh: str, en: str) -> Reads:
    """Answer GET at `route` to those who hold `needs` and may use the interface.

    The guard, the description and the access matrix read the same line.
    """

    def keep(view: View) -> View:
        name = view.__name__
        NEEDS[name] = needs
        operation = router.get(
            route,
            auth=[ByToken(needs), BySession(needs)],
            response={200: gives, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
            summary=f"{zh} / {en}",
            operation_id=name,
            url_name=name,
            openapi_extra={"x-permission": needs},
        )
        kept: View = operation(view)
        return kept

    return keep
