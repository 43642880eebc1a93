"""The papers of an application: add, look at, take away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.vault.giving import give_out
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.applying.materials import ALLOWED, FORBIDDEN
from ...engine.applying.ready import to_bring
from ...engine.privacy.consents import PAPERS
from ...forms.applying import MaterialForm
from ...models import Evidence
from ...queries.applying.terms import papers_of
from ...queries.privacy.consents import has_agreed
from ...services.applying.materials import add_material, drop_material, examined
from ...services.privacy.consenting import check_consent
from .shared import own, seen


@never_cache
def my_materials(request: PageRequest, pk: int) -> HttpResponse:
    """The papers there are, and a form for more."""
    view = seen(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None, language=request.language)
    if request.method == "POST" and form.is_valid():
        kind, now = form.cleaned_data["kind"], timezone.now()
        try:
            check_consent(view.row.child, PAPERS)
            files = [examined(kind, e, name=e.name) for e in form.cleaned_data["uploads"]]
            for each in files:
                add_material(view.row, kind, each, actor=request.eyes, now=now)
        except Refused as refused:
            form.add_error("uploads", explain(refused))
        else:
            messages.success(request, _("The paper is there."))
            return redirect(request.path)
    rows = [
        (each, ALLOWED.get(each.kind), _may_drop(each))
        for each in view.row.evidence.select_related("file", "application")
    ]
    agreed, kinds = has_agreed(view.row.child, PAPERS), papers_of(view.row)
    context = {
        "view": view,
        "form": form,
        "rows": rows,
        "forbidden": list(FORBIDDEN.values()),
        "has_agreed": agreed,
        "to_bring": to_bring(view.terms, kinds, may_send=agreed),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/family/materials.html", context, status=status)


def material_show(request: PageRequest, pk: int, paper: int) -> HttpResponseBase:
    """One paper, as it was stored."""
    return give_out(_paper(request, pk, paper).file, is_shown=True)


def material_drop(request: PageRequest, pk: int, paper: int) -> HttpResponse:
    """Take a paper away that was not handed in yet."""
    found = _paper(request, pk, paper)
    try:
        drop_material(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The paper is taken away."))
    return redirect("enrolment:my_materials", pk)


def _paper(request: PageRequest, pk: int, paper: int) -> Evidence:
    row = own(request, pk)
    found = row.evidence.select_related("file", "application").filter(pk=paper).first()
    if found is None:
        raise Http404(paper)
    return found


def _may_drop(found: Evidence) -> bool:
    handed = found.application.submitted_at
    return handed is None or found.stored_at > handed
