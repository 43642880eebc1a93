"""Drafting, changing, issuing, withdrawing: what the place's own people do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.paper import Document, PaperKind, document
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest
from xuequ.web.templatetags.words import say

from ..engine.flaws import flaws
from ..forms.acts import DiscardForm, DraftForm, IssueForm, WithdrawForm
from ..forms.texts import TextForm
from ..models import Paper
from ..queries.duties import settled
from ..queries.kinds import begun
from ..queries.scope import kinds_for, may_change, own_place, series_of
from ..services import (
    NewDraft,
    change_paper,
    discard_paper,
    draft_paper,
    issue_paper,
    renew_paper,
    withdraw_paper,
)
from .papers import found


def paper_new(request: PageRequest) -> HttpResponse:
    """The kinds of paper the reader may draft."""
    context = {"kinds": kinds_for(request.eyes), "place": own_place(request.eyes)}
    return render(request, "papers/paper_new.html", context)


def paper_draft(request: PageRequest, code: str) -> HttpResponse:
    """Begin a paper of a kind."""
    kind = next((each for each in kinds_for(request.eyes) if each.code == code), None)
    place = own_place(request.eyes)
    if kind is None or place is None:
        raise Http404(code)
    form = DraftForm(request.POST or None, kind=kind, on=min(request.on, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        on = data.get("on") or timezone.localdate()
        language = data.get("language", "zh")
        try:
            said = begun(kind, place, on, seen_by=request.eyes)
            if not kind.compile and language == "en":
                said = Document("", said.blocks, language="en")
            new = NewDraft(kind, on, said, key=data["key"])
            paper = draft_paper(new, place, actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("papers:paper_change", pk=paper.pk)
    context = {"form": form, "kind": kind, "place": place}
    status = 422 if form.errors else 200
    return render(request, "papers/paper_draft.html", context, status=status)


def paper_change(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a draft, part by part."""
    paper, kind = _draft(request, pk)
    held = document(paper.body)
    form = TextForm(request.POST or None, document=held, kind=kind, version=paper.version)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_paper(paper, form.values(), version=data["version"], actor=request.eyes)
        except Refused as refused:
            if refused.code == "nothing-changed":
                return redirect("papers:paper_page", pk=pk)
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("papers:paper_page", pk=pk)
    context = {"form": form, "paper": paper, "kind": kind, "said": held}
    status = 422 if form.errors else 200
    return render(request, "papers/paper_change.html", context, status=status)


def paper_renew(request: PageRequest, pk: int) -> HttpResponse:
    """Put the figures of today into a compiled draft."""
    paper, _kind = _draft(request, pk)
    version = request.POST.get("version", "")
    try:
        renew_paper(paper, version=int(version) if version.isdecimal() else 0, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The figures are those of today; what you wrote stays."))
    return redirect("papers:paper_page", pk=pk)


def paper_issue(request: PageRequest, pk: int) -> HttpResponse:
    """Give a draft its number and day."""
    paper, kind = _draft(request, pk)
    series = series_of(paper.place, kind) if kind.takes_number else None
    owed = settled(paper, kind)
    form = IssueForm(
        request.POST or None,
        series=series,
        duty=say(owed[0].name) if owed else "",
        initial={"on": timezone.localdate(), "counts": True},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _issued(request, paper, form)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _said(made, kind))
            return redirect("papers:paper_page", pk=pk)
    context = {
        "form": form,
        "paper": paper,
        "kind": kind,
        "flaws": flaws(document(paper.body), kind),
        "lacks_series": series is not None and not series.exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "papers/paper_issue.html", context, status=status)


def _issued(request: PageRequest, paper: Paper, form: IssueForm) -> Paper:
    data = form.cleaned_data
    return issue_paper(
        paper,
        series=data.get("series"),
        on=data["on"],
        actor=request.eyes,
        counts=bool(data.get("counts")),
    )


def _said(paper: Paper, kind: PaperKind) -> str:
    said = _("Issued: %(number)s.") % {"number": paper.number or paper.title}
    if paper.entry_id is not None:
        said += _(" It is handed in for its duty.")
    return said


def paper_discard(request: PageRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    paper, kind = _draft(request, pk)
    return act(
        request,
        DiscardForm(request.POST or None),
        lambda: discard_paper(paper, actor=request.eyes),
        done=_("The draft was taken away."),
        back=reverse("papers:paper_list"),
        context=_about(paper, kind),
    )


def paper_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Say that an issued paper holds no more."""
    paper, kind = found(request, pk)
    if paper.is_draft or not may_change(request.eyes, paper.place, kind):
        raise Http404(pk)
    form = WithdrawForm(request.POST or None, initial={"on": timezone.localdate()})

    def do() -> object:
        data = form.cleaned_data
        return withdraw_paper(paper, data["reason"], on=data["on"], actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("The paper is withdrawn; its proof says so."),
        back=reverse("papers:paper_page", args=[pk]),
        context=_about(paper, kind),
    )


def _about(paper: Paper, kind: PaperKind) -> dict[str, Any]:
    return {"subject": " ".join(filter(None, (paper.number, paper.title or say(kind.title))))}


def _draft(request: PageRequest, pk: int) -> tuple[Paper, PaperKind]:
    """A draft the reader may change.

    Raises:
        Http404: there is none.
    """
    paper, kind = found(request, pk)
    if not paper.is_draft or not may_change(request.eyes, paper.place, kind):
        raise Http404(pk)
    return paper, kind
