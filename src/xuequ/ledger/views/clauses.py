"""The duties of one clause, place by place."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuequ.kernel.rulebook import Fact
from xuequ.kernel.text import Text
from xuequ.profiles.clauses import clauses
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest

from ..engine.looking import steps
from ..engine.reports import places_table
from ..engine.summary import Row
from ..queries.overview import book_on, by_place, rows_in
from ..queries.places import Where, below, home
from ..queries.tallies import tallies
from .files import give
from .ledgers import ADDRESSES


def clause_ledger(request: PageRequest, clause: str) -> HttpResponse:
    """How the duties of a clause stand in every place in scope."""
    where, rows = _found(request, clause)
    book = book_on(where.authority, request.on)
    context = {
        "clause": clauses()[clause],
        "where": where,
        "rows": [(row, ADDRESSES[row.tally.place.kind]) for row in rows],
        "kinds": list(OUTPUTS),
        "steps": steps(book.calendar, timezone.localdate()) if book else [],
    }
    return render(request, "ledger/clause.html", context)


def clause_ledger_file(request: PageRequest, clause: str, kind: str) -> HttpResponse:
    """The same as a file."""
    where, rows = _found(request, clause)
    title = Text(f"{clause}完成情况（{request.on}）", f"{clause}: duties on {request.on}")
    return give(request, places_table(title, rows), kind, where.row)


def _found(request: PageRequest, clause: str) -> tuple[Where, list[Row]]:
    """Each duty of the clause in each place in scope, in the order of the policy."""
    if clause not in clauses():
        raise Http404(clause)
    where = home(seen_by=request.eyes, on=request.on)
    if where is None:
        raise Http404
    book = book_on(where.authority, request.on)
    if book is None:
        return where, []
    mine = [each for each in book.owed.values() if each.duty.clause == clause]
    if not mine:
        return where, []
    if where.kind == "school":
        return where, [row for row in rows_in(book, where) if row.owed in mine]
    units, _schools = below(where, seen_by=request.eyes, on=request.on)
    found = by_place(tallies(book), [where, *units])
    rows = [row for owed in mine for row in found.get(owed.key, [])]
    return where, sorted(rows, key=lambda row: _is_county(row.tally.place), reverse=True)


def _is_county(place: Fact) -> bool:
    return place.kind == "county"
