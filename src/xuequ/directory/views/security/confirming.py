"""Acts that ask for the password once more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from xuequ.web.requests import way_back

HOLDS = 10 * 60  # seconds the password once given holds


def is_confirmed(request: HttpRequest) -> bool:
    """Was the password given in this session a moment ago?"""
    given = request.session.get("confirmed", 0)
    return bool(0 <= timezone.now().timestamp() - given <= HOLDS)


def confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password before the page, unless it was given a moment ago."""

    @wraps(view)
    def asking(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        here = way_back(request) if request.method == "GET" else _overview()
        return redirect(f"{reverse('directory:confirm')}?{urlencode({'next': here})}")

    return asking


def _overview() -> str:
    return reverse("directory:my_security")
