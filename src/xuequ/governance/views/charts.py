"""Pages that show who governs: organisation charts, powers, the leading group."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.cases.queries.starting import may_start_some
from xuequ.directory.models import Authority, Consortium
from xuequ.directory.queries.scope import authorities, consortia
from xuequ.web.requests import PageRequest

from ..cases.charter import CHARTER as VOTE
from ..engine.asked import bodies_of_authority
from ..queries.access import may_change
from ..queries.documents import document_rows
from ..queries.overview import bodies_of, charts
from ..queries.proposals import proposals
from ..queries.settings import policy_of


def authority_of(request: PageRequest) -> Authority:
    """The authority of the reader's post."""
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


def consortium_of(request: PageRequest, pk: int) -> Consortium:
    """A consortium the reader may see."""
    shown = consortia(seen_by=request.eyes, on=request.on)
    return get_object_or_404(shown.select_related("authority"), pk=pk)


def units_of(request: PageRequest) -> list[Consortium]:
    """The consortia of the reader's own authority in scope, or the one chosen at the top."""
    shown = consortia(seen_by=request.eyes, on=request.on).filter(authority=authority_of(request))
    chosen = shown.filter(pk=request.unit) if request.unit is not None else shown.none()
    return list((chosen or shown).select_related("authority"))


def governance_list(request: PageRequest) -> HttpResponse:
    """Every consortium in scope: its head, its bodies, how many posts are filled."""
    rows = charts(units_of(request), request.on)
    return render(request, "governance/governance_list.html", {"rows": rows})


def chart_page(request: PageRequest, pk: int) -> HttpResponse:
    """The organisation chart of one consortium."""
    consortium = consortium_of(request, pk)
    [chart] = charts([consortium], request.on)
    context = {
        "it": chart,
        "documents": document_rows(chart.documents, seen_by=request.eyes, on=request.on),
        "may_vote": request.eyes.consortium == pk and may_start_some(VOTE, request.eyes),
        "due": proposals(consortium, request.on),
        "may_change": may_change(request.eyes, consortium),
        "is_bureau": may_change(request.eyes, consortium.authority),
    }
    return render(request, "governance/chart.html", context)


def power_list(request: PageRequest) -> HttpResponse:
    """Who decides, who is consulted, and what stays with the member school, by mode."""
    policy = policy_of(authority_of(request), request.on).governance
    ordered = sorted(policy.powers, key=lambda each: ("compact", "loose", "any").index(each.mode))
    modes = [(mode, list(rows)) for mode, rows in groupby(ordered, key=lambda each: each.mode)]
    return render(request, "governance/power_list.html", {"policy": policy, "modes": modes})


def leading_group(request: PageRequest) -> HttpResponse:
    """The leading group, its office, and the other bodies of the authority itself."""
    authority = authority_of(request)
    policy = policy_of(authority, request.on)
    context = {
        "authority": authority,
        "policy": policy,
        "asked": bodies_of_authority(policy.authority, policy.governance),
        "bodies": bodies_of(authority.pk, policy, request.on),
        "due": proposals(authority, request.on),
        "may_change": may_change(request.eyes, authority),
    }
    return render(request, "governance/leading_group.html", context)
