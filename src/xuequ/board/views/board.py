"""The board: consortium by clause, each cell to its evidence."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.directory.queries.scope import consortia
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.rulebook import State
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..engine.reports import sheet
from .standing import authority_of, authority_over, board_of, cell_of, has_duties


def board_page(request: PageRequest) -> HttpResponse:
    """All consortia by all clauses, and the clauses on the authority as a whole."""
    board = board_of(request)
    if board is None:
        return _not_yet(request)
    wanted = request.GET.get("state", "")
    rows = board.rows()
    if wanted in set(State):
        rows = [(who, cells) for who, cells in rows if any(c and c.state == wanted for c in cells)]
    context = {
        "board": board,
        "rows": rows,
        "wanted": wanted,
        "states": list(State),
        "some": bool(rows) or consortia(seen_by=request.eyes, on=request.on).exists(),
    }
    return render(request, "board/board.html", context)


def board_file(request: PageRequest, kind: str) -> HttpResponse:
    """The board as a file, one row per rule and subject."""
    board = board_of(request)
    if board is None:
        raise Http404
    return as_file(request, sheet(board), kind)


def unit_board(request: PageRequest, pk: int) -> HttpResponse:
    """The clauses of one consortium as a list."""
    consortium = get_object_or_404(consortia(seen_by=request.eyes, on=request.on), pk=pk)
    board = board_of(request, narrow=False, of=consortium.authority)
    cells = board.of("consortium", pk) if board else ()
    return render(request, "board/unit.html", {"consortium": consortium, "cells": cells})


def evidence(request: PageRequest, kind: str, pk: int, clause: str) -> HttpResponse:
    """Why a clause is met or not: what was found, what was wanted, which facts decided."""
    cell = cell_of(request, kind, pk, clause)
    authority = authority_over(request, kind, pk)
    profile = profile_of(authority, request.on)
    context = {
        "cell": cell,
        "kind": kind,
        "pk": pk,
        "profile": profile,
        "place": cell.clause.place_in(profile.sources),
        "at_home": request.eyes.is_at_home(authority.pk),
        "has_duties": has_duties([cell]),
    }
    return render(request, "board/evidence.html", context)


def _not_yet(request: PageRequest) -> HttpResponse:
    profile = profile_of(authority_of(request), request.on)
    return render(request, "board/not_yet.html", {"profile": profile})
