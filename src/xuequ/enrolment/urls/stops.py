"""Routes of exceptional placements, appeals, and reasons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views.exceptions import desk, families, officers, public

BOTH, SEND = ("GET", "POST"), ("POST",)
APPLY, READ, PLACE, DECIDE = (
    "application.report", "application.view", "placement.change", "placement.confirm",
)  # fmt: skip
LIST, ONE = "enrolment/rounds/<int:pk>/exceptions/", "enrolment/exceptions/<int:pk>/"
MINE, CHECKS = "family/results/<int:pk>/appeals/", "enrolment/checks/<int:pk>/"
urlpatterns = [
    page(
        LIST,
        officers.round_exceptions,
        title=_("Register of exceptional placements"),
        needs="enrolment.view",
    ),
    page(
        f"{LIST}new/",
        officers.exception_new,
        title=_("Propose an exceptional placement"),
        needs=PLACE,
        methods=BOTH,
    ),
    page(ONE, officers.exception_page, title=_("Exceptional placement"), needs="placement.view"),
    page(
        f"{ONE}papers/<int:paper>/",
        officers.exception_paper,
        title=_("A paper of an exceptional placement"),
        needs="placement.view",
    ),
    page(
        f"{ONE}approve/",
        officers.exception_approve,
        title=_("Approve an exceptional placement"),
        needs=DECIDE,
        methods=BOTH,
    ),
    page(
        f"{ONE}refuse/",
        officers.exception_refuse,
        title=_("Refuse an exceptional placement"),
        needs=DECIDE,
        methods=BOTH,
    ),
    page(
        f"{ONE}conflict/",
        officers.exception_conflict,
        title=_("Declare a conflict of interest"),
        needs=DECIDE,
        methods=BOTH,
    ),
    page(
        f"{ONE}withdraw/",
        officers.exception_withdraw,
        title=_("Take an exceptional placement back"),
        needs=PLACE,
        methods=BOTH,
    ),
    page(
        f"{ONE}place/",
        officers.exception_place,
        title=_("Give the child its seat"),
        needs=PLACE,
        methods=BOTH,
    ),
    page(f"{CHECKS}appeals/", desk.round_appeals, title=_("Appeals and objections"), needs=READ),
    page(f"{CHECKS}reasons/", desk.round_reasons, title=_("Not admitted, by reason"), needs=READ),
    page(
        f"{CHECKS}reasons/<slug:kind>/",
        desk.round_reasons_file,
        title=_("Not admitted, by reason, as a file"),
        needs=READ,
    ),
    page(MINE, families.my_appeals, title=_("Appeals about my child"), needs=APPLY, methods=BOTH),
    page(
        f"{MINE}<int:appeal>/again/",
        families.appeal_again,
        title=_("Ask for another look"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}<int:appeal>/withdraw/",
        families.appeal_withdraw,
        title=_("Take an appeal back"),
        needs=APPLY,
        methods=SEND,
    ),
    page(
        "public/round/<int:pk>/exceptions/",
        public.public_exceptions,
        title=_("Exceptional placements shown to the public"),
        needs=PUBLIC,
    ),
    page(
        "public/exceptional/<int:pk>/object/",
        public.public_exception_object,
        title=_("Object to an exceptional placement"),
        needs=PUBLIC,
        methods=BOTH,
    ),
]
