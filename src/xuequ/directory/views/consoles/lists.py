"""Who may do what, as a page and as files: for the security and the audit administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuequ.record.services import note_export
from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ...queries import permissions as queries
from ...queries.scope import authorities


def permission_page(request: PageRequest) -> HttpResponse:
    """Person by role by place, from when to when."""
    found = queries.powers(seen_by=request.eyes, on=request.on)
    rows = Paginator(found, 100).get_page(request.GET.get("page"))
    table = queries.without_powers(queries.permission_list(list(rows), request.on))
    context = {"table": table, "rows": rows, "kinds": list(OUTPUTS)}
    return render(request, "directory/permission_page.html", context)


def permission_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file, whole."""
    found = queries.powers(seen_by=request.eyes, on=request.on)
    if kind not in OUTPUTS:
        raise Http404(kind)
    own = get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)
    note_export(own, "permissions", kind, len(found), actor=request.eyes)
    return as_file(request, queries.permission_list(found, request.on), kind)


def role_page(request: PageRequest) -> HttpResponse:
    """Role by permission, as the catalogue has it."""
    context = {
        "table": queries.role_matrix(),
        "roles": queries.roles_with_permissions(),
        "kinds": list(OUTPUTS),
    }
    return render(request, "directory/role_page.html", context)


def role_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    return as_file(request, queries.role_matrix(), kind)
