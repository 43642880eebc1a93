"""Who looks after a class (班主任)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.work import ClassTeacherForm
from ..queries.class_teachers import class_teacher, who_teaches
from ..queries.people import classes
from ..services.class_teachers import set_class_teacher


def class_teacher_set(request: PageRequest, pk: int) -> HttpResponse:
    """Say who looks after the class from a day on."""
    room = get_object_or_404(classes(seen_by=request.eyes, on=request.on), pk=pk)
    held = class_teacher(room, request.on)
    form = ClassTeacherForm(
        who_teaches(room.school, request.on),
        request.POST or None,
        initial={"person": held and held.person_id, "since": request.on},
    )
    return act(
        request,
        form,
        lambda: set_class_teacher(
            room,
            form.cleaned_data["person"],
            since=form.cleaned_data["since"],
            actor=request.eyes,
        ),
        done=_("The change is registered."),
        back=reverse("directory:class_detail", args=[room.pk]),
        context={"subject": str(room)},
    )
