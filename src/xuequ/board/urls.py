"""Routes of the workbench, the board and the clause register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from .views import board, register, waivers, workbench

app_name = "board"
SEE = "board.view"
urlpatterns = [
    page("", workbench.workbench, title=_("Workbench"), needs=SEE, menu="workbench"),
    page("board/", board.board_page, title=_("Board"), needs=SEE, menu="clauses"),
    page("board/file/<slug:kind>/", board.board_file, title=_("Board as a file"), needs=SEE),
    page("board/unit/<int:pk>/", board.unit_board, title=_("Clauses of a district"), needs=SEE),
    page(
        "board/<slug:kind>/<int:pk>/<slug:clause>/",
        board.evidence,
        title=_("Evidence"),
        needs=SEE,
    ),
    page(
        "board/<slug:kind>/<int:pk>/<slug:clause>/waive/",
        waivers.waive,
        title=_("Waive a clause"),
        needs="directory.waive",
        methods=("GET", "POST"),
    ),
    page(
        "waivers/<int:pk>/end/",
        waivers.waiver_end,
        title=_("Revoke a waiver"),
        needs="directory.waive",
        methods=("GET", "POST"),
    ),
    page("clauses/", register.clause_register, title=_("Clauses"), needs=SEE, menu="clauses"),
    page("clauses/<slug:clause>/", register.clause_detail, title=_("Clause"), needs=SEE),
    page("policy/", register.policy_page, title=_("Policy"), needs=SEE, menu="clauses"),
]
