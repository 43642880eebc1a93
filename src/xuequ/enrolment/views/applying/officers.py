"""What the bureau does at the desk: a lost change code, a parent's paper."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from xuequ.directory.models import Authority
from xuequ.directory.services.registrants import confirm_registrant
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.applying import ResetCodeForm
from ...forms.families import ConfirmParentForm, DeskForm
from ...queries.applying import desk
from ...services.applying.codes import reset_code
from ...services.applying.desk import enter_at_desk

A_PAGE = 50


def code_reset(request: PageRequest, pk: int) -> HttpResponse:
    """Take back the change code of an application, and say why; the family draws the next."""
    eyes = request.eyes
    row = get_object_or_404(desk.applications(seen_by=eyes), pk=pk)
    form = ResetCodeForm(request.POST or None)
    return act(
        request,
        form,
        lambda: reset_code(row, form.cleaned_data["reason"], actor=eyes),
        done=_("The code is taken back. The family draws a new one when it logs in."),
        back=reverse("enrolment:round_page", args=[row.round_id]),
        context={"subject": f"{row.round} · {row.child.number}"},
    )


def parent_list(request: PageRequest) -> HttpResponse:
    """Parents who registered in person and whose paper nobody has compared yet."""
    found = desk.registrants(seen_by=request.eyes, on=timezone.localdate())
    rows = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": rows, "shown": [desk.row_of(each) for each in rows]}
    return render(request, "enrolment/family/parents.html", context)


@never_cache
def parent_enter(request: PageRequest) -> HttpResponse:
    """Enter a parent whose paper is seen here, and print what they need to log in."""
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_at_desk(authority, form.said(), actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            context = {"made": made, "authority": authority}
            return render(request, "enrolment/family/desk_receipt.html", context)
    context = {
        "form": form,
        "back": reverse("enrolment:parent_list"),
        "subject": authority.name,
    }
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


@never_cache
def parent_confirm(request: PageRequest, pk: int) -> HttpResponse:
    """Type the number from the paper; if it is the one given, the parent is confirmed."""
    eyes = request.eyes
    found = get_object_or_404(desk.registrants(seen_by=eyes, on=timezone.localdate()), pk=pk)
    form = ConfirmParentForm(request.POST or None)
    return act(
        request,
        form,
        lambda: confirm_registrant(
            found, form.cleaned_data["number"], actor=eyes, now=timezone.now()
        ),
        done=_("The paper fits; what is registered under its number is shown to the parent now."),
        back=reverse("enrolment:parent_list"),
        context={"subject": f"{found.person.name} · {found.get_id_kind_display()}"},
    )
