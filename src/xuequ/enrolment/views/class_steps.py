"""The steps of a making: list, freezing, seed, approval, giving up, late pupils."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.views.taking_out import take_out
from xuequ.intake.engine.matching import plain
from xuequ.intake.files import read_cells
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.class_settings import LateForm
from ..forms.classes import ApproveForm, ListForm, ReasonForm, SeedForm
from ..models import ClassMaking
from ..queries import class_overview as overview
from ..queries.class_gathering import parts_of
from ..services.class_beginning import begin_late
from ..services.class_drawing import approve_classes, make_classes
from ..services.class_listing import freeze_classes, give_up_classes, list_children
from .class_makings import seen


def making_template(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The sheet to fill in."""
    making = seen(request, pk)
    return take_out(
        request,
        kind,
        lambda: overview.template(making, seen_by=request.eyes),
        what="pupils who wait for a class",
        subject=making,
        back=reverse("enrolment:making_children", args=[pk]),
    )


def making_children(request: PageRequest, pk: int) -> HttpResponse:
    """Bring in the sheet; what is wrong in it is named line by line."""
    making = seen(request, pk)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, making, form)
        except Problems as found:
            problems = found.problems
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(
                request, _("The list is taken; the limits can be kept. Freeze it next.")
            )
            return redirect("enrolment:making_page", pk)
    context = {"making": making, "form": form, "problems": problems}
    status = 422 if problems or form.errors else 200
    return render(request, "enrolment/making_children.html", context, status=status)


def _take(request: PageRequest, making: ClassMaking, form: ListForm) -> None:
    upload = form.cleaned_data["file"]
    if upload is None:
        list_children(making, "", None, actor=request.eyes)
        return
    cells = [[plain(cell) for cell in row] for row in read_cells(upload.name, upload.read())]
    list_children(making, upload.name, cells, actor=request.eyes)


def making_freeze(request: PageRequest, pk: int) -> HttpResponse:
    """Freeze list and rules."""
    making = seen(request, pk)
    try:
        freeze_classes(making, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("List and rules are frozen. Publish the digest, then throw."))
    return redirect("enrolment:making_page", pk)


def making_seed(request: PageRequest, pk: int) -> HttpResponse:
    """Type what was thrown and revealed; the classes are made at once."""
    making = seen(request, pk)
    form = SeedForm(request.POST or None, parts=parts_of(making))
    return act(
        request,
        form,
        lambda: make_classes(making, form.values(), actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("The classes are made. Another person has to approve them."),
        back=reverse("enrolment:making_page", args=[pk]),
        context={"subject": str(making)},
    )


def making_approve(request: PageRequest, pk: int) -> HttpResponse:
    """Approve the classes and write them into the directory."""
    making = seen(request, pk)
    form = ApproveForm(request.POST if request.method == "POST" else None, parts=parts_of(making))
    if request.method == "POST" and form.is_valid():
        try:
            approve_classes(making, form.readings(), actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("The classes are approved and stand in the directory."))
            return redirect("enrolment:making_page", pk)
    context = {"making": making, "form": form, "result": overview.result(making)}
    status = 422 if form.errors else 200
    return render(request, "enrolment/making_approve.html", context, status=status)


def making_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Give up a draft of one's own school, before anything is frozen."""
    return _given_up(request, pk)


def making_give_up(request: PageRequest, pk: int) -> HttpResponse:
    """Give up what is frozen or made, before it is approved."""
    return _given_up(request, pk)


def _given_up(request: PageRequest, pk: int) -> HttpResponse:
    making = seen(request, pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: give_up_classes(
            making, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        done=gettext_lazy("This making is given up; it stays to be read."),
        back=reverse("enrolment:making_page", args=[pk]),
        context={"subject": str(making)},
    )


def making_late(request: PageRequest, pk: int) -> HttpResponse:
    """Begin a draw for pupils who came later."""
    making = seen(request, pk)
    form = LateForm(request.POST or None, initial={"since": max(request.on, making.since)})
    return act(
        request,
        form,
        lambda: begin_late(
            making, form.cleaned_data["since"], form.parts(), actor=request.eyes,
            now=timezone.now(),
        ),
        done=gettext_lazy("The draw for late pupils is begun. Bring their list next."),
        back=reverse("enrolment:making_page", args=[pk]),
        context={"subject": str(making)},
    )  # fmt: skip
