"""Results for everybody: statistics, the list while it stands, the package and how to check it."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from xuequ.directory.queries import public as shown_localities
from xuequ.web.requests import PageRequest, asked

from ...models import Outcome
from ...queries.following.tables import public_figure
from ...queries.placing import package_of
from ...queries.published import published
from ...queries.telling.exceptions import counted
from ...queries.telling.public import applied, figures, public_list, told_outcome
from ...queries.telling.reasons import in_words, public_reasons
from ...queries.telling.terms import terms_of
from ...queries.telling.verifier import VERIFIERS, verifier

A_PAGE = 100


def public_results(request: PageRequest, pk: int) -> HttpResponse:
    """The statistics of a round, its list while that stands, and the package."""
    outcome = _told(pk)
    now = timezone.now()
    number = asked(request, "number")
    rows = public_list(outcome, now, number)
    context = {
        "outcome": outcome,
        "round": outcome.round,
        "figures": figures(outcome, now),
        "applied": applied(outcome.round),
        "every_child": public_figure(
            outcome.round.authority, outcome.round.year, outcome.round.stage, now
        ),
        "terms": terms_of(outcome),
        "reasons": in_words(public_reasons(outcome.round, now)),
        "exceptions": counted(outcome.round),
        "is_up": rows is not None,
        "rows": Paginator(rows or [], A_PAGE).get_page(request.GET.get("page")),
        "number": number,
    }
    response = render(request, "enrolment/told/public.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"  # lists of children come down again
    return response


def public_result_file(request: PageRequest, pk: int, what: str) -> HttpResponse:
    """The sealed package."""
    outcome = _told(pk)
    data = package_of(outcome, timezone.now())
    if what != "package" or data is None:
        raise Http404(what)
    response = HttpResponse(data, content_type="application/zip")
    name = f"xuequ-{outcome.round_id}-{outcome.digest[:8]}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def public_verifier(request: PageRequest, program: str) -> HttpResponse:
    """verify.html or verify.py, to be kept and used with the network off."""
    if program not in VERIFIERS:
        raise Http404(program)
    name, media = VERIFIERS[program]
    response = HttpResponse(verifier(program), content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _told(pk: int) -> Outcome:
    rule_set = get_object_or_404(published(), round=pk)
    get_object_or_404(shown_localities.authorities(), pk=rule_set.round.authority_id)
    outcome = told_outcome(rule_set.round, timezone.now())
    if outcome is None:
        raise Http404(pk)
    return outcome
