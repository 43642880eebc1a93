"""Lists of surveys: those of one's place, and those one is asked."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuequ.web.requests import PageRequest

from ..models import Survey
from ..queries.access import RUN, invitations, published, surveys


def survey_list(request: PageRequest) -> HttpResponse:
    """The surveys of the reader's place and of those below it, newest first."""
    rows = surveys(seen_by=request.eyes, on=request.on).select_related(
        "authority", "consortium", "school"
    )
    rows = rows.order_by("-made_at", "-id").annotate(
        invited=Count("invitations"),
        answered=Count("invitations", filter=Q(invitations__has_answered=True)),
    )
    context = {
        "rows": Paginator(rows, 20).get_page(request.GET.get("page")),
        "may_run": request.eyes.may(RUN),
        "today": timezone.localdate(),
    }
    return render(request, "surveys/list.html", context)


def survey_mine(request: PageRequest) -> HttpResponse:
    """What the reader is asked, what was answered, and what surveys have found."""
    today = timezone.localdate()
    mine = invitations(seen_by=request.eyes).select_related(
        "survey__authority", "survey__consortium", "survey__school"
    )
    now = mine.filter(survey__state=Survey.State.OPEN, survey__closes_on__gte=today)
    results = published(seen_by=request.eyes, on=request.on)
    results = results.select_related("authority", "consortium", "school").order_by("-published_on")
    context = {
        "open": now.filter(has_answered=False).order_by("survey__closes_on", "survey"),
        "done": now.filter(has_answered=True).order_by("survey__closes_on", "survey"),
        "rows": Paginator(results, 20).get_page(request.GET.get("page")),
    }
    return render(request, "surveys/mine.html", context)
