"""The authority a reader stands in, and its board on the day looked at."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities, consortia
from xuequ.web.requests import PageRequest

from ..engine.types import Board, Cell
from ..queries import board


def authority_of(request: PageRequest) -> Authority:
    """The authority of the reader's post."""
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


def board_of(request: PageRequest, *, narrow: bool = True) -> Board | None:
    """The part of the board the reader may see; None before the policy is in force.

    Cells of consortia outside the reader's scope are left out, and where it is to be narrowed
    those outside the unit chosen.
    """
    try:
        whole = board(authority_of(request), request.on)
    except LookupError:
        return None
    shown = set(consortia(seen_by=request.eyes, on=request.on).values_list("id", flat=True))
    if narrow and request.unit in shown:
        shown = {request.unit}
    cells = tuple(
        each
        for each in whole.cells
        if each.subject.kind != "consortium" or each.subject.id in shown
    )
    return Board(whole.authority, whole.on, cells)


def cell_of(request: PageRequest, kind: str, pk: int, clause: str) -> Cell:
    """One cell of the board.

    Raises:
        Http404: there is none, or not for this reader.
    """
    board = board_of(request, narrow=False)
    for each in board.of(kind, pk) if board else ():
        if each.clause.id == clause:
            return each
    raise Http404(clause)
