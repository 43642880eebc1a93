"""Another change code, for a family that never saw its own or has lost it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.applying import NewCodeForm
from ...models import Application
from ...queries.applying.codes import way_to_code
from ...services.applying.codes import replace_code
from .shared import account_of, last_of, own, receipt

FRESH = 30 * 60  # seconds after which a session no longer counts as the one that handed in
MARK = "handed_in"  # of a session: when it handed in which application for the first time


def note_handed_in(request: HttpRequest, row: Application) -> None:
    """Remember in the session that it handed this one in for the first time."""
    known: dict[str, Any] = request.session.get(MARK, {})
    request.session[MARK] = {**known, str(row.pk): int(timezone.now().timestamp())}


def is_fresh(request: HttpRequest, row: Application) -> bool:
    """Did this session hand it in for the first time a moment ago?"""
    at = request.session.get(MARK, {}).get(str(row.pk), 0)
    return bool(0 <= timezone.now().timestamp() - at <= FRESH)


@never_cache
def my_code(request: PageRequest, pk: int) -> HttpResponse:
    """Draw a new code: after the bureau took the old one back, or with a proof of one's own."""
    row, account = own(request, pk), account_of(request)
    if not row.version or account is None:
        messages.error(request, explain(Refused("not-handed-in")))
        return redirect("enrolment:my_application", pk)
    fresh = is_fresh(request, row)
    way = way_to_code(row, account, is_fresh=fresh)
    form = NewCodeForm(request.POST if request.method == "POST" else None, way=way)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data.get("proof", "")
        try:
            code = replace_code(row, typed, account=account, is_fresh=fresh, actor=request.eyes)
        except Refused as refused:
            form.add_error("proof" if "proof" in form.fields else None, explain(refused))
        else:
            return receipt(request, last_of(row), code=code)
    context = {
        "row": row,
        "form": form,
        "way": way,
        "minutes": FRESH // 60,
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/family/code.html", context, status=status)
