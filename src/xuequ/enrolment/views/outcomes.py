"""Approve a result, publish it, declare an attempt void, and give out the released package."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.placing import ApproveForm, ReasonForm, SureForm
from ..models import Outcome, Round
from ..queries.deciding import placing_of
from ..queries.placing import outcome_of, package_of
from ..services.approving import agree_void, approve, ask_void, publish, refuse_void
from .placing import frozen, nothing_frozen, tables
from .rounds import seen


def placing_approve(request: PageRequest, pk: int) -> HttpResponse:
    """Look at counts, digests and verification, and approve."""
    found = seen(request, pk)
    outcome = outcome_of(found)
    if outcome is None:
        return _nothing(request, pk)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            approve(outcome, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("enrolment:placing_page", pk)
    return _shown(request, found, outcome, form)


def placing_publish(request: PageRequest, pk: int) -> HttpResponse:
    """Publish an approved result; it is seen from the hour of its release."""
    found = seen(request, pk)
    outcome = outcome_of(found)
    if outcome is None:
        return _nothing(request, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            publish(outcome, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("enrolment:placing_page", pk)
    return _shown(request, found, outcome, form)


def placing_void(request: PageRequest, pk: int) -> HttpResponse:
    """Ask that an attempt be declared void, or answer whoever has asked."""
    found, roster = frozen(request, pk)
    if roster is None:
        return nothing_frozen(request, pk)
    back = reverse("enrolment:placing_page", args=[pk])
    asked = getattr(roster, "voiding", None)
    now, eyes = timezone.now(), request.eyes
    if asked is None:
        form = ReasonForm(request.POST or None)
        return act(
            request,
            form,
            lambda: ask_void(roster, form.cleaned_data["reason"], actor=eyes, now=now),
            done=_("Another person has to agree. Until then nothing is approved or published."),
            back=back,
            context={"subject": str(found)},
        )
    sure = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and sure.is_valid():
        answer = refuse_void if "refuse" in request.POST else agree_void
        try:
            answer(roster, actor=eyes, now=now)
        except Refused as refused:
            sure.add_error(None, explain(refused))
        else:
            return redirect(back)
    context = {"round": found, "asked": asked, "form": sure, "back": back}
    status = 422 if sure.errors else 200
    return render(request, "enrolment/void.html", context, status=status)


def placing_package(request: PageRequest, pk: int) -> HttpResponse:
    """The sealed package, from the hour of release on."""
    found = seen(request, pk)
    outcome = outcome_of(found)
    data = package_of(outcome, timezone.now()) if outcome else None
    if outcome is None or data is None:
        messages.info(request, _("Nobody gets the package before the result is released."))
        return redirect("enrolment:placing_page", pk)
    note_export(outcome, "sealed package", "zip", outcome.roster.children, actor=request.eyes)
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="result-{outcome.digest[:8]}.zip"'
    return response


def _nothing(request: PageRequest, pk: int) -> HttpResponse:
    messages.info(request, _("There is no result yet."))
    return redirect("enrolment:placing_page", pk)


def _shown(request: PageRequest, found: Round, outcome: Outcome, form: Form) -> HttpResponse:
    standing = placing_of(found, timezone.now())
    context = {
        "round": found,
        "standing": standing,
        "outcome": outcome,
        "form": form,
        "is_approving": isinstance(form, ApproveForm),
        **tables(found, standing),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/approve.html", context, status=status)
