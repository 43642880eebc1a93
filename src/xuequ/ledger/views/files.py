"""Lists of the ledger as files: each one taken out is a line of the record."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpResponse

from xuequ.kernel.table import Table
from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest


def give(request: PageRequest, table: Table, kind: str, about: Model) -> HttpResponse:
    """The table as a file; that it was taken is recorded with what it is about."""
    response = as_file(request, table, kind)
    note_export(about, "ledger", kind, len(table.rows), actor=request.eyes)
    return response
