"""Routes of governance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from .views import charts, filings, posts, records

app_name = "governance"
SEE, CHANGE = "directory.view", "governance.change"
APPROVE = "directory.change"  # the bureau alone
BOTH = ("GET", "POST")
ONE = "consortia/<int:pk>/"
urlpatterns = [
    page("", charts.governance_list, title=_("Organisation"), needs=SEE, menu="directory"),
    page(ONE, charts.chart_page, title=_("Organisation chart"), needs=SEE),
    page(
        f"{ONE}set-up/",
        posts.set_up,
        title=_("Set up bodies and posts"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}document/",
        records.document_adopt,
        title=_("Adopt a founding document"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(f"{ONE}aim/", records.aim_change, title=_("Record an aim"), needs=CHANGE, methods=BOTH),
    page(f"{ONE}unification/", records.unification_page, title=_("Unification"), needs=SEE),
    page(
        f"{ONE}unification/<slug:catalogue>/<slug:item>/",
        records.status_change,
        title=_("Record how far an item has come"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "team/<int:pk>/workload/",
        posts.workload_change,
        title=_("Duties and hours of a post"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "team/<int:pk>/workload/approve/",
        posts.workload_approve,
        title=_("Approve hours"),
        needs=APPROVE,
        methods=BOTH,
    ),
    page(
        "unification/",
        records.unification_matrix,
        title=_("What is unified"),
        needs=SEE,
        menu="directory",
    ),
    page("filings/", filings.filing_list, title=_("Filed rosters"), needs=SEE),
    page("filings/<int:pk>/", filings.filing_page, title=_("Filed roster"), needs=SEE),
    page(
        "filings/<int:pk>/file/<slug:kind>/",
        filings.filing_file,
        title=_("Filed roster as a file"),
        needs=SEE,
    ),
    page("powers/", charts.power_list, title=_("Powers"), needs=SEE, menu="directory"),
    page(
        "leading-group/",
        charts.leading_group,
        title=_("Leading group"),
        needs=SEE,
        menu="directory",
    ),
    page(
        "leading-group/set-up/",
        posts.set_up_authority,
        title=_("Set up the leading group"),
        needs=APPROVE,
        methods=BOTH,
    ),
]
