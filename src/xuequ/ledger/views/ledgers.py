"""The ledger of an authority, a consortium or a school: its duties with their numbers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuequ.kernel.settings import PARTIES
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest, asked

from ..engine.looking import steps
from ..engine.reckoning import Standing
from ..engine.reports import duties_table
from ..engine.summary import Asked, Row, periods, sections, total
from ..queries.book import Book
from ..queries.overview import book_on, rows_in, totals_in
from ..queries.places import Where, below, home, lower, place
from ..queries.tallies import tallies
from .files import give

ADDRESSES = {"county": "county", "consortium": "district", "school": "school"}


def ledger_home(request: PageRequest) -> HttpResponse:
    """The ledger of the place one looks from, or of the unit chosen at the top."""
    where = None
    if request.unit is not None:
        where = place("consortium", request.unit, seen_by=request.eyes, on=request.on)
    where = where or home(seen_by=request.eyes, on=request.on)
    if where is None:
        raise Http404
    return _page(request, where)


def county_ledger(request: PageRequest, pk: int) -> HttpResponse:
    """All duties of an authority's documents, and each of its consortia."""
    return _page(request, where_of(request, "county", pk))


def district_ledger(request: PageRequest, pk: int) -> HttpResponse:
    """All duties of a consortium, its schools and their people."""
    return _page(request, where_of(request, "consortium", pk))


def school_ledger(request: PageRequest, pk: int) -> HttpResponse:
    """All duties of a school and of its people."""
    return _page(request, where_of(request, "school", pk))


def county_ledger_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The duties of an authority as a file."""
    return _file(request, where_of(request, "county", pk), kind)


def district_ledger_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The duties of a consortium as a file."""
    return _file(request, where_of(request, "consortium", pk), kind)


def school_ledger_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The duties of a school as a file."""
    return _file(request, where_of(request, "school", pk), kind)


def where_of(request: PageRequest, kind: str, pk: int) -> Where:
    """The place asked for.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = place(kind, pk, seen_by=request.eyes, on=request.on)
    if found is None:
        raise Http404
    return found


def frame(request: PageRequest, where: Where, book: Book | None) -> dict[str, Any]:
    """What every page of a place shows around its list."""
    today = timezone.localdate()
    return {
        "where": where,
        "at": ADDRESSES[where.kind],
        "book": book,
        "kinds": list(OUTPUTS),
        "steps": steps(book.calendar, today) if book else [],
        "is_today": request.on == today,
        "at_home": request.eyes.is_at_home(where.authority.pk),
        "query": request.GET.urlencode(),
    }


def wanted(request: PageRequest) -> Asked:
    """The filter of a list of duties."""
    return Asked(
        section=asked(request, "section"),
        clause=asked(request, "clause"),
        state=asked(request, "state"),
        period=asked(request, "period"),
        party=asked(request, "party"),
    )


def _page(request: PageRequest, where: Where) -> HttpResponse:
    book = book_on(where.authority, request.on)
    filter = wanted(request)
    units, schools = below(where, seen_by=request.eyes, on=request.on)
    shown = list(tallies(book)) if book and where.kind != "school" else []
    every = rows_in(book, where, shown) if book else []
    rows = [row for row in every if filter.fits(row)]
    context = {
        **frame(request, where, book),
        "rows": rows,
        "whole": total(where.fact, rows),
        "totals": totals_in(shown, units),
        "schools": schools,
        "lower": lower(where, seen_by=request.eyes),
        "asked": filter,
        "standings": list(Standing),
        "sections": sections(every),
        "periods": periods(every),
        "parties": [each for each in PARTIES if each in {r.owed.duty.owed_by for r in every}],
    }
    return render(request, "ledger/place.html", context)


def _file(request: PageRequest, where: Where, kind: str) -> HttpResponse:
    book = book_on(where.authority, request.on)
    filter = wanted(request)
    rows: list[Row] = [row for row in rows_in(book, where) if filter.fits(row)] if book else []
    return give(request, duties_table(where.name, rows, request.on), kind, where.row)
