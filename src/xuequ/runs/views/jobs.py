"""Pages of the jobs by the clock, for the system administrator."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import JobForm
from ..models import Worker
from ..queries.jobs import JobRow, job_row, job_rows
from ..queries.runs import is_anybody_working
from ..services.schedules import run_now, set_schedule


def job_list(request: PageRequest) -> HttpResponse:
    """Every job: how often, when next, what became of it the last time."""
    context = {
        "rows": job_rows(),
        "workers": Worker.objects.all(),
        "is_anybody_working": is_anybody_working(timezone.now()),
    }
    return render(request, "runs/job_list.html", context)


def job_set(request: PageRequest, job: str) -> HttpResponse:
    """Say when a job is done."""
    row = _row(job)
    held = asdict(row.rhythm) | {"minutes": row.rhythm.minutes or None}
    form = JobForm(request.POST or None, initial={"is_on": row.is_on, **held})
    return act(
        request,
        form,
        lambda: set_schedule(
            job, form.rhythm(), is_on=form.cleaned_data["is_on"], actor=request.eyes
        ),
        done=_("It is set."),
        back=reverse("runs:job_list"),
        context={"subject": row.job.title.say(request.language)},
    )


def job_now(request: PageRequest, job: str) -> HttpResponse:
    """Have a job done as soon as a worker is free."""
    _row(job)
    try:
        run_now(job, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("It is done as soon as a worker is free."))
    return redirect("runs:job_list")


def _row(job: str) -> JobRow:
    row = job_row(job)
    if row is None:
        raise Http404
    return row
