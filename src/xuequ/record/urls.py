"""Routes of the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from . import views

app_name = "record"
SEE, AUDIT = "record.view", "audit.view"
urlpatterns = [
    page("audit/", views.audit, title=_("Audit"), needs=AUDIT, menu="system"),
    page("", views.record_list, title=_("Record"), needs=SEE, menu="system"),
    page("verify/", views.record_verify, title=_("Check the record"), needs=SEE, methods=("POST",)),
    page("audit/<slug:kind>/", views.audit_file, title=_("The record as a file"), needs=AUDIT),
    page(
        "head/",
        views.record_head,
        title=_("Head of the record"),
        needs=AUDIT,
        methods=("GET", "POST"),
    ),
    page("<int:number>/", views.record_line, title=_("Line of the record"), needs=SEE),
]
