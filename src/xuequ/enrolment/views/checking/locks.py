"""Seat locks: how many there are, those of earlier years brought in, and mistakes ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuequ.directory.models import School
from xuequ.intake.files import read_cells
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.checking.former import HEADINGS, seats_in
from ...forms.checking import EndLocksForm, FileForm
from ...models import CheckSettings
from ...queries.checking.dwellings import tally
from ...services.checking.dwellings import bring_locks, end_brought
from .queue import seen


def check_locks(request: PageRequest, pk: int) -> HttpResponse:
    """How many dwellings are locked, year by year; bring in those of earlier years."""
    found = seen(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        schools = dict(School.objects.filter(authority=found.authority).values_list("name", "pk"))
        data = form.cleaned_data["file"].read()
        try:
            seats = seats_in(form.name, read_cells(form.name, data), schools)
            count = bring_locks(found.authority, seats, actor=request.eyes, now=timezone.now())
        except Problems as wrong:
            problems = wrong.say(request.language)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            done = ngettext("%(count)s lock is new.", "%(count)s locks are new.", count)
            messages.success(request, done % {"count": count})
            return redirect("enrolment:check_locks", pk=pk)
    context = {
        "round": found,
        "rows": tally(found.authority_id),
        "headings": HEADINGS.values(),
        "form": form,
        "problems": problems,
        "settings": CheckSettings.objects.filter(round=found).first(),
    }
    status = 422 if form.errors or problems else 200
    return render(request, "enrolment/check_locks.html", context, status=status)


def check_locks_end(request: PageRequest, pk: int) -> HttpResponse:
    """End locks that were brought in by mistake, and say why."""
    found = seen(request, pk)
    form = EndLocksForm(request.POST or None)
    return act(
        request,
        form,
        lambda: end_brought(found.authority, form.wrong(), actor=request.eyes, now=timezone.now()),
        done=_("The dwelling is free again; another person than you decides on who lives there."),
        back=reverse("enrolment:check_locks", args=[pk]),
        context={"subject": found.authority.name},
    )
