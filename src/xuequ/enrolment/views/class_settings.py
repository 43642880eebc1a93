"""The page on which a draft of a making of classes is settled anew."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from xuequ.directory.queries.class_teachers import who_teaches
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.class_settings import LateSettledForm, SettledForm, typed
from ..models import ClassMaking
from ..queries.class_gathering import parts_of
from ..services.class_settling import change_late, change_settings
from .class_makings import seen

DONE = gettext_lazy("The settings are changed. Bring the list of pupils next.")


def making_settings(request: PageRequest, pk: int) -> HttpResponse:
    """Settle a draft anew, before it is frozen."""
    making = seen(request, pk)
    return _of_late(request, making) if making.is_late else _of_first(request, making)


def _of_first(request: PageRequest, making: ClassMaking) -> HttpResponse:
    teachers = [(each.pk, each.name) for each in who_teaches(making.school, making.since)]
    initial = typed(making, parts_of(making))
    form = SettledForm(request.POST or None, teachers=teachers, initial=initial)
    return act(
        request,
        form,
        lambda: change_settings(
            making, form.settled(making.stage, making.grade), actor=request.eyes
        ),
        done=DONE,
        back=reverse("enrolment:making_page", args=[making.pk]),
        context={"subject": str(making)},
    )


def _of_late(request: PageRequest, making: ClassMaking) -> HttpResponse:
    form = LateSettledForm(request.POST or None, initial=typed(making, parts_of(making)))
    return act(
        request,
        form,
        lambda: change_late(making, form.settled(), actor=request.eyes),
        done=DONE,
        back=reverse("enrolment:making_page", args=[making.pk]),
        context={"subject": str(making)},
    )
