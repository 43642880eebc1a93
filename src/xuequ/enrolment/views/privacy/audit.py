"""The yearly audit of minors' personal data, for the auditor among the three administrators."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.papers.rendering import MEDIA, Marks
from xuequ.papers.rendering import render as rendered
from xuequ.record.services import note_export
from xuequ.web.requests import PageRequest

from ...engine.privacy.audit import KIND, LAW, findings, report, tables
from ...queries.privacy.audit import figures

FIRST = 2020


def minors_audit_years(request: PageRequest) -> HttpResponse:
    """To the report of the year that is audited now: in January the one that has ended."""
    today = timezone.localdate()
    year = today.year - 1 if today.month == 1 else today.year
    return redirect("enrolment:minors_audit", year)


def minors_audit(request: PageRequest, year: int) -> HttpResponse:
    """The figures of a year, and what is to be mended."""
    home, this = _home(request), _checked(year)
    found = figures(home, year, timezone.now())
    context = {
        "authority": home,
        "year": year,
        "before": year - 1 if year > FIRST else None,
        "after": year + 1 if year < this else None,
        "is_running": year == this,
        "law": LAW,
        "findings": findings(found),
        "tables": tables(found),
        "head": found.head,
    }
    return render(request, "enrolment/privacy/audit.html", context)


def minors_audit_file(request: PageRequest, year: int) -> HttpResponse:
    """The report as a PDF, in the reader's language."""
    home = _home(request)
    _checked(year)
    now = timezone.now()
    language: Literal["zh", "en"] = "en" if request.language.startswith("en") else "zh"
    found = figures(home, year, now)
    marks = Marks(issuer=home.name, day=timezone.localdate(now))
    data = rendered(report(found, language), KIND, marks, "pdf")
    note_export(
        home, f"audit of minors' data {year}", "pdf", len(tables(found)), actor=request.eyes
    )
    response = HttpResponse(data, content_type=MEDIA["pdf"])
    response["Content-Disposition"] = f'attachment; filename="minors-audit-{year}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _checked(year: int) -> int:
    """This year; a year outside is not there."""
    this = timezone.localdate().year
    if not FIRST <= year <= this:
        raise Http404(year)
    return this


def _home(request: PageRequest) -> Authority:
    return get_object_or_404(Authority, pk=request.eyes.authority)
