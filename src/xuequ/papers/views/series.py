"""Series of numbers of a place."""

from __future__ import annotations

from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms import SeriesForm
from ..queries.scope import own_place, series_of
from ..services import register_series


def series_list(request: PageRequest) -> HttpResponse:
    """The series of the reader's own place, with the last number given."""
    place = own_place(request.eyes)
    rows = series_of(place) if place else None
    context = {
        "place": place,
        "rows": []
        if rows is None
        else rows.annotate(count=Count("papers"), last=Max("papers__issued_on")),
    }
    return render(request, "papers/series_list.html", context)


def series_new(request: PageRequest) -> HttpResponse:
    """Register a series."""
    place = own_place(request.eyes)
    if place is None:
        raise Http404
    form = SeriesForm(request.POST or None, initial={"first_year": timezone.localdate().year})
    return act(
        request,
        form,
        lambda: register_series(form.values(), place, actor=request.eyes),
        done=_("The series is registered."),
        back=reverse("papers:series_list"),
        context={"subject": place.name},
    )
