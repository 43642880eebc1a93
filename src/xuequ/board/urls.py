"""Routes of the workbench, the board and the clause register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from .views import adoption, board, comparison, policy, public, register, waivers, workbench

app_name = "board"
SEE = "board.view"
urlpatterns = [
    page("", workbench.workbench, title=_("Workbench"), needs="self.view", menu="workbench"),
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
    page(
        "clauses/file/<slug:kind>/", register.clause_file, title=_("Clauses as a file"), needs=SEE
    ),
    page("clauses/<slug:clause>/", register.clause_detail, title=_("Clause"), needs=SEE),
    page(
        "comparison/",
        comparison.comparison,
        title=_("Compare localities"),
        needs=SEE,
        menu="clauses",
    ),
    page(
        "comparison/settings/",
        comparison.comparison_settings,
        title=_("Compare settings"),
        needs=SEE,
    ),
    page(
        "comparison/file/<slug:what>/<slug:kind>/",
        comparison.comparison_file,
        title=_("Comparison as a file"),
        needs=SEE,
    ),
    page("comparison/rows/<int:row>/", comparison.comparison_row, title=_("Rule"), needs=SEE),
    page(
        "comparison/clauses/<slug:clause>/",
        comparison.comparison_clause,
        title=_("Clause in every locality"),
        needs=SEE,
    ),
    page("policy/", policy.policy_page, title=_("Policy"), needs=SEE, menu="clauses"),
    page("policy/file/<slug:kind>/", policy.policy_file, title=_("Policy as a file"), needs=SEE),
    page("policy/text/", policy.policy_text, title=_("Text of the policy"), needs=SEE),
    page(
        "policy/preview/",
        adoption.policy_preview,
        title=_("Adopt a policy"),
        needs="policy.adopt",
        methods=("GET", "POST"),
    ),
    page(
        "policy/adopt/",
        adoption.policy_adopt,
        title=_("Adopt a policy"),
        needs="policy.adopt",
        methods=("POST",),
    ),
    page(
        "public/<int:pk>/clauses/",
        public.public_clauses,
        title=_("What the document asks"),
        needs=PUBLIC,
    ),
    page("public/<int:pk>/policy/", public.public_policy, title=_("Policy in force"), needs=PUBLIC),
]
