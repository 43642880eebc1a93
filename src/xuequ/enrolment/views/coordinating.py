"""Pages of a round's district and of the study before its zoning."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..engine.preparing.districts import to_study
from ..forms.coordinating import StudyForm, UnionForm
from ..queries.coordinating import coordination_of, offered, study_of
from ..queries.forecast.rounds import beside_the_plan, studied
from ..queries.settings import policy_now
from ..services.coordinating import attach_study, coordinate
from .rounds import seen


def round_district(request: PageRequest, pk: int) -> HttpResponse:
    """Say which district runs the round as one, and in which of the forms of the policy."""
    found = seen(request, pk)
    known = coordination_of(found)
    initial = (
        {"consortium": known.consortium_id, "ways": known.forms, "division": known.division}
        if known
        else {}
    )
    form = UnionForm(
        request.POST or None,
        districts=offered(found, seen_by=request.eyes),
        ways=policy_now(found).district_forms,
        language=request.language,
        initial=initial,
    )
    return act(
        request,
        form,
        lambda: coordinate(found, form.new(), actor=request.eyes, now=timezone.now()),
        done=_("The district of the round is registered."),
        back=reverse("enrolment:round_page", args=[pk]),
        context={"subject": str(found)},
    )


def round_study(request: PageRequest, pk: int) -> HttpResponse:
    """Attach what the study of seats and demand found."""
    found = seen(request, pk)
    known = study_of(found)
    form = StudyForm(
        request.POST or None,
        wanted=to_study(policy_now(found)),
        known=known.said if known else {},
        language=request.language,
    )
    form.tell(studied(beside_the_plan(found, seen_by=request.eyes, on=request.on)))
    return act(
        request,
        form,
        lambda: attach_study(found, form.said(), actor=request.eyes, now=timezone.now()),
        done=_("The study is attached."),
        back=reverse("enrolment:round_page", args=[pk]),
        context={"subject": str(found)},
    )
