"""Routes of the ledger by place, duty, clause and person; reminders and excuses."""

from __future__ import annotations

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import clauses, duties, excuses, ledgers, personal

SEE, OWN, CHASE, WAIVE = "duty.view", "work.report", "duty.chase", "duty.waive"
BOTH = ("GET", "POST")
LEDGER = _("Work ledger")


def _of_a_place(segment: str, name: str) -> list[URLPattern]:
    """The ledger of a place, one duty in it, both as files, and reminders."""
    at = f"{segment}/<int:pk>/"
    one = f"{at}<str:duty>/"
    return [
        page(at, getattr(ledgers, f"{name}_ledger"), title=LEDGER, needs=SEE),
        page(
            f"{at}file/<slug:kind>/",
            getattr(ledgers, f"{name}_ledger_file"),
            title=_("Work ledger as a file"),
            needs=SEE,
        ),
        page(
            f"{at}chase/",
            getattr(duties, f"{name}_chase"),
            title=_("Remind those who are late"),
            needs=CHASE,
            methods=("POST",),
        ),
        page(one, getattr(duties, f"{name}_duty"), title=_("Duty"), needs=SEE),
        page(
            f"{one}file/<slug:kind>/",
            getattr(duties, f"{name}_duty_file"),
            title=_("Duty as a file"),
            needs=SEE,
        ),
    ]


urlpatterns = [
    page("", ledgers.ledger_home, title=LEDGER, needs=SEE, menu="workbench"),
    page("mine/", personal.mine_ledger, title=_("My ledger"), needs=OWN, menu="workbench"),
    page(
        "mine/file/<slug:kind>/",
        personal.mine_ledger_file,
        title=_("My ledger as a file"),
        needs=OWN,
    ),
    page(
        "fairness/",
        personal.fairness_mine,
        title=_("My fair share"),
        needs=OWN,
        menu="workbench",
    ),
    page(
        "districts/<int:pk>/fairness/",
        personal.fairness_district,
        title=_("How the load is spread"),
        needs=SEE,
    ),
    page("people/<int:pk>/", personal.person_ledger, title=_("Ledger of a person"), needs=SEE),
    page(
        "people/<int:pk>/file/<slug:kind>/",
        personal.person_ledger_file,
        title=_("Ledger of a person as a file"),
        needs=SEE,
    ),
    page(
        "clauses/<slug:clause>/",
        clauses.clause_ledger,
        title=_("Duties of a clause"),
        needs=SEE,
    ),
    page(
        "clauses/<slug:clause>/file/<slug:kind>/",
        clauses.clause_ledger_file,
        title=_("Duties of a clause as a file"),
        needs=SEE,
    ),
    page("excuses/", excuses.excuse_list, title=_("Excuses"), needs=WAIVE),
    page(
        "excuses/new/",
        excuses.excuse_new,
        title=_("Excuse from a duty"),
        needs=WAIVE,
        methods=BOTH,
    ),
    page(
        "excuses/<int:pk>/revoke/",
        excuses.excuse_revoke,
        title=_("Revoke an excuse"),
        needs=WAIVE,
        methods=BOTH,
    ),
    *_of_a_place("county", "county"),
    *_of_a_place("districts", "district"),
    *_of_a_place("members", "school"),
]
