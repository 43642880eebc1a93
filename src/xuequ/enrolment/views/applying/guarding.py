"""What the bureau does for guardians at the desk: find a child, add one to it, end one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from xuequ.directory.engine.masks import mask_name
from xuequ.directory.models import Authority
from xuequ.web.acting import Onward, act
from xuequ.web.requests import PageRequest

from ...forms.families import EndGuardianForm, FindChildForm, SeenGuardianForm
from ...models import Child, Custody
from ...queries.applying import desk
from ...services.applying.guarding import end_custody, enter_custody, find_child, note_look


def guardian_find(request: PageRequest) -> HttpResponse:
    """Look for a child whose family stands at the desk; that is recorded."""
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    form = FindChildForm(request.POST or None)
    return act(
        request,
        form,
        lambda: Onward(
            "enrolment:guardian_list",
            find_child(form.cleaned_data["number"], actor=request.eyes),
        ),
        done=_("The child is registered here."),
        back=reverse("enrolment:parent_list"),
        context={"subject": authority.name},
    )


@never_cache
def guardian_list(request: PageRequest, pk: int) -> HttpResponse:
    """Who speaks for a child, and what was done about it at the desk; the look is recorded."""
    found = _child(request, pk)
    note_look(found, actor=request.eyes)
    rows = desk.guardians(found)
    context = {
        "child": found,
        "name": mask_name(found.name.open()),
        "rows": rows,
        "is_last": len(rows) == 1,
        "entries": desk.entries(found),
    }
    return render(request, "enrolment/family/guardians.html", context)


def guardian_add(request: PageRequest, pk: int) -> HttpResponse:
    """Let a parent speak for a child, by papers seen at the desk."""
    found = _child(request, pk)
    form = SeenGuardianForm(request.POST or None)
    return act(
        request,
        form,
        lambda: enter_custody(found, form.seen(), actor=request.eyes, now=timezone.now()),
        done=_("The parent speaks for the child now; all guardians are told."),
        back=reverse("enrolment:guardian_list", args=[pk]),
        context={"subject": found.number},
    )


def guardian_end(request: PageRequest, pk: int) -> HttpResponse:
    """End that somebody speaks for a child, by papers seen at the desk."""
    rows = Custody.objects.filter(child__in=desk.children(seen_by=request.eyes))
    row = get_object_or_404(rows.select_related("child", "person"), pk=pk)
    form = EndGuardianForm(request.POST or None)
    return act(
        request,
        form,
        lambda: end_custody(
            row, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        done=_("That person speaks for the child no longer; all guardians are told."),
        back=reverse("enrolment:guardian_list", args=[row.child_id]),
        context={"subject": f"{row.child.number} · {row.person.name}"},
    )


def _child(request: PageRequest, pk: int) -> Child:
    return get_object_or_404(desk.children(seen_by=request.eyes), pk=pk)
