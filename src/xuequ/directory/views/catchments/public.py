"""Whose catchment an address lies in, for everybody; nobody has to log in.

The address is sent in the body of the question, so that it stands in no address line and no log.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from xuequ.web.requests import PageRequest

from ...forms.catchments import AddressForm
from ...models import Authority
from ...models.catchments import STAGES
from ...queries import catchments, drafts, public
from ...queries.outlines import features
from .in_force import stage_asked


def catchment_lookup(request: PageRequest, pk: int) -> HttpResponse:
    """Type an address and read which school serves it; below, the lists of all schools."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    stages = _stages(authority, request)
    stage = stage_asked(request)
    if stages and stage not in dict(stages):
        stage = stages[0][0]
    form = AddressForm(request.POST or None, stages=stages, initial={"stage": stage})
    asked = None
    if request.method == "POST" and form.is_valid():
        stage = form.cleaned_data["stage"]
        asked = catchments.told(authority, stage, form.cleaned_data["address"], request.on)
    context = {
        "authority": authority,
        "stages": stages,
        "stage": stage,
        "form": form,
        "asked": asked,
        "rows": catchments.listed(authority, stage, request.on),
    }
    status = 422 if form.errors else 200
    return _shown(render(request, "directory/catchment_lookup.html", context, status=status))


def catchment_outlines_public(request: PageRequest, pk: int, stage: str) -> HttpResponse:
    """Outlines of a locality's catchments in force, for the map."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    if stage not in dict(STAGES):
        raise Http404(stage)
    found = drafts.in_force_on(authority, stage, request.on)
    return _shown(JsonResponse(features(found, request.on), safe=False))


def _stages(authority: Authority, request: PageRequest) -> list[tuple[str, str]]:
    """The stages of which catchments are published."""
    known = catchments.stages(authority, request.on)
    return [(code, str(name)) for code, name in STAGES if code in known]


def _shown(response: HttpResponse) -> HttpResponse:
    """Say to search engines whether the installation wants these pages found."""
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
