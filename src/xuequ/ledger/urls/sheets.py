"""Routes of the monthly sheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import sheets as views

READ, SEE, PUBLISH = "board.view", "duty.view", "duty.report"
MONTH = "months/<int:pk>/<int:year>/<int:month>/"
urlpatterns = [
    page("", views.sheet_list, title=_("Monthly sheets"), needs=READ, menu="workbench"),
    page("issues/<int:pk>/", views.sheet_issue, title=_("Monthly sheet"), needs=READ),
    page(
        "issues/<int:pk>/file/<slug:kind>/",
        views.sheet_issue_file,
        title=_("Monthly sheet as a file"),
        needs=READ,
    ),
    page(MONTH, views.sheet_draft, title=_("Monthly sheet to be published"), needs=SEE),
    page(
        f"{MONTH}file/<slug:kind>/",
        views.sheet_draft_file,
        title=_("Monthly sheet to be published, as a file"),
        needs=SEE,
    ),
    page(
        f"{MONTH}publish/",
        views.sheet_publish,
        title=_("Publish a monthly sheet"),
        needs=PUBLISH,
        methods=("POST",),
    ),
]
