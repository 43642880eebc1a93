"""Routes of those who check applications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views.checking import departments, locks, one, queue

VIEW, CONFIRM = "application.view", "application.confirm"
BOTH, SEND = ("GET", "POST"), ("POST",)
ROUND, ONE = "enrolment/checks/<int:pk>/", "enrolment/checking/<int:pk>/"
INQUIRY = "enrolment/inquiries/<int:pk>/"
urlpatterns = [
    page(
        "enrolment/checks/",
        queue.check_rounds,
        title=_("Checks of applications"),
        needs=VIEW,
        menu="enrolment",
    ),
    page(ROUND, queue.check_queue, title=_("Queue of applications"), needs=VIEW),
    page(
        f"{ROUND}next/",
        queue.check_next,
        title=_("Take the next application"),
        needs=CONFIRM,
        methods=SEND,
    ),
    page(
        f"{ROUND}settings/",
        queue.check_settings,
        title=_("Fix how the round is checked"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(f"{ROUND}decided/", queue.check_decided, title=_("Decided, with reasons"), needs=VIEW),
    page(
        f"{ROUND}statistics/",
        queue.check_statistics,
        title=_("Figures of the checks"),
        needs=VIEW,
    ),
    page(
        f"{ROUND}statistics/<slug:kind>/",
        queue.check_statistics_file,
        title=_("Figures as a file"),
        needs=VIEW,
    ),
    page(
        f"{ROUND}locks/",
        locks.check_locks,
        title=_("Seat locks of dwellings"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{ROUND}locks/end/",
        locks.check_locks_end,
        title=_("End locks brought in by mistake"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{ROUND}departments/",
        departments.check_departments,
        title=_("Questions to departments"),
        needs=VIEW,
    ),
    page(
        f"{ROUND}ask/",
        departments.check_ask,
        title=_("Ask a department"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        INQUIRY,
        departments.check_inquiry,
        title=_("Question to a department"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{INQUIRY}sheet/<slug:kind>/",
        departments.check_sheet,
        title=_("Questions as a sheet"),
        needs=CONFIRM,
    ),
    page(
        f"{INQUIRY}take/",
        departments.check_answers,
        title=_("Take the answers"),
        needs=CONFIRM,
        methods=SEND,
    ),
    page(ONE, one.check_one, title=_("Check an application"), needs=CONFIRM, methods=BOTH),
    page(
        f"{ONE}look/",
        one.check_look,
        title=_("Open a child's file"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(f"{ONE}back/", one.check_back, title=_("Give it back"), needs=CONFIRM, methods=SEND),
    page(
        f"{ONE}conflict/",
        one.check_conflict,
        title=_("Declare a conflict of interest"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{ONE}again/",
        one.check_again,
        title=_("Take it up again"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{ONE}reveal/",
        one.check_reveal,
        title=_("Name and number of a child"),
        needs=CONFIRM,
        methods=SEND,
    ),
    page(
        "enrolment/evidence/<int:pk>/",
        one.check_evidence,
        title=_("Paper of an application"),
        needs=CONFIRM,
    ),
]
