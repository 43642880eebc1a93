"""The roster (学区名册)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.kernel.table import Table
from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..queries.rosters import roster
from ..queries.scope import authorities


def roster_page(request: PageRequest) -> HttpResponse:
    """The roster on the screen, with the files to download."""
    return render(
        request, "directory/roster.html", {"table": _roster(request), "kinds": list(OUTPUTS)}
    )


def roster_file(request: PageRequest, kind: str) -> HttpResponse:
    """The roster as a file."""
    return as_file(request, _roster(request), kind)


def _roster(request: PageRequest) -> Table:
    shown = authorities(seen_by=request.eyes)
    authority = get_object_or_404(shown, pk=request.eyes.authority)
    return roster(authority, request.on, seen_by=request.eyes, unit=request.unit)
