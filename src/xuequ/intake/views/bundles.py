"""Give out everything of an authority as a bundle."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..bundles import CARRIES
from ..forms import BundleForm
from ..services.giving import export_oneroster
from .sheets import as_zip, home


def bundle_export(request: PageRequest) -> HttpResponse:
    """What is in it and what is not; then the file."""
    may = request.eyes.may("identity.reveal") and request.eyes.may("pupil.view")
    sent = request.POST if request.method == "POST" else None
    form = BundleForm(request.language, sent, may=may)
    authority = home(request)
    if request.method == "POST" and form.is_valid():
        try:
            given = export_oneroster(
                authority, on=request.on, actor=request.eyes, in_full=form.asked()
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return as_zip(f"OneRoster {authority.name} {request.on}", given.data)
    context = {"form": form, "may": may, "carries": CARRIES, "authority": authority}
    return render(request, "intake/bundle_export.html", context, status=422 if form.errors else 200)
