"""One case: who has it now and since when, its steps, its whole history; its files."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from xuequ.vault.giving import give_out
from xuequ.web.requests import PageRequest

from ..models.cases import CaseState
from ..queries.detail import detail
from .starting import seen_case


def case_detail(request: PageRequest, pk: int) -> HttpResponse:
    """A case with everything the reader may do in it."""
    case = seen_case(request, pk)
    found = detail(case, seen_by=request.eyes, on=timezone.localdate())
    context = {
        "case": case,
        "found": found,
        "turns": case.turns.select_related("person").order_by("number"),
        "files": case.files.select_related("file", "seat"),
        "copies": case.seats.filter(kind="copy").select_related("person"),
        "came_back": found.is_own and case.state == CaseState.RETURNED,
    }
    return render(request, "cases/detail.html", context)


def case_file(request: PageRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a case, to whoever sees the case."""
    case = seen_case(request, pk)
    held = get_object_or_404(case.files.select_related("file"), pk=file)
    return give_out(held.file, is_shown=held.file.kind.startswith("image/"))
