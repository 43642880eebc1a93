"""The few pages of the frame itself: choosing where one stands, and errors."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from .refusals import explain
from .requests import LONGEST_WAY_BACK, PageRequest, way_back

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def choose(request: PageRequest) -> HttpResponse:
    """Remember the language, the day and the unit the reader wants, and go back."""
    back = request.POST.get("next", "/")
    if "on=" in back:
        back = urlsplit(back).path
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    if not ours or len(back) > LONGEST_WAY_BACK:
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86400,
            samesite="Lax",
            secure=settings.SECURE,
            httponly=True,
        )
    if "on" in request.POST:
        _remember_day(request, request.POST["on"])
    if "unit" in request.POST:
        unit = request.POST["unit"]
        request.session["unit"] = int(unit) if unit.isdecimal() and len(unit) < 18 else None
    return response


def health(request: HttpRequest) -> HttpResponse:
    """Is the site up?  For start-up scripts and load balancers."""
    return JsonResponse({"status": "ok"})


def not_received(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is too much: say the limit.  Other broken requests get a plain answer."""
    refused = getattr(exception, "refused", None)
    if refused is None and not isinstance(exception, TOO_MUCH):
        return bad_request(request, exception)
    said = explain(refused) if refused else _("The form is larger than anything that is taken.")
    status = getattr(exception, "status", 413)
    context = {"status": status, "said": said, "back": way_back(request)}
    return render(request, "web/error.html", context, status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"status": 404}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for our own mistakes; it asks nothing of the database, which may be what failed."""
    language = getattr(request, "language", settings.LANGUAGE_CODE)
    with translation.override(language):
        text = render_to_string("web/failed.html", {"language": language})
    return HttpResponse(text, status=500)


def _remember_day(request: PageRequest, day: str) -> None:
    try:
        request.session["on"] = date.fromisoformat(day).isoformat()
    except ValueError:
        request.session.pop("on", None)
