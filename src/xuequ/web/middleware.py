"""Who asks, in which language, about which day and which unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from .requests import PageRequest

EARLIEST, LATEST = date(1840, 1, 1), date(2200, 12, 31)  # days that can be looked at
Next = Callable[[HttpRequest], HttpResponse]


class ChosenLanguage:
    """Chinese unless the reader chose otherwise; the browser's own language is not asked."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        cast(PageRequest, request).language = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class Standpoint:
    """Put the actor, the day and the unit on the request; what is for the actor nobody keeps."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking = cast(PageRequest, request)
        actor_of = import_string(settings.XUEQU_ACCESS)
        asking.actor = actor_of(request) if request.user.is_authenticated else None
        asking.on = _day(request) or timezone.localdate()
        asking.unit = request.session.get("unit")
        response = self.get_response(request)
        if asking.actor is not None or "Authorization" in request.headers:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _day(request: HttpRequest) -> date | None:
    for chosen in (request.GET.get("on"), request.session.get("on")):
        try:
            day = date.fromisoformat(chosen or "")
        except ValueError:
            continue
        if day <= LATEST:
            return max(day, EARLIEST)
    return None
