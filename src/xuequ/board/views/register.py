"""The clause register: of the reader's locality with what is measured, of any other to be read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.rulebook import State
from xuequ.kernel.text import Text
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest, asked

from ..coverage import STATES, Coverage, by_kind, coverage
from ..names import KINDS, WHO
from ..queries.register import EVERY, Asked, Line, cells_of, register
from .standing import authority_of, board_of, has_duties, shown
from .tables import register_table

MEASURED = (
    State.BROKEN,
    State.BEHIND,
    State.UNKNOWN,
    State.UNDER_WAY,
    State.REPORTED,
    State.MET,
)
EVERYTHING = Text("条款登记册全部条款", "All clauses of the register")


@dataclass(frozen=True, slots=True)
class Register:
    """A register as asked for: whose it is, what was asked, and the clauses that fit."""

    profile: Profile | None  # none: the register as a whole
    locality: str
    is_own: bool
    asked: Asked
    lines: list[Line]

    @property
    def document(self) -> Text:
        return self.profile.document if self.profile else EVERYTHING

    @property
    def every(self) -> list[Coverage]:
        """All clauses of the document, whatever was asked for."""
        sources = self.profile.sources if self.profile else None
        return [each for each in coverage() if sources is None or each.clause.is_in(sources)]


def clause_register(request: PageRequest) -> HttpResponse:
    """Every clause of a document: source, what it asks, what settles and runs it, its state."""
    found = _found(request)
    every = found.every
    kinds = by_kind(every)
    context = {
        "it": found,
        "rows": found.lines,
        "total": len(every),
        "built": sum(run for _, _, run, _ in kinds),
        "kinds": kinds,
        "chapters": list(dict.fromkeys(each.clause.chapter for each in every)),
        "who": WHO,
        "sorts": KINDS,
        "states": [*MEASURED, State.NOT_APPLICABLE] if found.is_own else [],
        "standings": STATES,
        "localities": [(code, loader.load(code)) for code in loader.localities()],
        "query": request.GET.urlencode(),
    }
    return render(request, "board/clauses.html", context)


def clause_file(request: PageRequest, kind: str) -> HttpResponse:
    """The register as it is filtered on the page, as a file."""
    found = _found(request)
    table = register_table(found.document, found.lines, request.on, with_state=found.is_own)
    return as_file(request, table, kind)


def clause_detail(request: PageRequest, clause: str) -> HttpResponse:
    """One clause: what runs it, what the profile sets, how every subject stands."""
    found = next((each for each in coverage() if each.clause.id == clause), None)
    if found is None:
        raise Http404(clause)
    profile = profile_of(authority_of(request), request.on)
    board = board_of(request)
    cells = [each for each in board.cells if each.clause.id == clause] if board else []
    entries = [each for each in profile.entries.values() if each.clause == clause]
    context = {
        "it": found,
        "cells": cells,
        "entries": entries,
        "profile": profile,
        "has_duties": has_duties(cells),
    }
    return render(request, "board/clause.html", context)


def _found(request: PageRequest) -> Register:
    wanted = Asked(
        chapter=asked(request, "chapter"),
        state=asked(request, "state"),
        who=asked(request, "who"),
        kind=asked(request, "kind"),
        words=asked(request, "words"),
        by_document=request.GET.get("order") == "document",
    )
    if request.GET.get("locality") == EVERY:
        return Register(None, EVERY, False, wanted, register(None, (), wanted))
    sight = shown(request)
    cells = cells_of(board_of(request)) if sight.is_own else ()
    lines = register(sight.profile, cells, wanted)
    return Register(sight.profile, sight.locality, sight.is_own, wanted, lines)
