"""Routes of the inbox and of entries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import entries, handing, work

SEE, OWN, POST, BOTH = "work.view", "work.report", ("POST",), ("GET", "POST")
ONE = "entries/<int:pk>/"
urlpatterns = [
    page("", work.my_work, title=_("My work"), needs=SEE, menu="workbench"),
    page("confirm/", work.to_confirm, title=_("To confirm"), needs=OWN, methods=BOTH),
    page("mine/", work.my_entries, title=_("Handed in by me"), needs=SEE),
    page("done/", work.my_decisions, title=_("Decided by me"), needs=SEE),
    page("copies/", work.my_copies, title=_("Copies for me"), needs=SEE),
    page("hand-in/", handing.entry_new, title=_("Hand in"), needs=OWN, methods=BOTH),
    page(ONE, entries.entry_detail, title=_("Entry of the ledger"), needs=SEE),
    page(
        "drafts/<int:pk>/change/",
        handing.entry_change,
        title=_("Change an entry"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "drafts/<int:pk>/withdraw/",
        entries.entry_withdraw,
        title=_("Withdraw an entry"),
        needs=OWN,
        methods=POST,
    ),
    page(
        f"{ONE}confirm/",
        entries.entry_confirm,
        title=_("Confirm an entry"),
        needs=OWN,
        methods=POST,
    ),
    page(
        f"{ONE}return/", entries.entry_return, title=_("Return an entry"), needs=OWN, methods=BOTH
    ),
    page(f"{ONE}files/<int:file>/", entries.entry_file, title=_("File"), needs=SEE),
]
