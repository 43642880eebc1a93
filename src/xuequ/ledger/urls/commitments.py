"""Routes of commitments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import commitments as views

SEE, REPORT = "board.view", "commitment.report"
ONE = "<slug:clause>/<slug:kind>/<int:pk>/"
urlpatterns = [
    page("", views.commitment_list, title=_("Commitments"), needs=SEE, menu="clauses"),
    page(ONE, views.commitment_detail, title=_("Commitment"), needs=SEE),
    page(
        "<slug:clause>/<slug:kind>/<int:owner>/report/",
        views.commitment_report,
        title=_("Report on a commitment"),
        needs=REPORT,
        methods=("GET", "POST"),
    ),
    page(
        "reports/<int:pk>/withdraw/",
        views.report_withdraw,
        title=_("Withdraw a report"),
        needs=REPORT,
        methods=("GET", "POST"),
    ),
]
