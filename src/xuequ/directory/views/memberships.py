"""Pages that change who belongs to what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import EndForm, JoinForm, PlaceInForm
from ..models import Membership
from ..queries.scope import schools
from ..services.memberships import (
    join_consortium,
    leave_consortium,
    make_primary,
    move_school,
    withdraw_membership,
)


def membership_add(request: PageRequest, pk: int) -> HttpResponse:
    """Let a school join a consortium from a day on."""
    school = get_object_or_404(schools(seen_by=request.eyes, on=request.on), pk=pk)
    form = JoinForm(
        request.POST or None,
        school=school,
        seen_by=request.eyes,
        on=request.on,
        initial={"since": request.on, "role": "member"},
    )
    return act(
        request,
        form,
        lambda: join_consortium(
            school,
            form.cleaned_data["consortium"],
            role=form.cleaned_data["role"],
            since=form.cleaned_data["since"],
            section=form.cleaned_data["section"],
            actor=request.eyes,
        ),
        done=_("The school joins from the day given."),
        back=reverse("directory:school_detail", args=[pk]),
        context={"subject": school.name},
    )


def membership_move(request: PageRequest, pk: int) -> HttpResponse:
    """Let a school belong elsewhere, or play another role, from a day on."""
    membership = _membership(request, pk)
    form = PlaceInForm(
        request.POST or None,
        seen_by=request.eyes,
        on=request.on,
        initial={
            "since": request.on,
            "role": membership.role,
            "consortium": membership.consortium_id,
        },
    )
    return act(
        request,
        form,
        lambda: move_school(
            membership,
            form.cleaned_data["consortium"],
            role=form.cleaned_data["role"],
            since=form.cleaned_data["since"],
            actor=request.eyes,
        ),
        done=_("The membership changes from the day given."),
        back=reverse("directory:school_detail", args=[membership.school_id]),
        context={"subject": str(membership)},
    )


def membership_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let a membership end."""
    membership = _membership(request, pk)
    form = EndForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: leave_consortium(membership, until=form.cleaned_data["until"], actor=request.eyes),
        done=_("The membership ends on the day given."),
        back=reverse("directory:school_detail", args=[membership.school_id]),
        context={"subject": str(membership)},
    )


def membership_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take back a change that has not come into force."""
    membership = _membership(request, pk)
    try:
        withdraw_membership(membership, today=timezone.localdate(), actor=request.eyes)
        messages.success(request, _("The change is withdrawn."))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("directory:school_detail", pk=membership.school_id)


def membership_primary(request: PageRequest, pk: int) -> HttpResponse:
    """Count and fund the school by this membership."""
    membership = _membership(request, pk)
    try:
        make_primary(membership, since=request.on, actor=request.eyes)
        messages.success(request, _("This membership is now the primary one."))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("directory:school_detail", pk=membership.school_id)


def _membership(request: PageRequest, pk: int) -> Membership:
    shown = Membership.objects.filter(
        school__in=schools(seen_by=request.eyes, on=request.on)
    ).select_related("school", "consortium")
    return get_object_or_404(shown, pk=pk)
