"""Pages of commitments."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.profiles.clauses import clauses
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..engine.policy import Commitment
from ..forms.commitments import ReportForm, WithdrawForm
from ..models import CommitmentReport
from ..queries import Place, may_report, place_of, rows
from ..services.commitments import report_commitment, withdraw_report

STATES = ("overdue", "none", "reported")


def commitment_list(request: PageRequest) -> HttpResponse:
    """What the places in scope owe and no fact can decide; what is overdue stands first."""
    found = rows(seen_by=request.eyes, on=request.on)
    if request.unit is not None:
        found = [each for each in found if each.place.kind != "consortium"
                 or each.place.id == request.unit]  # fmt: skip
    counts = {state: sum(row.state == state for row in found) for state in STATES}
    wanted = request.GET.get("state", "")
    if wanted in STATES:
        found = [each for each in found if each.state == wanted]
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {"rows": page, "counts": counts, "wanted": wanted}
    return render(request, "ledger/commitment_list.html", context)


def commitment_detail(request: PageRequest, clause: str, kind: str, pk: int) -> HttpResponse:
    """One commitment of one place, with everything reported of it."""
    commitment, place = _found(request, clause, kind, pk)
    made = CommitmentReport.objects.filter(
        clause=clause,
        authority=place.authority,
        consortium=place.consortium,
        school=place.school,
    )
    context = {
        "commitment": commitment,
        "clause": clauses()[clause],
        "place": place,
        "reports": made,
        "may_report": may_report(request.eyes, place),
    }
    return render(request, "ledger/commitment_detail.html", context)


def commitment_report(request: PageRequest, clause: str, kind: str, owner: int) -> HttpResponse:
    """Report how a commitment stands."""
    commitment, place = _mine(request, clause, kind, owner)
    day = min(request.on, timezone.localdate())
    form = ReportForm(request.POST or None, months=commitment.months, initial={"reported_on": day})
    return act(
        request,
        form,
        lambda: report_commitment(clause, place, form.values(), actor=request.eyes),
        done=_("The report is registered and shown on the board."),
        back=reverse("ledger:commitment_detail", args=[clause, kind, owner]),
        context={"subject": f"{place.name} · {clause}"},
    )


def report_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take a report back."""
    report = get_object_or_404(CommitmentReport.objects.select_related("authority"), pk=pk)
    place = Place(report.authority, report.consortium, report.school)
    _mine(request, report.clause, place.kind, place.id)
    form = WithdrawForm(request.POST or None, initial={"on": request.on})
    return act(
        request,
        form,
        lambda: withdraw_report(report, on=form.cleaned_data["on"], actor=request.eyes),
        done=_("The report is withdrawn."),
        back=reverse("ledger:commitment_detail", args=[report.clause, place.kind, place.id]),
        context={"subject": str(report)},
    )


def _found(request: PageRequest, clause: str, kind: str, pk: int) -> tuple[Commitment, Place]:
    found = place_of(clause, kind, pk, seen_by=request.eyes, on=request.on)
    if found is None:
        raise Http404(clause)
    return found


def _mine(request: PageRequest, clause: str, kind: str, pk: int) -> tuple[Commitment, Place]:
    """The same, where the actor is the one to report."""
    commitment, place = _found(request, clause, kind, pk)
    if not may_report(request.eyes, place):
        raise Http404(clause)
    return commitment, place
