"""Pages of who answers for what in a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.models import School
from xuequ.directory.queries.scope import CONSORTIUM, SCHOOL, standing
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.coordinating import StepDaysForm, StepForm
from ..models import Round, Step
from ..queries import access
from ..queries.responsible import OWN, days_of, told_of, units_of
from ..services.responsible import CHASE, REPORT, chase_school, report_step, set_step_days
from .rounds import seen


def round_steps(request: PageRequest, pk: int) -> HttpResponse:
    """Who answers for which school, what is due by when, what is done and what is late."""
    found, eyes = seen(request, pk), request.eyes
    where = standing(eyes)
    context = {
        "round": found,
        "units": units_of(found, seen_by=eyes, on=request.on),
        "told": told_of(found),
        "days": days_of(found),
        "may_set": access.may(eyes, access.CHANGE, found.authority_id),
        "may_report": where == SCHOOL and eyes.role in OWN and eyes.may(REPORT),
        "may_chase": where == CONSORTIUM and eyes.may(CHASE),
    }
    return render(request, "enrolment/steps.html", context)


def step_days(request: PageRequest, pk: int) -> HttpResponse:
    """Set by when each step is due."""
    found = seen(request, pk)
    form = StepDaysForm(request.POST or None, known=days_of(found))
    return act(
        request,
        form,
        lambda: set_step_days(found, form.days(), actor=request.eyes),
        done=gettext_lazy("The calendar is set."),
        back=reverse("enrolment:round_steps", args=[pk]),
        context={"subject": str(found)},
    )


def step_report(request: PageRequest, pk: int, school: int, step: str) -> HttpResponse:
    """Report that a step is done."""
    found = seen(request, pk)
    where = _school(request, found, school)
    if step not in Step.values:
        raise Http404(step)
    form = StepForm(request.POST or None)
    return act(
        request,
        form,
        lambda: report_step(
            found, where, step, form.cleaned_data["said"], actor=request.eyes, now=timezone.now()
        ),
        done=gettext_lazy("The step is reported."),
        back=reverse("enrolment:round_steps", args=[pk]),
        context={"subject": f"{where.name} · {Step(step).label}"},
    )


def step_chase(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """Remind who answers for a member of what is late."""
    found = seen(request, pk)
    where = _school(request, found, school)
    try:
        chase_school(found, where, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("%(school)s was reminded.") % {"school": where.name})
    return redirect("enrolment:round_steps", pk)


def _school(request: PageRequest, found: Round, school: int) -> School:
    """A school of the round the reader may look into.

    Raises:
        Http404: there is none, or not for this reader.
    """
    rows = access.plans(found, seen_by=request.eyes, on=request.on).filter(school=school)
    plan = rows.first()
    if plan is None:
        raise Http404(school)
    return plan.school
