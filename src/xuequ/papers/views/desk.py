"""Drafting and changing: what the place's own people do before a paper is issued."""

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

from ..forms.acts import DiscardForm, DraftForm
from ..forms.texts import TextForm
from ..models import Paper
from ..queries.kinds import begun
from ..queries.periods import periods, proposed
from ..queries.scope import kinds_for, may_change, own_place
from ..services import (
    NewDraft,
    change_paper,
    discard_paper,
    draft_paper,
    renew_paper,
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
    today = timezone.localdate()
    offered = periods(kind, place, today)
    first = proposed(offered, today, request.GET.get("on", ""))
    form = DraftForm(request.POST or None, kind=kind, periods=offered, on=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        on = data.get("on") or today
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
    paper, kind = own_draft(request, pk)
    held = document(paper.body)
    form = TextForm(request.POST or None, document=held, kind=kind, version=paper.version)
    newer = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_paper(paper, form.values(), version=data["version"], actor=request.eyes)
        except Refused as refused:
            if refused.code == "nothing-changed":
                return redirect("papers:paper_page", pk=pk)
            form.add_error(None, explain(refused))
            newer = refused.code == "paper-changed-meanwhile"
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("papers:paper_page", pk=pk)
    context = {"form": form, "paper": paper, "kind": kind, "said": held, "newer": newer}
    status = 422 if form.errors else 200
    return render(request, "papers/paper_change.html", context, status=status)


def paper_renew(request: PageRequest, pk: int) -> HttpResponse:
    """Put the figures of today into a compiled draft."""
    paper, _kind = own_draft(request, pk)
    version = request.POST.get("version", "")
    try:
        renew_paper(paper, version=int(version) if version.isdecimal() else 0, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The figures are those of today; what you wrote stays."))
    return redirect("papers:paper_page", pk=pk)


def paper_discard(request: PageRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    paper, kind = own_draft(request, pk)
    return act(
        request,
        DiscardForm(request.POST or None),
        lambda: discard_paper(paper, actor=request.eyes),
        done=_("The draft was taken away."),
        back=reverse("papers:paper_list"),
        context=about_paper(paper, kind),
    )


def about_paper(paper: Paper, kind: PaperKind) -> dict[str, Any]:
    return {"subject": " ".join(filter(None, (paper.number, paper.title or say(kind.title))))}


def own_draft(request: PageRequest, pk: int) -> tuple[Paper, PaperKind]:
    """A draft the reader may change.

    Raises:
        Http404: there is none.
    """
    paper, kind = found(request, pk)
    if not paper.is_draft or not may_change(request.eyes, paper.place, kind):
        raise Http404(pk)
    return paper, kind
