"""Routes of children without school, arrivals, cohorts and the schooling of one pupil."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views.following import arriving, looking, watching

ACT, BOTH, SEND = "rollover.change", ("GET", "POST"), ("POST",)
ROUND = "enrolment/rounds/<int:pk>/arrivals/"
EVERY, WATCH, COHORTS = "enrolment/every-child/", "enrolment/watch/", "enrolment/cohorts/"

urlpatterns = [
    page(
        EVERY,
        looking.every_child,
        title=_("Every child has a place"),
        needs="application.view",
        menu="enrolment",
    ),
    page(
        f"{EVERY}<slug:kind>/",
        looking.every_child_file,
        title=_("Children without a place as a file"),
        needs="application.view",
    ),
    page(
        WATCH,
        watching.watch_list,
        title=_("Children without school"),
        needs="pupil.view",
        menu="enrolment",
    ),
    page(
        f"{WATCH}look/",
        watching.watch_look,
        title=_("Look for children without school"),
        needs="application.confirm",
        methods=SEND,
    ),
    page(
        f"{WATCH}<int:pk>/", watching.watch_one, title=_("Child without school"), needs="pupil.view"
    ),
    page(
        f"{WATCH}<int:pk>/step/",
        watching.watch_step,
        title=_("Note what was done for a child"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        f"{WATCH}<int:pk>/settle/",
        watching.watch_settle,
        title=_("Settle where a child goes to school"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        ROUND,
        arriving.round_arrivals,
        title=_("Arrivals at school"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        f"{ROUND}days/",
        arriving.arrival_days,
        title=_("Days of arrival"),
        needs="enrolment.change",
        methods=BOTH,
    ),
    page(
        COHORTS,
        looking.cohort_page,
        title=_("Cohorts and retention"),
        needs="application.view",
        menu="enrolment",
    ),
    page(
        f"{COHORTS}<slug:kind>/",
        looking.cohort_file,
        title=_("Flows of a cohort as a file"),
        needs="application.view",
    ),
    page(
        "enrolment/schooling/<int:pk>/",
        looking.pupil_trace,
        title=_("Schooling of a pupil"),
        needs="pupil.view",
        methods=BOTH,
    ),
]
