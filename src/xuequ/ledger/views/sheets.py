"""Monthly sheets: as they stand, and as they were published."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.directory.models import Consortium
from xuequ.directory.queries.scope import consortia
from xuequ.kernel.freezing import thaw
from xuequ.kernel.periods import month as month_of
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.table import Table
from xuequ.web.outputs import OUTPUTS
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..models import SheetIssue
from ..queries.monthly import monthly_sheet
from ..queries.overview import book_on
from ..queries.places import place, reads_consortia
from ..queries.sheets import issues, may_publish
from ..services.sheets import publish_sheet
from .files import give


def sheet_list(request: PageRequest) -> HttpResponse:
    """What was published, latest month first; and the month to prepare."""
    page = Paginator(issues(seen_by=request.eyes, on=request.on), 30)
    drafts = consortia(seen_by=request.eyes, on=request.on).order_by("order", "id")
    may = request.eyes.may("duty.view") and reads_consortia(request.eyes)
    mine = list(drafts) if may else []
    context = {
        "rows": page.get_page(request.GET.get("page")),
        "drafts": mine,
        "month": month_of(min(request.on, timezone.localdate())).since,
    }
    return render(request, "ledger/sheets.html", context)


def sheet_draft(request: PageRequest, pk: int, year: int, month: int) -> HttpResponse:
    """The sheet of a month as it stands today, before it is published."""
    consortium, first = _asked(request, pk, year, month)
    made = SheetIssue.objects.filter(consortium=consortium, month=first).order_by("-version")
    context = {
        "consortium": consortium,
        "first": first,
        "before": month_of(date.fromordinal(first.toordinal() - 1)).since,
        "after": month_of(first).until,
        "table": _table(request, consortium, first),
        "issues": made,
        "kinds": list(OUTPUTS),
        "may_publish": may_publish(request.eyes, consortium) and first <= timezone.localdate(),
    }
    return render(request, "ledger/sheet_draft.html", context)


def sheet_draft_file(
    request: PageRequest, pk: int, year: int, month: int, kind: str
) -> HttpResponse:
    """The same as a file."""
    consortium, first = _asked(request, pk, year, month)
    table = _table(request, consortium, first)
    if table is None:
        raise Http404
    return give(request, table, kind, consortium)


def sheet_publish(request: PageRequest, pk: int, year: int, month: int) -> HttpResponse:
    """Give the members the sheet as it stands."""
    consortium, first = _asked(request, pk, year, month)
    try:
        issue = publish_sheet(consortium, first, actor=request.eyes, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("ledger:sheet_draft", pk, year, month)
    said = _("Published; every member of the district may read it now.")
    if issue.entry_id is not None:
        said += _(" It counts for the duty of this month.")
    messages.success(request, said)
    return redirect("ledger:sheet_issue", issue.pk)


def sheet_issue(request: PageRequest, pk: int) -> HttpResponse:
    """A sheet as it was published."""
    issue = _issue(request, pk)
    context = {
        "issue": issue,
        "table": thaw(issue.table),
        "is_whole": digest(issue.table) == issue.digest,
        "kinds": list(OUTPUTS),
    }
    return render(request, "ledger/sheet_issue.html", context)


def sheet_issue_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    issue = _issue(request, pk)
    return give(request, thaw(issue.table), kind, issue.consortium)


def _issue(request: PageRequest, pk: int) -> SheetIssue:
    return get_object_or_404(issues(seen_by=request.eyes, on=request.on), pk=pk)


def _asked(request: PageRequest, pk: int, year: int, month: int) -> tuple[Consortium, date]:
    """The consortium and the first day of the month.

    Raises:
        Http404: not for this reader, or no such month.
    """
    where = place("consortium", pk, seen_by=request.eyes, on=request.on)
    if where is None or not isinstance(where.row, Consortium):
        raise Http404
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise Http404(str(error)) from None
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404(year)
    return where.row, first


def _table(request: PageRequest, consortium: Consortium, first: date) -> Table | None:
    book = book_on(consortium.authority, request.on)
    return monthly_sheet(book, consortium, first) if book else None
