"""Routes of runs and jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.pages import page

from .views import jobs, runs

app_name = "runs"
SEE, MANAGE = "run.view", "installation.manage"
BOTH, SEND = ("GET", "POST"), ("POST",)
urlpatterns = [
    page("", runs.run_list, title=_("Computations"), needs=SEE, menu="data"),
    page("new/", runs.run_new, title=_("Start a computation"), needs=SEE, methods=BOTH),
    page("<int:pk>/", runs.run_detail, title=pgettext_lazy("a run", "Computation"), needs=SEE),
    page("<int:pk>/state/", runs.run_state, title=_("How far a computation is"), needs=SEE),
    page("<int:pk>/file/", runs.run_file, title=_("Result of a computation"), needs=SEE),
    page(
        "<int:pk>/cancel/",
        runs.run_cancel,
        title=_("Cancel a computation"),
        needs=SEE,
        methods=SEND,
    ),
    page(
        "<int:pk>/again/",
        runs.run_again,
        title=_("Start a computation again"),
        needs=SEE,
        methods=SEND,
    ),
    page("jobs/", jobs.job_list, title=_("Jobs by the clock"), needs=MANAGE, menu="system"),
    page("jobs/<str:job>/", jobs.job_set, title=_("Set a job"), needs=MANAGE, methods=BOTH),
    page("jobs/<str:job>/now/", jobs.job_now, title=_("Do a job now"), needs=MANAGE, methods=SEND),
]
