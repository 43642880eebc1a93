"""A family appeals about its own child and follows what comes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.exceptional import AppealAgainForm, AppealForm
from ...models import Appeal
from ...queries.telling import appeals
from ...queries.telling.family import own_applications
from ...services.exceptions.appealing import ask_again, file_appeal, withdraw_appeal


@never_cache
def my_appeals(request: PageRequest, pk: int) -> HttpResponse:
    """The appeals about one's own child, and a form for another while there is time."""
    application = get_object_or_404(own_applications(seen_by=request.eyes), pk=pk)
    now = timezone.now()
    kinds, until = appeals.may_file(application, now)
    form = AppealForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            file_appeal(application, form.new(), actor=request.eyes, now=now)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("Your appeal is received. Its answer will stand here."))
            return redirect(request.path)
    rows = appeals.own_appeals(application, seen_by=request.eyes)
    context = {
        "application": application,
        "form": form,
        "may_file": bool(kinds),
        "until": until,
        "rows": appeals.told(rows, timezone.localdate(now)),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/exceptions/appeals.html", context, status=status)


@never_cache
def appeal_again(request: PageRequest, pk: int, appeal: int) -> HttpResponse:
    """Ask the one above to look again."""
    row = _mine(request, pk, appeal)
    form = AppealAgainForm(request.POST or None)
    return act(
        request,
        form,
        lambda: ask_again(row, form.cleaned_data["words"], actor=request.eyes, now=timezone.now()),
        done=_("Somebody else looks at it again. The answer will stand here."),
        back=reverse("enrolment:my_appeals", args=[pk]),
        context={"subject": f"{row.application.round} · {row.case.label}"},
    )


def appeal_withdraw(request: PageRequest, pk: int, appeal: int) -> HttpResponse:
    """Take an appeal back."""
    row = _mine(request, pk, appeal)
    try:
        withdraw_appeal(row, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The appeal is taken back."))
    return redirect("enrolment:my_appeals", pk)


def _mine(request: PageRequest, pk: int, appeal: int) -> Appeal:
    application = get_object_or_404(own_applications(seen_by=request.eyes), pk=pk)
    return get_object_or_404(appeals.own_appeals(application, seen_by=request.eyes), pk=appeal)
