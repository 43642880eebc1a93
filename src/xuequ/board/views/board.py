"""The board: consortium by clause, each cell to its evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Consortium
from xuequ.directory.queries.scope import consortia
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import State
from xuequ.profiles import loader
from xuequ.web.forms import DayField, Form
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.reports import check
from ..engine.types import Board, Cell
from .standing import authority_of, board_of


def board_page(request: PageRequest) -> HttpResponse:
    """All consortia by all clauses, and the clauses on the authority as a whole."""
    board = board_of(request)
    if board is None:
        return _not_yet(request)
    wanted = request.GET.get("state", "")
    rows = board.rows()
    if wanted in set(State):
        rows = [(who, cells) for who, cells in rows if any(c and c.state == wanted for c in cells)]
    context = {"board": board, "rows": rows, "wanted": wanted, "states": list(State)}
    return render(request, "board/board.html", context)


def board_file(request: PageRequest, kind: str) -> HttpResponse:
    """The board as a file, one row per rule and subject."""
    board = board_of(request)
    if board is None:
        raise Http404
    return as_file(request, check(board), kind)


def unit_board(request: PageRequest, pk: int) -> HttpResponse:
    """The clauses of one consortium as a list."""
    consortium = get_object_or_404(consortia(seen_by=request.eyes, on=request.on), pk=pk)
    board = _whole(request)
    cells = board.of("consortium", pk) if board else ()
    return render(request, "board/unit.html", {"consortium": consortium, "cells": cells})


def evidence(request: PageRequest, kind: str, pk: int, clause: str) -> HttpResponse:
    """Why a clause is met or not: what was found, what was wanted, which facts decided."""
    cell = _cell(request, kind, pk, clause)
    context = {"cell": cell, "kind": kind, "pk": pk}
    return render(request, "board/evidence.html", context)


class WaiveForm(Form):
    """A decision to let a clause be."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        help_text=_("Number or date of the paper that decides it."),
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False, help_text=_("Empty: until revoked."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )


def waive(request: PageRequest, kind: str, pk: int, clause: str) -> HttpResponse:
    """Record a decision that a clause need not be met for a while."""
    cell = _cell(request, kind, pk, clause)
    form = WaiveForm(request.POST or None, initial={"since": request.on})
    if request.method == "POST" and form.is_valid():
        subject = Consortium.objects.get(pk=pk) if kind == "consortium" else None
        leave = Leave(
            clause=clause,
            consortium=subject,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data["reason"],
            since=form.cleaned_data["since"],
            until=form.cleaned_data["until"],
        )
        try:
            waive_clause(authority_of(request), leave, actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("The waiver is registered and shown on the board."))
            return redirect("board:evidence", kind=kind, pk=pk, clause=clause)
    status = 422 if form.errors else 200
    context = {"form": form, "cell": cell, "kind": kind, "pk": pk}
    return render(request, "board/waive.html", context, status=status)


def _whole(request: PageRequest) -> Board | None:
    """The board without the unit's narrowing."""
    request.unit = None
    return board_of(request)


def _cell(request: PageRequest, kind: str, pk: int, clause: str) -> Cell:
    board = _whole(request)
    for each in board.of(kind, pk) if board else ():
        if each.clause.id == clause:
            return each
    raise Http404(clause)


def _not_yet(request: PageRequest) -> HttpResponse:
    profile: Any = loader.load(authority_of(request).profile)
    return render(request, "board/not_yet.html", {"profile": profile})
