"""Read the record, and check that nobody changed it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest, asked

from . import queries
from .forms import AuditForm, HeadForm
from .services import note_export

FAULTS: dict[str, str | Promise] = {
    "edited": _("edited"),
    "missing": _("deleted"),
    "inserted": _("inserted later"),
    "cut": _("cut from here on"),
    "head": _("not as the head says"),
}


def record_list(request: PageRequest) -> HttpResponse:
    """The acts on the reader's authority, newest first."""
    words = asked(request, "words")
    found = queries.search(queries.lines(seen_by=request.eyes), words)
    rows = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "record/record_list.html", {"rows": rows, "words": words})


def record_line(request: PageRequest, number: int) -> HttpResponse:
    """One act with its digests and seals."""
    line = get_object_or_404(queries.lines(seen_by=request.eyes), number=number)
    return render(request, "record/record_line.html", {"line": line})


def record_verify(request: PageRequest) -> HttpResponse:
    """Check the whole chain and say the result."""
    count, fault = queries.verify()
    if fault is None:
        text = _("%(count)s lines checked: nothing was edited, deleted or inserted.")
        messages.success(request, text % {"count": count})
    else:
        text = _("The record does not hold at line %(number)s (%(kind)s). Tell the auditor.")
        messages.error(request, text % {"number": fault.number, "kind": FAULTS[fault.kind]})
    return redirect("record:audit" if request.eyes.may("audit.view") else "record:record_list")


def audit(request: PageRequest) -> HttpResponse:
    """The record for the auditor: filters, files, the check, the head."""
    form = AuditForm(request.GET or None)
    found = queries.audited(queries.lines(seen_by=request.eyes), _wanted(request, form))
    rows = Paginator(found, 50).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "rows": rows,
        "kinds": list(OUTPUTS),
        "query": kept.urlencode(),
        "head": queries.head(),
    }
    return render(request, "record/audit.html", context, status=422 if form.errors else 200)


def audit_file(request: PageRequest, kind: str) -> HttpResponse:
    """The lines that fit, as a file; that it was taken out is recorded itself."""
    form = AuditForm(request.GET or None)
    if kind not in OUTPUTS:
        raise Http404(kind)
    if request.GET and not form.is_valid():
        return redirect(f"{reverse('record:audit')}?{request.GET.urlencode()}")
    found = queries.audited(queries.lines(seen_by=request.eyes), _wanted(request, form))
    lines = list(found[: queries.LONGEST + 1])
    whole = len(lines) <= queries.LONGEST
    table = queries.export(lines[: queries.LONGEST], whole=whole)
    if lines:
        note_export(lines[0], "record", kind, len(table.rows), actor=request.eyes)
    return as_file(request, table, kind)


def record_head(request: PageRequest) -> HttpResponse:
    """The head to print and keep elsewhere, and the check against one kept earlier."""
    form = HeadForm(request.POST or None)
    fault, checked = None, 0
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        checked, fault = queries.verify((data["number"], data["seal"]))
    context = {
        "head": queries.head(),
        "form": form,
        "checked": checked,
        "fault": fault,
        "kind": FAULTS[fault.kind] if fault else "",
    }
    return render(request, "record/head.html", context, status=422 if form.errors else 200)


def _wanted(request: PageRequest, form: AuditForm) -> queries.Filter:
    return form.wanted() if request.GET else queries.Filter()
