"""Routes of cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.pages import page

from ..views import acting, detail, lists, objecting, passing, starting

SEE, ACT, POST, BOTH = "case.view", "case.report", ("POST",), ("GET", "POST")
HOME, ONE, SEAT = "cases/", "cases/<int:pk>/", "cases/seats/<int:pk>/"
urlpatterns = [
    page(HOME, lists.case_todo, title=_("Cases"), needs=SEE, menu="workbench"),
    page("cases/done/", lists.case_done, title=_("Cases I dealt with"), needs=SEE),
    page("cases/mine/", lists.case_mine, title=_("Cases I started"), needs=SEE),
    page("cases/copies/", lists.case_copies, title=_("Copies of cases"), needs=SEE),
    page("cases/all/", lists.case_list, title=_("All cases"), needs=SEE, menu="directory"),
    page(
        "cases/rights/",
        lists.rights_ledger,
        title=_("Rights and appeals"),
        needs=SEE,
        menu="directory",
    ),
    page("cases/new/", starting.case_new, title=_("Start a case"), needs=ACT),
    page(
        "cases/new/<slug:kind>/",
        starting.case_start,
        title=_("Hand in a case"),
        needs=ACT,
        methods=BOTH,
    ),
    page(ONE, detail.case_detail, title=_("Case"), needs=SEE),
    page(f"{ONE}attached/<int:file>/", detail.case_file, title=_("File"), needs=SEE),
    page(
        f"{ONE}history/<slug:form>/",
        detail.case_history,
        title=pgettext_lazy("of a case", "History"),
        needs=SEE,
    ),
    page(
        f"{ONE}outcome/", detail.case_outcome, title=_("Notice of the outcome"), needs=ACT,
        methods=POST,
    ),
    page(
        f"{ONE}reply/", detail.case_reply, title=_("Reply to a case"), needs="paper.change",
        methods=POST,
    ),
    page(
        "cases/own/<int:pk>/change/",
        starting.case_change,
        title=_("Hand in again"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        "cases/own/<int:pk>/withdraw/",
        starting.case_withdraw,
        title=_("Withdraw a case"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        "cases/own/<int:pk>/appeal/",
        objecting.case_appeal,
        title=_("Appeal"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        "cases/stop/<int:pk>/",
        starting.case_stop,
        title=_("End a case"),
        needs=ACT,
        methods=BOTH,
    ),
    page(f"{ONE}copy/", passing.case_copy, title=_("Send a copy"), needs=ACT, methods=BOTH),
    page(f"{ONE}remind/", passing.case_remind, title=_("Remind"), needs=ACT, methods=POST),
    page(
        f"{ONE}object/", objecting.case_object, title=_("Object"), needs=ACT, methods=BOTH
    ),
    page(
        "cases/objections/<int:pk>/answer/",
        objecting.objection_answer,
        title=_("Answer an objection"),
        needs=ACT,
        methods=BOTH,
    ),
    page(
        "cases/copied/<int:pk>/read/",
        passing.copy_read,
        title=pgettext_lazy("a button", "Read"),
        needs=ACT,
        methods=POST,
    ),
    page(f"{SEAT}transfer/", passing.seat_transfer, title=_("Transfer"), needs=ACT, methods=BOTH),
    page(f"{SEAT}delegate/", passing.seat_lend, title=_("Delegate"), needs=ACT, methods=BOTH),
    page(
        f"{SEAT}recall/",
        passing.seat_recall,
        title=pgettext_lazy("a button", "Take back"),
        needs=ACT,
        methods=POST,
    ),
    page(f"{SEAT}add/", passing.seat_add, title=_("Add a signer"), needs=ACT, methods=BOTH),
    page(f"{SEAT}claim/", passing.seat_claim, title=_("Take on"), needs=ACT, methods=POST),
    page(
        "cases/signers/<int:pk>/remove/",
        passing.seat_remove,
        title=_("Take a signer away"),
        needs=ACT,
        methods=POST,
    ),
    page(
        f"{SEAT}say/<slug:choice>/", acting.seat_take, title=_("Decide"), needs=ACT, methods=BOTH
    ),
]  # fmt: skip
