"""Catchments in force, school by school, with their map."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from xuequ.web.requests import PageRequest

from ...models import Authority
from ...models.catchments import STAGES
from ...queries import catchments, drafts
from ...queries.outlines import features
from ...queries.scope import authorities


def catchment_list(request: PageRequest) -> HttpResponse:
    """The catchments of a stage in force, and the draft of it for whoever may see one."""
    authority = own(request)
    stage = stage_asked(request)
    may_see = "enrolment.view" in request.eyes.permissions
    shown = drafts.drafts(seen_by=request.eyes, on=request.on) if may_see else None
    context = {
        "stages": STAGES,
        "stage": stage,
        "rows": catchments.listed(authority, stage, request.on),
        "drafts": shown or [],
        "has_draft": any(each.stage == stage for each in shown or []),
        "may_see": may_see,
        "on_text": request.on.isoformat(),
        "may_change": drafts.may(request.eyes, drafts.CHANGE, authority.pk),
    }
    return render(request, "directory/catchment_list.html", context)


def catchment_outlines(request: PageRequest, stage: str) -> HttpResponse:
    """Outlines of the catchments in force, for the map."""
    if stage not in dict(STAGES):
        raise Http404(stage)
    found = drafts.in_force_on(own(request), stage, request.on)
    return JsonResponse(features(found, request.on), safe=False)


def own(request: PageRequest) -> Authority:
    """The authority of the reader."""
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


def stage_asked(request: PageRequest) -> str:
    """The stage the address names, else the first."""
    said = request.GET.get("stage", "")
    return said if said in dict(STAGES) else STAGES[0][0]
