"""Routes of runs and jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.pages import page

from .views import jobs, runs

app_name = "runs"
SEE, MANAGE = "run.view", "installation.manage"
BOTH, SEND = ("GET", "POST"), ("POST",)
ONE, JOB = "runs/<int:pk>/", "runs/jobs/<str:job>/"
urlpatterns = [
    page("runs/", runs.run_list, title=_("Computations"), needs=SEE, menu="system"),
    page("runs/new/", runs.run_new, title=_("Start a computation"), needs=SEE, methods=BOTH),
    page(ONE, runs.run_detail, title=pgettext_lazy("a run", "Computation"), needs=SEE),
    page(f"{ONE}state/", runs.run_state, title=_("How far a computation is"), needs=SEE),
    page(f"{ONE}file/", runs.run_file, title=_("Result of a computation"), needs=SEE),
    page(
        f"{ONE}cancel/",
        runs.run_cancel,
        title=_("Cancel a computation"),
        needs=SEE,
        methods=SEND,
    ),
    page(
        f"{ONE}again/",
        runs.run_again,
        title=_("Start a computation again"),
        needs=SEE,
        methods=SEND,
    ),
    page("runs/jobs/", jobs.job_list, title=_("Jobs by the clock"), needs=MANAGE, menu="system"),
    page(JOB, jobs.job_set, title=_("Set a job"), needs=MANAGE, methods=BOTH),
    page(f"{JOB}now/", jobs.job_now, title=_("Do a job now"), needs=MANAGE, methods=SEND),
]
