"""Routes of personal data: what is held, consents, looks, deletion when due, audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import privacy

APPLY, SEE, CHANGE, CONFIRM = (
    "application.report",
    "retention.view",
    "retention.change",
    "retention.confirm",
)
AUDIT, BOTH, SEND = "audit.view", ("GET", "POST"), ("POST",)
CHILD, ERASURE = "family/child/<int:pk>/", "enrolment/erasures/<int:pk>/"
urlpatterns = [
    page(
        "privacy/<int:pk>/",
        privacy.public_privacy,
        title=_("What is kept of children and parents"),
        needs=PUBLIC,
    ),
    page(
        "privacy/<int:pk>/file/<slug:kind>/",
        privacy.public_privacy_file,
        title=_("What is kept, field by field"),
        needs=PUBLIC,
    ),
    page(
        "family/looks/",
        privacy.family_looks,
        title=_("Who looked at my children's data"),
        needs="family.view",
        menu="enrolment",
    ),
    page(
        f"{CHILD}privacy/",
        privacy.child_privacy,
        title=_("Consents, and who looked"),
        needs=APPLY,
    ),
    page(
        f"{CHILD}consent/<slug:kind>/",
        privacy.child_consent,
        title=_("Consent of a guardian"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        "enrolment/retention/",
        privacy.retention,
        title=_("Deletion of personal data"),
        needs=SEE,
        menu="enrolment",
    ),
    page(
        "enrolment/retention/propose/",
        privacy.erasure_propose,
        title=_("Propose to delete what is due"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        "enrolment/retention/stay/",
        privacy.hold_new,
        title=_("Hold back from deletion"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "enrolment/stays/<int:pk>/end/",
        privacy.hold_end,
        title=_("End a stay of deletion"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(ERASURE, privacy.erasure_page, title=_("Batch of deletions"), needs=SEE),
    page(
        f"{ERASURE}release/",
        privacy.erasure_release,
        title=_("Release a deletion"),
        needs=CONFIRM,
        methods=SEND,
    ),
    page(
        f"{ERASURE}take-back/",
        privacy.erasure_take_back,
        title=_("Take a proposed deletion back"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        "system/minors/",
        privacy.minors_audit_years,
        title=_("Audit of minors' data"),
        needs=AUDIT,
        menu="system",
    ),
    page(
        "system/minors/<int:year>/",
        privacy.minors_audit,
        title=_("Audit of minors' personal data"),
        needs=AUDIT,
    ),
    page(
        "system/minors/<int:year>/file/",
        privacy.minors_audit_file,
        title=_("Audit of minors' data (PDF)"),
        needs=AUDIT,
    ),
]
