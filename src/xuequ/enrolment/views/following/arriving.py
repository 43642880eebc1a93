"""Who came to school: the list of a round at one's own schools, and its days."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.following import ArrivalDaysForm, ArrivalsForm
from ...queries import access
from ...queries.following.arrivals import arrival_terms, awaited, figures, lines
from ...queries.placing import is_released, outcome_of
from ...services.following.arriving import note_arrivals, settle_arrival
from ..rounds import seen

A_PAGE = 50


@never_cache
def round_arrivals(request: PageRequest, pk: int) -> HttpResponse:
    """Who has come and who has not, since when; note it."""
    found, now = seen(request, pk), timezone.now()
    rows = awaited(found, seen_by=request.eyes, now=now)
    keys = [each.application for each in rows]
    typed = request.POST if request.method == "POST" else None
    form = ArrivalsForm(typed, keys=keys, today=timezone.localdate(now))
    number = request.GET.get("page") or "1"
    if typed is not None and form.is_valid():
        said = form.cleaned_data
        try:
            new, gone = note_arrivals(
                found, said["was"], said["came"], said["on"], actor=request.eyes, now=now
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            text = _("Noted: %(new)s came; %(gone)s marks taken back.")
            messages.success(request, text % {"new": new, "gone": gone})
            here = reverse("enrolment:round_arrivals", args=[pk])
            return redirect(f"{here}?page={number if number.isdecimal() else 1}")
    page = Paginator(rows, A_PAGE).get_page(number)
    outcome = outcome_of(found)
    context = {
        "round": found,
        "told": outcome is not None and is_released(outcome, now),
        "terms": arrival_terms(found),
        "page_rows": page,
        "rows": lines(found, list(page), now),
        "figures": figures(found, seen_by=request.eyes, now=now),
        "form": form,
        "may_settle": access.may(request.eyes, access.CHANGE, found.authority_id),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/following/arrivals.html", context, status=status)


def arrival_days(request: PageRequest, pk: int) -> HttpResponse:
    """Fix from when children come, and after which day they are looked for."""
    found = seen(request, pk)
    terms = arrival_terms(found)
    initial = {"day": terms.day, "until": terms.until}
    form = ArrivalDaysForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda: settle_arrival(found, **form.cleaned_data, actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("The days are fixed."),
        back=reverse("enrolment:round_arrivals", args=[pk]),
        context={"subject": str(found)},
    )
