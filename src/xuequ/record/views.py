"""Read the record, and check that nobody changed it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.web.requests import PageRequest, asked

from . import queries

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
    return redirect("record:record_list")
