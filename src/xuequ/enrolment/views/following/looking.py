"""Every eligible child and its place, cohorts in numbers, the schooling of one pupil."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xuequ.directory.engine.masks import mask_name
from xuequ.directory.models import Authority, Pupil
from xuequ.directory.queries.scope import authorities
from xuequ.directory.views.taking_out import take_out
from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.following import TraceForm
from ...models import STAGES
from ...queries.following import cohorts, placed, trace
from ...queries.following.tables import without_table
from ...services.following.watching import look_at_trace

STAGE_NAMES, A_PAGE = dict(STAGES), 50


@never_cache
def every_child(request: PageRequest) -> HttpResponse:
    """How many eligible children have a place, and those without one."""
    authority = _authority(request)
    known = placed.years_known(authority)
    chosen = _chosen(request, known)
    context: dict[str, Any] = {
        "authority": authority,
        "choices": [(year, stage, STAGE_NAMES[stage]) for year, stage in known],
        "chosen": chosen,
    }
    if chosen is not None:
        known_now = placed.known_children(authority, *chosen, timezone.now())
        rows = Paginator(known_now.without, A_PAGE).get_page(request.GET.get("page"))
        context |= {"known": known_now, "rows": rows}
    return render(request, "enrolment/following/every_child.html", context)


@never_cache
def every_child_file(request: PageRequest, kind: str) -> HttpResponse:
    """The list as a file, marked with who took it out and what for; that is recorded."""
    authority, now, actor = _authority(request), timezone.now(), request.eyes
    chosen = _chosen(request, placed.years_known(authority))
    if chosen is None:
        return redirect("enrolment:every_child")
    known = placed.known_children(authority, *chosen, now)
    code = sha256(f"{actor.account} {now.isoformat()}".encode()).hexdigest()[:10]
    return take_out(
        request,
        kind,
        lambda: without_table(authority, known, code),
        what=f"children without a place, mark {code}",
        subject=authority,
        back=reverse("enrolment:every_child"),
    )


def cohort_page(request: PageRequest) -> HttpResponse:
    """A cohort in numbers: retention by both formulas, and where its children are now."""
    authority = _authority(request)
    offered = _offered(authority)
    chosen = _chosen(request, offered)
    context: dict[str, Any] = {
        "authority": authority,
        "choices": [(year, stage, STAGE_NAMES[stage]) for year, stage in offered],
        "chosen": chosen,
    }
    if chosen is not None:
        found = cohorts.cohort(authority, *chosen, request.on)
        least = cohorts.wanted(authority, found.stage, request.on)
        rates = [
            (text, found.rate(each), cohorts.standing(found, each, least))
            for each, text in cohorts.FORMULAS.items()
        ]
        context |= {"cohort": found, "wanted": least, "rates": rates}
    return render(request, "enrolment/following/cohort.html", context)


def cohort_file(request: PageRequest, kind: str) -> HttpResponse:
    """The flows of a cohort as a file."""
    authority = _authority(request)
    chosen = _chosen(request, _offered(authority))
    if chosen is None:
        return redirect("enrolment:cohort_page")
    table = cohorts.flows_table(authority, cohorts.cohort(authority, *chosen, request.on))
    answer = as_file(request, table, kind)
    note_export(authority, "flows of a cohort", kind, len(table.rows), actor=request.eyes)
    return answer


@never_cache
def pupil_trace(request: PageRequest, pk: int) -> HttpResponse:
    """The schooling of a pupil, once it is said what it is looked at for."""
    now = timezone.now()
    row = trace.pupil_seen(pk, seen_by=request.eyes, on=timezone.localdate(now))
    if row is None:
        raise Http404(pk)
    form = TraceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            look_at_trace(row, form.cleaned_data["purpose"], actor=request.eyes, now=now)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("enrolment:pupil_trace", pk)
    is_open = trace.is_open(row, seen_by=request.eyes, now=now)
    context = {
        "form": form,
        "name": _name(row),
        "is_open": is_open,
        "steps": trace.trace_of(row, now) if is_open else [],
        "words": trace.WORDS,
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/following/trace.html", context, status=status)


def _name(row: Pupil) -> str:
    return mask_name(row.name.open()) if row.name else ""


def _authority(request: PageRequest) -> Authority:
    """The reader's own authority."""
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


def _offered(authority: Authority) -> list[tuple[int, str]]:
    found = [(year, stage) for stage, _ in STAGES for year in cohorts.years(authority, stage)]
    return sorted(found, key=lambda each: (-each[0], each[1]))


def _chosen(request: PageRequest, known: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The year and stage asked for, else the latest there is."""
    wanted = request.GET.get("of", "")
    return next((each for each in known if f"{each[0]}-{each[1]}" == wanted), None) or next(
        iter(known), None
    )
