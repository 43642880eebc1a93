"""Pages of the plan: which schools, their numbers, the plan as a file."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.plans import plans_form
from ..forms.rounds import SchoolsForm
from ..queries.overview import offered, plan_table
from ..queries.settings import kinds_of, policy_now
from ..services.plans import choose_schools, set_plans
from .rounds import seen

A_PAGE = 50


def round_schools(request: PageRequest, pk: int) -> HttpResponse:
    """Choose the schools of a round."""
    found = seen(request, pk)
    chosen = list(found.plans.values_list("school_id", flat=True))
    form = SchoolsForm(
        request.POST or None, offered=offered(found), initial={"schools": chosen}
    )  # fmt: skip
    return act(
        request,
        form,
        lambda: choose_schools(
            found, form.cleaned_data["schools"], actor=request.eyes, now=timezone.now()
        ),
        done=_("The schools are chosen. Fill in their plans next."),
        back=reverse("enrolment:round_page", args=[pk]),
        context={"subject": str(found)},
    )


def round_plans(request: PageRequest, pk: int) -> HttpResponse:
    """Fill in plan, classes and what goes with them, school by school."""
    found = seen(request, pk)
    rows = Paginator(found.plans.select_related("school"), A_PAGE).get_page(request.GET.get("page"))
    names = dict(found.plans.values_list("school_id", "school__name"))
    kinds = kinds_of(found, policy_now(found))
    form = plans_form(list(rows), names, kinds, request.language, request.POST or None)
    back = reverse("enrolment:round_page", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            set_plans(found, form.entries(), actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, str(_("The plans are registered.")))
            return redirect(back)
    context = {"round": found, "form": form, "rows": rows, "back": back}
    status = 422 if form.errors else 200
    return render(request, "enrolment/plans.html", context, status=status)


def plan_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The plan of a round, as far as the reader sees it, as a file."""
    found = seen(request, pk)
    table = plan_table(found, seen_by=request.eyes, on=request.on)
    answer = as_file(request, table, kind)
    note_export(found, "plan of enrolment", kind, len(table.rows), actor=request.eyes)
    return answer
