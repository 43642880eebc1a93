"""The clause register and the policy of the reader's locality."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xuequ.kernel.rulebook import State, worst
from xuequ.profiles import loader
from xuequ.web.requests import PageRequest

from ..coverage import coverage
from ..engine.types import Cell
from .standing import authority_of, board_of


def clause_register(request: PageRequest) -> HttpResponse:
    """Every clause of the locality's document: source, what runs it, its state now."""
    profile = loader.load(authority_of(request).profile)
    board = board_of(request)
    cells: dict[str, list[Cell]] = {}
    for cell in board.cells if board else ():
        cells.setdefault(cell.clause.id, []).append(cell)
    chapter, wanted = request.GET.get("chapter", ""), request.GET.get("state", "")
    mine = [each for each in coverage() if each.clause.is_in(profile.sources)]
    rows = []
    for each in mine:
        found = cells.get(each.clause.id, [])
        state = worst(cell.state for cell in found) if found else None
        if chapter and each.clause.chapter != chapter:
            continue
        if wanted and (state.value if state else each.state) != wanted:
            continue
        counts = Counter(cell.state for cell in found if cell.state is not State.NOT_APPLICABLE)
        place = each.clause.place_in(profile.sources)
        rows.append({"it": each, "place": place, "state": state, "counts": sorted(counts.items())})
    context = {
        "profile": profile,
        "rows": rows,
        "total": len(mine),
        "built": sum(each.state != "not_built" for each in mine),
        "chapters": sorted({each.clause.chapter for each in mine}),
        "chapter": chapter,
        "wanted": wanted,
        "states": [State.BROKEN, State.UNKNOWN, State.MET, State.NOT_APPLICABLE],
    }
    return render(request, "board/clauses.html", context)


def clause_detail(request: PageRequest, clause: str) -> HttpResponse:
    """One clause: what runs it, what the profile sets, how every subject stands."""
    found = next((each for each in coverage() if each.clause.id == clause), None)
    if found is None:
        raise Http404(clause)
    profile = loader.load(authority_of(request).profile)
    board = board_of(request)
    cells = [each for each in board.cells if each.clause.id == clause] if board else []
    entries = [each for each in profile.entries.values() if each.clause == clause]
    context = {"it": found, "cells": cells, "entries": entries, "profile": profile}
    return render(request, "board/clause.html", context)


def policy_page(request: PageRequest) -> HttpResponse:
    """Every setting of the locality with its clause, unit, binding and dated values."""
    profile = loader.load(authority_of(request).profile)
    sections: dict[str, list[object]] = {}
    for entry in profile.entries.values():
        sections.setdefault(entry.section, []).append(entry)
    context = {"profile": profile, "sections": sections, "on": request.on}
    return render(request, "board/policy.html", context)
