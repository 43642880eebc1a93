"""One case: who has it now and since when, its steps, its whole history; its files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuequ.kernel.refusal import Refused
from xuequ.papers.models import Paper
from xuequ.papers.queries.scope import papers
from xuequ.papers.rendering import MEDIA, Marks
from xuequ.vault.giving import give_out
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.printing import history
from ..models.cases import CaseState
from ..papers import HISTORY
from ..queries.detail import detail
from ..queries.printing import printed
from ..queries.replies import lacks_reply, may_reply
from ..services.printing import print_outcome, print_reply
from .files import paper_file
from .starting import seen_case


def case_detail(request: PageRequest, pk: int) -> HttpResponse:
    """A case with everything the reader may do in it."""
    case = seen_case(request, pk)
    found = detail(case, seen_by=request.eyes, on=timezone.localdate())
    context = {
        "case": case,
        "found": found,
        "turns": case.turns.select_related("person").order_by("number"),
        "papers": papers(seen_by=request.eyes, on=request.on).filter(subject=f"case:{case.pk}"),
        "files": case.files.select_related("file", "seat"),
        "copies": case.seats.filter(kind="copy").select_related("person"),
        "came_back": found.may.is_own and case.state == CaseState.RETURNED,
        "lacks_reply": lacks_reply(case, found.kind),
        "may_reply": may_reply(case, request.eyes),
    }
    return render(request, "cases/detail.html", context)


def case_history(request: PageRequest, pk: int, form: str) -> HttpResponse:
    """The chain of steps and the whole history as one file, PDF or DOCX."""
    if form not in MEDIA:
        raise Http404(form)
    case = seen_case(request, pk)
    said = history(printed(case, timezone.localdate()))
    marks = Marks(case.authority.name, timezone.localdate())
    return paper_file(said, HISTORY, marks, form)


def case_outcome(request: PageRequest, pk: int) -> HttpResponse:
    """Issue the notice of the outcome, or show the one that is there."""
    return _issued(request, pk, print_outcome)


def case_reply(request: PageRequest, pk: int) -> HttpResponse:
    """Issue the reply that was not issued when the case was approved."""
    return _issued(request, pk, print_reply)


def _issued(request: PageRequest, pk: int, do: Callable[..., Paper]) -> HttpResponse:
    """Issue a paper of a case and show it; where it cannot be, say why on the page of the case."""
    case = seen_case(request, pk)
    try:
        paper = do(case, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("cases:case_detail", pk=pk)
    return redirect("papers:paper_page", pk=paper.pk)


def case_file(request: PageRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a case, to whoever sees the case."""
    case = seen_case(request, pk)
    held = get_object_or_404(case.files.select_related("file"), pk=file)
    return give_out(held.file, is_shown=held.file.kind.startswith("image/"))
