"""Pages of a round's checks: the queue, the next one, what was decided, figures, settings."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.checking import CheckSettingsForm
from ...models import CheckSettings, Round
from ...queries.access import may
from ...queries.checking import queue, scope
from ...queries.checking.page import told
from ...services.checking.settings import set_checks
from ...services.checking.taking import take_next

A_PAGE = 50


def check_rounds(request: PageRequest) -> HttpResponse:
    """The rounds whose applications are checked here, with how many wait."""
    rows = [
        (each, queue.counts(each, seen_by=request.eyes))
        for each in scope.rounds(seen_by=request.eyes)
    ]
    return render(request, "enrolment/check_rounds.html", {"rows": rows})


def check_queue(request: PageRequest, pk: int) -> HttpResponse:
    """What waits, in whose hands, what is pending; narrowed by state."""
    found, now = seen(request, pk), timezone.now()
    which = request.GET.get("state", "")
    rows = queue.narrowed(queue.in_round(found, seen_by=request.eyes), which)
    page = Paginator(rows.order_by("submitted_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    tally = queue.counts(found, seen_by=request.eyes)
    context = {
        "round": found,
        "rows": page,
        "entries": queue.entries(list(page), now, seen_by=request.eyes),
        "tally": [(code, text, tally[code]) for code, text in queue.FILTERS.items()],
        "filters": queue.FILTERS,
        "which": which,
        "settings": CheckSettings.objects.filter(round=found).first(),
        "may_check": may(request.eyes, scope.CONFIRM, found.authority_id),
    }
    return render(request, "enrolment/check_queue.html", context)


def check_next(request: PageRequest, pk: int) -> HttpResponse:
    """Take the next application in hand."""
    found = seen(request, pk)
    try:
        taken = take_next(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:check_queue", pk=pk)
    return redirect("enrolment:check_one", pk=taken.pk)


def check_settings(request: PageRequest, pk: int) -> HttpResponse:
    """Fix how the round is checked."""
    found = seen(request, pk)
    known = CheckSettings.objects.filter(round=found).first()
    form = CheckSettingsForm(request.POST or None, initial=CheckSettingsForm.as_it_is(known))
    return act(
        request,
        form,
        lambda: set_checks(found, form.new(), actor=request.eyes, now=timezone.now()),
        done=_("How the round is checked is fixed."),
        back=reverse("enrolment:check_queue", args=[pk]),
        context={"subject": str(found)},
    )


def check_decided(request: PageRequest, pk: int) -> HttpResponse:
    """What was decided, by whom and why."""
    found = seen(request, pk)
    rows = queue.decided(found, seen_by=request.eyes).exclude(application__state="submitted")
    verdict = request.GET.get("verdict", "")
    if verdict in ("accept", "return", "refuse"):
        rows = rows.filter(verdict=verdict)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": found,
        "rows": page,
        "checks": [told(each) for each in page],
        "verdict": verdict,
    }
    return render(request, "enrolment/check_decided.html", context)


def check_statistics(request: PageRequest, pk: int) -> HttpResponse:
    """How far the checks are, school by school, and where two readers differed."""
    found = seen(request, pk)
    table = queue.statistics(found, seen_by=request.eyes)
    apart = queue.disagreements(found, seen_by=request.eyes)
    context = {
        "round": found,
        "table": table,
        "apart": [(each, [told(check) for check in checks]) for each, checks in apart],
        "settings": CheckSettings.objects.filter(round=found).first(),
    }
    return render(request, "enrolment/check_statistics.html", context)


def check_statistics_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The figures as a file; nobody's name is in it."""
    found = seen(request, pk)
    table = queue.statistics(found, seen_by=request.eyes)
    answer = as_file(request, table, kind)
    note_export(found, "checks of applications", kind, len(table.rows), actor=request.eyes)
    return answer


def seen(request: PageRequest, pk: int) -> Round:
    """A round whose applications the reader may see.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = scope.rounds(seen_by=request.eyes).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
