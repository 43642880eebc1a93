"""The document and the policy of a locality, for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.directory.queries.public import authorities
from xuequ.directory.queries.settings import profile_of
from xuequ.profiles.clauses import clauses
from xuequ.web.requests import PageRequest, asked


def public_clauses(request: PageRequest, pk: int) -> HttpResponse:
    """Every clause of a locality's document in our own words, chapter by chapter."""
    authority = get_object_or_404(authorities(), pk=pk)
    profile = profile_of(authority, request.on)
    mine = [each for each in clauses().values() if each.is_in(profile.sources)]
    chapters = list(dict.fromkeys(each.chapter for each in mine))
    chosen = asked(request, "chapter")
    shown = chosen if chosen in chapters else chapters[0] if chapters else ""
    context = {
        "authority": authority,
        "profile": profile,
        "chapters": chapters,
        "chapter": shown,
        "total": len(mine),
        "rows": [(each, each.place_in(profile.sources)) for each in mine if each.chapter == shown],
    }
    return _answer(request, "board/public_clauses.html", context)


def public_policy(request: PageRequest, pk: int) -> HttpResponse:
    """What the locality's policy settles on a day, each value with the clause it comes from."""
    authority = get_object_or_404(authorities(), pk=pk)
    profile = profile_of(authority, request.on)
    known = clauses()
    sections: dict[str, list[object]] = {}
    for entry in profile.entries.values():
        dated = [each for each in entry.values if each.since <= request.on]
        if dated:
            source = known[entry.clause].place_in(profile.sources)
            sections.setdefault(entry.section, []).append((entry, dated[-1], source))
    context = {"authority": authority, "profile": profile, "sections": sections}
    return _answer(request, "board/public_policy.html", context)


def _answer(request: PageRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
