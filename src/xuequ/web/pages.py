"""A page is a route, a view, a title and a permission, said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .requests import PageRequest, way_back

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Page:
    """What the menu, the guard and the access matrix know about a route."""

    title: str | Promise
    needs: str  # a permission, e.g. "directory.view", or the word "public"
    menu: str  # the menu area it is listed in; "" for a page reached from another page
    methods: tuple[str, ...]


def page(
    route: str,
    view: Callable[..., HttpResponseBase],
    *,
    title: str | Promise,
    needs: str,
    menu: str = "",
    methods: tuple[str, ...] = ("GET",),
) -> URLPattern:
    """Serve `view` at `route` to those who hold `needs`; strangers are asked to log in.

    The route's name is the view's name.  The menu and the guard read the same
    `needs`, so nobody is offered a link they may not follow.
    """
    answered = require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asking = cast(PageRequest, request)
        if needs != PUBLIC and asking.actor is None:
            _tell_of_loss(request)
            here = urlencode({"next": way_back(request)})
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{here}")
        if not may_open(asking, needs):
            raise PermissionDenied(needs)
        if asking.actor is not None:
            asking.eyes = asking.actor.using(needs)
        return answered(request, *args, **kwargs)

    guarded.page = Page(title, needs, menu, methods)  # type: ignore[attr-defined]
    return path(route, guarded, name=view.__name__)


def _tell_of_loss(request: HttpRequest) -> None:
    """Say on the page to log in that what was typed before the session ended was not kept."""
    if request.method == "POST" and request.POST.keys() - NOTHING_TYPED:
        messages.warning(
            request,
            _(
                "You were no longer logged in, so what you sent was not kept. Before you log in: "
                "go back with your browser and copy your text; photos have to be chosen again."
            ),
        )


NOTHING_TYPED = frozenset({"csrfmiddlewaretoken", "next"})


def may_open(request: PageRequest, needs: str) -> bool:
    """May whoever asks open a page that needs `needs`?"""
    if needs == PUBLIC:
        return True
    return request.actor is not None and request.actor.may(needs)
