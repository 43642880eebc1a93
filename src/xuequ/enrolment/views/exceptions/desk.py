"""The bureau: appeals of a round with the way on, and why children were not admitted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ...queries import access
from ...queries.telling import appeals
from ...queries.telling.exceptions import counted
from ...queries.telling.reasons import in_words, reasons_table
from ..checking.queue import seen


@never_cache
def round_appeals(request: PageRequest, pk: int) -> HttpResponse:
    """Appeals and objections of a round, each with its case and what may follow."""
    found, today = seen(request, pk), timezone.localdate()
    rows = appeals.appeals_in(pk, seen_by=request.eyes)
    context = {
        "round": found,
        "rows": appeals.told(rows, today),
        "may_place": access.may(request.eyes, access.PLACE, found.authority_id),
    }
    return render(request, "enrolment/exceptions/desk.html", context)


def round_reasons(request: PageRequest, pk: int) -> HttpResponse:
    """How many were not confirmed or not placed, by reason."""
    found = seen(request, pk)
    context = {
        "round": found,
        "table": in_words(reasons_table(found, timezone.now())),
        "counted": counted(found),
    }
    return render(request, "enrolment/exceptions/reasons.html", context)


def round_reasons_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file; nobody's name is in it."""
    found = seen(request, pk)
    table = reasons_table(found, timezone.now())
    answer = as_file(request, table, kind)
    note_export(found, "refusals by reason", kind, len(table.rows), actor=request.eyes)
    return answer
