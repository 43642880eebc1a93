"""Routes of who answers for what in a round."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import responsible

BOTH, SEND = ("GET", "POST"), ("POST",)
STEPS = "enrolment/rounds/<int:pk>/steps/"
urlpatterns = [
    page(STEPS, responsible.round_steps, title=_("Who answers for what"), needs="enrolment.view"),
    page(
        f"{STEPS}days/",
        responsible.step_days,
        title=_("Calendar of the round"),
        needs="enrolment.change",
        methods=BOTH,
    ),
    page(
        f"{STEPS}<int:school>/chase/",
        responsible.step_chase,
        title=_("Remind a school"),
        needs="duty.chase",
        methods=SEND,
    ),
    page(
        f"{STEPS}<int:school>/<slug:step>/",
        responsible.step_report,
        title=_("Report a step"),
        needs="duty.report",
        methods=BOTH,
    ),
]
