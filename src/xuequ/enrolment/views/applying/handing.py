"""Handing in, the receipt, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, received

from ...engine.preparing.words import ARRIVAL
from ...forms.applying import CodeForm, HandInForm
from ...queries.applying.free import takes_no_part
from ...services.applying.drafts import discard_draft
from ...services.applying.handing import hand_in, withdraw
from .codes import note_handed_in
from .shared import account_of, last_of, own, receipt, seen, shown

FOLDER = "enrolment/family"


@never_cache
def my_hand_in(request: PageRequest, pk: int) -> HttpResponse:
    """Look everything over and hand it in; a later change asks for the code."""
    row = own(request, pk)
    if request.method == "POST" and row.version and "code" not in request.POST:
        messages.info(request, _("It is handed in already: this is the receipt."))
        return redirect("enrolment:my_receipt", pk)  # sent once more, for the answer was lost
    form = HandInForm(
        request.POST or None, needs_code=bool(row.version), initial={"revision": row.revision}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = hand_in(
                row,
                form.cleaned_data["revision"],
                code=form.code_typed,
                account=account_of(request),
                actor=request.eyes,
                now=received(request),
            )
        except Refused as refused:
            if refused.code == "draft-changed-elsewhere":
                messages.error(request, explain(refused))
                return redirect("enrolment:my_application", pk)
            field = "code" if refused.code.startswith("change-code") else None
            form.add_error(field, explain(refused))
        else:
            if made.code:
                note_handed_in(request, row)
            return receipt(request, made.submission, code=made.code)
    context = {
        "view": shown(row),
        "form": form,
        "evidence": row.evidence.count(),
        "arrival": ARRIVAL,
    }
    status = 422 if form.errors else 200
    return render(request, f"{FOLDER}/hand_in.html", context, status=status)


@never_cache
def my_receipt(request: PageRequest, pk: int) -> HttpResponse:
    """What was handed in last, to print."""
    return receipt(request, last_of(own(request, pk)))


@never_cache
def my_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw an application."""
    view = seen(request, pk)
    row = view.row
    form = CodeForm(
        request.POST or None, needs_code=bool(row.version), initial={"revision": row.revision}
    )
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(
                row,
                code=form.code_typed,
                account=account_of(request),
                actor=request.eyes,
                now=received(request),
            )
        except Refused as refused:
            field = "code" if refused.code.startswith("change-code") else None
            form.add_error(field, explain(refused))
        else:
            messages.success(request, _("It is withdrawn. Begun again, it has the same number."))
            return redirect("enrolment:family_rounds")
    may = view.may_type or takes_no_part(row)
    context = {"view": view, "form": form, "may_withdraw": may}
    status = 422 if form.errors else 200
    return render(request, f"{FOLDER}/withdraw.html", context, status=status)


def draft_discard(request: PageRequest, pk: int) -> HttpResponse:
    """Forget what was typed since it was handed in."""
    row = own(request, pk)
    try:
        discard_draft(row, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("What was handed in holds; the changes are discarded."))
    return redirect("enrolment:my_application", pk)
