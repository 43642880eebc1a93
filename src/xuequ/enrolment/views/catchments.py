"""Seats against demand, catchment by catchment, as a table and on the map."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from xuequ.directory.models import Authority, CatchmentDraft
from xuequ.directory.queries.drafts import drafts
from xuequ.directory.queries.scope import authorities
from xuequ.web.requests import PageRequest

from ..models import STAGES
from ..queries.catchments import comparison, outlined


def catchment_seats(request: PageRequest) -> HttpResponse:
    """What is in force beside what is drafted, against the seats of the plan."""
    said = request.GET.get("stage", "")
    stage = said if said in dict(STAGES) else STAGES[0][0]
    authority, draft = _asked(request, stage)
    context = {
        "stages": STAGES,
        "stage": stage,
        "draft": draft,
        "it": comparison(authority, stage, draft, seen_by=request.eyes, on=request.on),
        "on_text": request.on.isoformat(),
    }
    return render(request, "enrolment/catchments.html", context)


def catchment_loads(request: PageRequest, stage: str) -> HttpResponse:
    """The same for the map."""
    if stage not in dict(STAGES):
        raise Http404(stage)
    authority, draft = _asked(request, stage)
    found = outlined(authority, stage, draft, seen_by=request.eyes, on=request.on)
    return JsonResponse(found, safe=False)


def _asked(request: PageRequest, stage: str) -> tuple[Authority, CatchmentDraft | None]:
    """The reader's authority, and its draft of a stage if the reader sees one."""
    shown = authorities(seen_by=request.eyes)
    authority = get_object_or_404(shown, pk=request.eyes.authority)
    found = drafts(seen_by=request.eyes, on=request.on)
    return authority, found.filter(authority=authority, stage=stage).first()
