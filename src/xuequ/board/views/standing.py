"""The authority a reader stands in, and its board on the day looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities, consortia, schools
from xuequ.directory.queries.settings import adopted, profile_of
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile
from xuequ.web.requests import PageRequest

from ..engine.types import Board, Cell
from ..queries import board


def authority_of(request: PageRequest) -> Authority:
    """The authority of the reader's post."""
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


@dataclass(frozen=True, slots=True)
class Shown:
    """The policy a page shows: the reader's own, or a document to be read."""

    profile: Profile
    locality: str  # "" for the reader's own
    is_own: bool


def shown(request: PageRequest) -> Shown:
    """The policy asked for by `locality`; the reader's own unless another is named.

    Raises:
        Http404: no such locality.
    """
    authority, code = authority_of(request), request.GET.get("locality", "")
    if code and code not in loader.localities():
        raise Http404(code)
    is_own = not code
    if code == authority.profile:
        is_own = adopted(authority, request.on) is None
    profile = loader.load(code) if code else profile_of(authority, request.on)
    return Shown(profile, code, is_own)


def authority_over(request: PageRequest, kind: str, pk: int) -> Authority:
    """The authority whose board shows a subject: the reader's own, or one below it.

    Raises:
        Http404: the subject is not the reader's to see.
    """
    reader, day = request.eyes, request.on
    if kind == "consortium":
        return get_object_or_404(consortia(seen_by=reader, on=day), pk=pk).authority
    if kind == "school":
        return get_object_or_404(schools(seen_by=reader, on=day), pk=pk).authority
    return get_object_or_404(authorities(seen_by=reader), pk=pk)


def board_of(
    request: PageRequest, *, narrow: bool = True, of: Authority | None = None
) -> Board | None:
    """The part of the board the reader may see; None before the policy is in force.

    Cells of consortia outside the reader's scope are left out, and where it is to be narrowed
    those outside the unit chosen.
    """
    try:
        whole = board(of or authority_of(request), request.on)
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


def has_duties(cells: Iterable[Cell]) -> bool:
    """Is any of the cells judged by duties of the ledger, which has a page of the clause?"""
    return any(
        each.rule.id.startswith("ledger.duty.") for cell in cells for each in cell.judgements
    )


def cell_of(request: PageRequest, kind: str, pk: int, clause: str) -> Cell:
    """One cell of the board.

    Raises:
        Http404: there is none, or not for this reader.
    """
    board = board_of(request, narrow=False, of=authority_over(request, kind, pk))
    for each in board.of(kind, pk) if board else ():
        if each.clause.id == clause:
            return each
    raise Http404(clause)
