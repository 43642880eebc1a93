"""Lists of cases: to do, done, started by me, copies, all of my place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from xuequ.directory.queries.scope import authorities
from xuequ.kernel.table import Table
from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest, asked

from ..inbox import MOST, case_count
from ..models import Case
from ..models.cases import CaseState
from ..queries.access import cases, queue
from ..queries.lists import copies, dealt_with, mine, returned, unread
from ..queries.reports import case_table, rights
from ..queries.starting import startable
from ..queries.types import case_types
from .places import place_of

PER_PAGE = 30
LISTED = 300  # that wait longest; the others follow when these are done
EXPORTED = 5000


def case_todo(request: PageRequest) -> HttpResponse:
    """What waits for the reader, the longest waiting first (待办)."""
    waiting = queue(request.eyes, LISTED)
    rows = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    back = returned(request.eyes).select_related("consortium", "school")[:PER_PAGE]
    context = {"rows": rows, "listed": LISTED, "returned": back, **frame(request, "todo")}
    return render(request, "cases/todo.html", context)


def case_done(request: PageRequest) -> HttpResponse:
    """Where the reader has said something (已办)."""
    return _list(request, dealt_with(request.eyes), "done")


def case_mine(request: PageRequest) -> HttpResponse:
    """What the reader started (我发起)."""
    return _list(request, mine(request.eyes), "mine")


def case_copies(request: PageRequest) -> HttpResponse:
    """What was copied to the reader (抄送)."""
    rows = Paginator(copies(request.eyes), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/copies.html", {"rows": rows, **frame(request, "copies")})


def case_list(request: PageRequest) -> HttpResponse:
    """Every case the reader sees, by kind and state, as a page or a file."""
    place = place_of(request)
    found, chosen = _filtered(request, cases(seen_by=request.eyes, on=request.on))
    if place is not None:
        found, chosen = found.filter(**{place.sort: place.pk}), chosen | {place.sort: str(place.pk)}
    if kind := request.GET.get("format", ""):
        table = case_table(found[:EXPORTED])
        return _file(request, table, kind)
    rows = Paginator(_with_rows(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "kinds": case_types().values(),
        "states": CaseState.choices,
        "chosen": chosen,
        "place": place,
        "asked": place.question if place else "",
        **frame(request, "all"),
    }
    return render(request, "cases/all.html", context)


def rights_ledger(request: PageRequest) -> HttpResponse:
    """Claims, appeals and objections across everything, with what came of them (权益台账)."""
    found = rights(seen_by=request.eyes, on=request.on)
    if kind := request.GET.get("format", ""):
        return _file(request, case_table(found[:EXPORTED]), kind)
    rows = Paginator(_with_rows(found), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/rights.html", {"rows": rows})


def frame(request: PageRequest, tab: str) -> Mapping[str, Any]:
    """What the tabs above the lists show."""
    eyes = request.eyes
    return {
        "tab": tab,
        "todo_count": case_count(eyes),
        "copy_count": unread(eyes)[: MOST + 1].count(),
        "may_start": bool(startable(eyes)),
    }


def _filtered(request: PageRequest, found: QuerySet[Case]) -> tuple[QuerySet[Case], dict[str, str]]:
    chosen = {name: asked(request, name) for name in ("kind", "state", "words")}
    if chosen["kind"] in case_types():
        found = found.filter(kind=chosen["kind"])
    if chosen["state"] in CaseState.values:
        found = found.filter(state=chosen["state"])
    if chosen["words"]:
        found = found.filter(title__icontains=chosen["words"])
    return found, chosen


def _list(request: PageRequest, found: QuerySet[Case], tab: str) -> HttpResponse:
    rows = Paginator(_with_rows(found), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"rows": rows, **frame(request, tab)})


def _with_rows(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.select_related("started_by", "consortium", "school").order_by("-started_at", "-pk")


def _file(request: PageRequest, table: Table, kind: str) -> HttpResponse:
    answer = as_file(request, table, kind)
    home = authorities(seen_by=request.eyes).filter(pk=request.eyes.authority or 0).first()
    if home is not None:
        note_export(home, "cases", kind, len(table.rows), actor=request.eyes)
    return answer
