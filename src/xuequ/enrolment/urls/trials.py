"""Routes of trials of a policy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import trials

CHANGE, BOTH = "enrolment.change", ("GET", "POST")
ONE, TRIAL = "enrolment/rounds/<int:pk>/", "enrolment/trials/<int:pk>/"
urlpatterns = [
    page(f"{ONE}trials/", trials.trial_list, title=_("Try the policy out"), needs=CHANGE),
    page(
        f"{ONE}trials/new/",
        trials.trial_new,
        title=_("New trial"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(TRIAL, trials.trial_page, title=_("What the trial found"), needs=CHANGE),
    page(f"{TRIAL}map/<slug:way>/", trials.trial_map, title=_("Map of who moves"), needs=CHANGE),
    page(
        f"{TRIAL}<slug:part>/<slug:kind>/",
        trials.trial_file,
        title=_("Tables of a trial as a file"),
        needs=CHANGE,
    ),
]
