"""Plans and rules for everybody, before applications open and after."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from xuequ.directory.queries import public
from xuequ.web.requests import PageRequest

from ..engine.applying.materials import ALLOWED
from ..engine.preparing.words import ARRIVAL
from ..queries.overview import STATES, out_by, state_of
from ..queries.published import published, published_of, sealed, versions_before
from ..queries.settings import responsible_for, way_named
from ..queries.telling.public import told_outcome

FILES = {
    "rules": ("rules.json", "application/json", "rules"),
    "plan": ("seats.csv", "text/csv", "seats"),
    "policy": ("policy.json", "application/json", "policy"),
}  # name, media type and field of what was signed


def public_rounds(request: PageRequest, pk: int) -> HttpResponse:
    """The rounds of a locality whose plans and rules are published."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    now = timezone.now()
    out = out_by(now)
    rows = [
        (each, way_named(each.round), STATES[state_of(each.round, [each], now, out)])
        for each in published_of(authority)
    ]
    context = {
        "authority": authority,
        "rows": rows,
        "arrival": ARRIVAL,
        "can_register": request.actor is None and any(e.round.closes > now for e, *_ in rows),
    }
    return _shown(render(request, "enrolment/public_rounds.html", context))


def public_round(request: PageRequest, pk: int) -> HttpResponse:
    """One round: days, plan, rules in words, digests, and that arrival never counts."""
    rule_set = get_object_or_404(published(), round=pk)
    found, now = rule_set.round, timezone.now()
    context = {
        "round": found,
        "rule_set": rule_set,
        "way": way_named(found),
        "state": STATES[state_of(found, [rule_set], now, out_by(now))],
        "sealed": sealed(rule_set),
        "earlier": versions_before(rule_set),
        "arrival": ARRIVAL,
        "is_told": told_outcome(found, now) is not None,
        "can_register": request.actor is None and found.opens <= now < found.closes,
        "responsible": responsible_for(found),
        "papers": [ALLOWED[each] for each in found.papers],
    }
    return _shown(render(request, "enrolment/public_round.html", context))


def public_round_file(request: PageRequest, pk: int, signed: str) -> HttpResponse:
    """The exact bytes that were signed, for whoever computes their digest."""
    rule_set = get_object_or_404(published(), round=pk)
    if signed not in FILES:
        raise Http404(signed)
    name, media, field = FILES[signed]
    response = HttpResponse(bytes(getattr(rule_set, field)), content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _shown(response)


def _shown(response: HttpResponse) -> HttpResponse:
    """Say to search engines whether the installation wants these pages found."""
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
