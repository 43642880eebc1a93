"""Issuing and withdrawing: what makes a draft a paper, and what ends it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.paper import PaperKind, document
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest
from xuequ.web.templatetags.words import say

from ..engine.flaws import flaws
from ..forms.acts import IssueForm, WithdrawForm
from ..models import Paper
from ..queries.duties import counts_from, not_before, others, settled
from ..queries.periods import about_period
from ..queries.scope import may_change, series_of
from ..rendering.coverage import lacking
from ..services import issue_paper, withdraw_paper
from .desk import about_paper, own_draft
from .papers import found


def paper_issue(request: PageRequest, pk: int) -> HttpResponse:
    """Give a draft its number and day; asked once more of an issued paper, show it."""
    paper, kind = found(request, pk)
    if not paper.is_draft and may_change(request.eyes, paper.place, kind):
        return redirect("papers:paper_page", pk=pk)
    paper, kind = own_draft(request, pk)
    context = _known(paper, kind, timezone.localdate())
    form = context["form"] = IssueForm(request.POST or None, **context.pop("asked"))
    if request.method == "POST" and form.is_valid():
        try:
            made = _issued(request, paper, form)
        except Refused as refused:
            if refused.code == "paper-is-not-a-draft":  # the same form came a moment before
                return redirect("papers:paper_page", pk=pk)
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _said(made))
            return redirect("papers:paper_page", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "papers/paper_issue.html", context, status=status)


def _known(paper: Paper, kind: PaperKind, today: date) -> dict[str, Any]:
    """What is known before a paper is issued, and what the form is to ask."""
    series = series_of(paper.place, kind) if kind.takes_number else None
    owed, since = settled(paper, kind, today), counts_from(paper, kind)
    is_early = owed is not None and since is not None and today < since
    is_late = owed is not None and today > owed.closes
    twins, said = list(others(paper, kind)), document(paper.body)
    return {
        "paper": paper,
        "kind": kind,
        "flaws": flaws(said, kind, lacking(said)),
        "lacks_series": series is not None and not series.exists(),
        "period": about_period(paper, kind, today),
        "is_early": is_early,
        "closed": owed.closes if owed and is_late else None,
        "others": twins,
        "asked": {
            "series": series,
            "duty": say(owed.owed.name) if owed and not is_early and not is_late else "",
            "since": not_before(paper, kind),
            "initial": {"on": today, "counts": all(each.entry_id is None for each in twins)},
        },
    }


def _issued(request: PageRequest, paper: Paper, form: IssueForm) -> Paper:
    data = form.cleaned_data
    return issue_paper(
        paper,
        series=data.get("series"),
        on=data["on"],
        actor=request.eyes,
        counts=bool(data.get("counts")),
    )


def _said(paper: Paper) -> str:
    said = _("Issued: %(number)s.") % {"number": paper.number or paper.title}
    if paper.entry_id is not None:
        said += _(" It is handed in for its duty.")
    return said


def paper_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Say that an issued paper holds no more."""
    paper, kind = found(request, pk)
    if paper.is_draft or not may_change(request.eyes, paper.place, kind):
        raise Http404(pk)
    form = WithdrawForm(request.POST or None)
    return act(
        request,
        form,
        lambda: withdraw_paper(paper, form.cleaned_data["reason"], actor=request.eyes),
        done=_("The paper is withdrawn; its proof says so."),
        back=reverse("papers:paper_page", args=[pk]),
        context=about_paper(paper, kind),
    )
