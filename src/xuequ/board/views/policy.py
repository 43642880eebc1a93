"""The policy of a locality: every value with the day it holds from, and how it came to be."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xuequ.directory.models import Adoption
from xuequ.directory.queries.settings import adopted, adoptions
from xuequ.profiles import loader
from xuequ.profiles.changes import steps
from xuequ.profiles.entries import Entry
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from .standing import authority_of, shown
from .tables import settings_table


def policy_page(request: PageRequest) -> HttpResponse:
    """Every setting with its clause and dated values, what holds that day, and its history."""
    sight = shown(request)
    sections: dict[str, list[Entry]] = {}
    for entry in sight.profile.entries.values():
        sections.setdefault(entry.section, []).append(entry)
    authority = authority_of(request)
    context = {
        "profile": sight.profile,
        "sight": sight,
        "sections": sections,
        "steps": steps(sight.profile),
        "authority": authority,
        "adoptions": adoptions(authority) if sight.is_own else [],
        "held": adopted(authority, request.on) if sight.is_own else None,
        "localities": [(code, loader.load(code)) for code in loader.localities()],
        "on": request.on,
        "query": request.GET.urlencode(),
    }
    return render(request, "board/policy.html", context)


def policy_file(request: PageRequest, kind: str) -> HttpResponse:
    """Every dated value of the policy shown on the page, as a file."""
    return as_file(request, settings_table(shown(request).profile), kind)


def policy_text(request: PageRequest) -> HttpResponse:
    """The policy shown on the page as a file, or one once adopted, by its digest.

    Raises:
        Http404: the reader's authority has adopted no such text.
    """
    sight, digest = shown(request), request.GET.get("digest", "").replace("\0", "")
    authority = authority_of(request)
    held = adopted(authority, request.on) if sight.is_own else None
    if digest:
        held = Adoption.objects.filter(authority=authority, digest=digest).last()
        if held is None:
            raise Http404(digest)
    text = held.text if held else loader.text(sight.profile.code)
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    name = f"{held.code}-{held.since}" if held else sight.profile.code
    response["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return response
