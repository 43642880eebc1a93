"""Pages of the rosters that were filed for the record (名册备案)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..models import Filing
from ..queries.documents import decided_by
from ..queries.filings import filing_table, filings, frozen, is_whole, may_read


def filing_list(request: PageRequest) -> HttpResponse:
    """Every filed roster in scope, newest first."""
    found = filings(seen_by=request.eyes)
    if kind := request.GET.get("format", ""):
        return as_file(request, filing_table(found), kind)
    context = {"rows": found, "may_read": may_read(request.eyes)}
    return render(request, "governance/filing_list.html", context)


def filing_page(request: PageRequest, pk: int) -> HttpResponse:
    """One filed roster with its receipt, the persons responsible, and whether it is unchanged."""
    filing = _filing(request, pk)
    context = {
        "filing": filing,
        "table": frozen(filing),
        "is_whole": is_whole(filing),
        "case": decided_by([filing.source], seen_by=request.eyes, on=request.on).get(filing.source),
    }
    return render(request, "governance/filing.html", context)


def filing_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """A filed roster as a file."""
    filing = _filing(request, pk)
    table = frozen(filing)
    answer = as_file(request, table, kind)
    note_export(filing, "filed roster", kind, len(table.rows), actor=request.eyes)
    return answer


def _filing(request: PageRequest, pk: int) -> Filing:
    if not may_read(request.eyes):
        raise Http404(pk)
    return get_object_or_404(filings(seen_by=request.eyes), pk=pk)
