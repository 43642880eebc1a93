"""How the columns of the sheets stand beside the national standards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..queries.sheets import sheets
from ..queries.standards import standards_table


def standards(request: PageRequest) -> HttpResponse:
    """How the columns of the sheets stand beside the national standards."""
    table = standards_table(sheets(seen_by=request.eyes))
    titles = [column.title(request.language) for column in table.columns[1:]]
    groups: dict[object, list[list[tuple[str, object]]]] = {}
    for sheet, *cells in table.said(request.language):
        groups.setdefault(sheet, []).append(list(zip(titles, cells, strict=True)))
    context = {"titles": titles, "groups": groups, "notes": table.notes, "kinds": list(OUTPUTS)}
    return render(request, "intake/standards.html", context)


def standards_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    return as_file(request, standards_table(sheets(seen_by=request.eyes)), kind)
