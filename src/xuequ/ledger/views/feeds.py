"""The secret address of one's calendar, and the calendar itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Person
from xuequ.kernel.refusal import Refused
from xuequ.web.outputs.ics import TYPE, write_calendar
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..queries.feeds import events_of, feed_of
from ..services.feeds import make_feed, revoke_feed, use_feed


def feed_mine(request: PageRequest) -> HttpResponse:
    """What the reader's calendar shows, and whether it has an address."""
    today = timezone.localdate()
    mine = get_object_or_404(Person, pk=request.eyes.person)
    context = {"feed": feed_of(request.eyes), "events": events_of(mine, today)}
    return render(request, "ledger/feed.html", context)


def feed_make(request: PageRequest) -> HttpResponse:
    """Make a secret address; it stands on the answer page and nowhere else."""
    try:
        _token, text = make_feed(actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("ledger:feed_mine")
    path = reverse("ledger:feed_read", args=[text])
    query = "?language=en" if request.language == "en" else ""
    address = f"{_root(request)}{path}{query}"
    answer = render(request, "ledger/feed_once.html", {"address": address})
    answer["Cache-Control"] = "no-store"
    return answer


def feed_revoke(request: PageRequest) -> HttpResponse:
    """End the secret address."""
    try:
        revoke_feed(actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The address works no longer."))
    return redirect("ledger:feed_mine")


def feed_read(request: PageRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for whoever has it; nobody logs in for it."""
    today = timezone.localdate()
    person = use_feed(token, today=today)
    if person is None:
        raise Http404
    language = "en" if request.GET.get("language") == "en" else settings.LANGUAGE_CODE
    name = "Xuequ" if language == "en" else "学区"
    data = write_calendar(
        events_of(person, today), name=name, on=today, root=_root(request), language=language
    )
    answer = HttpResponse(data, content_type=TYPE)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="xuequ.ics"'
    return answer


def _root(request: PageRequest) -> str:
    """The installation's own address: the one it is set to, else the one it was asked at."""
    return settings.XUEQU_URL or request.build_absolute_uri("/").rstrip("/")
