"""The second step: say which column of the file is which of the sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.matching import Match, at, propose, samples
from ..files import is_of_another_program
from ..forms import HeadForm, MatchForm
from ..models import Import
from ..queries.carried import stopped
from ..queries.imports import imports
from ..services import carrying
from ..services.locking import OPEN, is_at_work
from ..services.reading import book, matched, sheet_of
from ..services.starting import Chosen, match_columns
from .steps import MATCH, steps_at


def import_match(request: PageRequest, pk: int) -> HttpResponse:
    """Each column of the file with its first values, and what it is."""
    one: Import = get_object_or_404(imports(seen_by=request.eyes), pk=pk)
    sheet = sheet_of(one)
    foreign = is_of_another_program(sheet, one.file)
    is_shut = foreign or is_at_work(one) or one.state not in OPEN
    if is_shut or one.by != request.eyes.account:
        return redirect("intake:import_detail", pk)
    pages = book(one)
    chosen = _chosen_head(request, one, pages.names)
    cells = pages.cells(chosen["page"])
    match = _match(one, sheet, cells, chosen)
    form = MatchForm(sheet, match, request.language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = Chosen(chosen["page"], match.top, match.height, form.places(), form.left_out())
        try:
            carrying.check(match_columns(one, given, actor=request.eyes), actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("intake:import_detail", pk)
    first = {"page": chosen["page"], "top": match.top + 1, "height": match.height}
    shown = samples(cells, match)
    context = {
        "one": one,
        "sheet": sheet,
        "stopped": stopped(one, seen_by=request.eyes),
        "steps": steps_at(MATCH),
        "form": form,
        "head": HeadForm(pages.names, initial=first),
        "rows": [(form[f"place{n}"], shown[n]) for n, head in enumerate(match.heads) if head],
        "missing": match.missing(sheet),
        "top": match.top + 1,
    }
    return render(request, "intake/import_match.html", context, status=422 if form.errors else 200)


def _chosen_head(request: PageRequest, one: Import, pages: tuple[str, ...]) -> dict[str, Any]:
    """Page, row and height asked for in the address; what is not asked for stays out."""
    form = HeadForm(pages, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = asked.get("page") or one.page
    return {**asked, "page": page if page in pages else pages[0]}


def _match(one: Import, sheet: Any, cells: Any, chosen: dict[str, Any]) -> Match:
    if chosen.get("top"):
        return at(sheet, cells, chosen["top"] - 1, int(chosen.get("height") or 1))
    return matched(one, sheet, cells) if chosen["page"] == one.page else propose(sheet, cells)
