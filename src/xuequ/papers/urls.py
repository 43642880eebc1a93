"""Routes of papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from .views import desk, issuing, papers, proof, series

app_name = "papers"
SEE, CHANGE = "paper.view", "paper.change"
BOTH = ("GET", "POST")
ONE, DESK = "documents/<int:pk>/", "desk/<int:pk>/"
urlpatterns = [
    page("", papers.paper_list, title=_("Papers"), needs=SEE, menu="planning"),
    page(
        "register/file/<slug:kind>/",
        papers.paper_list_file,
        title=_("Register of papers as a file"),
        needs=SEE,
    ),
    page(ONE, papers.paper_page, title=_("Paper"), needs=SEE),
    page(f"{ONE}file/<slug:form>/", papers.paper_download, title=_("File of a paper"), needs=SEE),
    page("new/", desk.paper_new, title=_("New paper"), needs=CHANGE),
    page("new/<str:code>/", desk.paper_draft, title=_("Draft a paper"), needs=CHANGE, methods=BOTH),
    page(
        f"{DESK}change/", desk.paper_change, title=_("Change a draft"), needs=CHANGE, methods=BOTH
    ),
    page(
        f"{DESK}renew/",
        desk.paper_renew,
        title=_("Renew the figures of a draft"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page(
        f"{DESK}issue/", issuing.paper_issue, title=_("Issue a paper"), needs=CHANGE, methods=BOTH
    ),
    page(
        f"{DESK}discard/",
        desk.paper_discard,
        title=_("Discard a draft"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "issued/<int:pk>/withdraw/",
        issuing.paper_withdraw,
        title=_("Withdraw a paper"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("series/", series.series_list, title=_("Series of numbers"), needs=CHANGE),
    page(
        "series/new/",
        series.series_new,
        title=_("Register a series of numbers"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("proof/", proof.proof_ask, title=_("Verify a paper"), needs=PUBLIC),
    page(
        "proof/<slug:token>/",
        proof.paper_proof,
        title=_("Proof of a paper"),
        needs=PUBLIC,
        methods=BOTH,
    ),
]
