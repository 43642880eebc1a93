"""The first page: what needs attention."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render

from xuequ.kernel.rulebook import State
from xuequ.record.queries import lines
from xuequ.web.requests import PageRequest

from .standing import authority_of, board_of


def workbench(request: PageRequest) -> HttpResponse:
    """What is broken, what cannot be told yet and which facts are lacking, and the last acts."""
    board = board_of(request)
    cells = board.cells if board else ()
    states = Counter(each.state for each in cells)
    broken = [each for each in cells if each.state is State.BROKEN and not each.is_waived]
    broken.sort(key=lambda each: each.binding)
    lacking: dict[tuple[str, int, str], set[str]] = {}
    for each in cells:
        for judgement in each.judgements:
            for fact in judgement.verdict.missing:
                lacking.setdefault((fact.kind, fact.id, fact.name), set()).add(fact.field)
    may_see = request.eyes.may("record.view")
    context = {
        "authority": authority_of(request),
        "board": board,
        "broken": broken,
        "counts": {state.value: states[state] for state in State},
        "lacking": sorted(lacking.items(), key=lambda pair: -len(pair[1]))[:10],
        "lacking_count": len(lacking),
        "lines": lines(seen_by=request.eyes)[:8] if may_see else [],
    }
    return render(request, "board/workbench.html", context)
