"""Pages that change what somebody teaches, and honours."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.people import LeaveForm
from ..forms.work import HonourForm, TeachingForm
from ..models import Honour, Person, Teacher
from ..queries.scope import people, schools
from ..queries.workplaces import workplaces
from ..services import people as services
from ..services.people import NewTeaching

DONE = _("The change is registered.")


def person_teach(request: PageRequest, pk: int) -> HttpResponse:
    """Let a person teach a subject at a school, or give a new title."""
    person = _person(request, pk)
    found = schools(seen_by=request.eyes, on=request.on).filter(authority=person.authority_id)
    held = person.teaching.on(request.on).order_by("since").first()
    place = workplaces(person, request.on).first()
    initial: dict[str, object] = {"since": request.on, "school": place.pk if place else None}
    if held is not None:
        initial |= {"stage": held.stage, "subject": held.subject, "title": held.title or ""}
    form = TeachingForm(request.POST or None, schools=found, initial=initial)

    def do() -> object:
        data = form.cleaned_data
        new = NewTeaching(data["stage"], data["subject"], data["title"] or None)
        return services.register_teacher(
            person, data["school"], new, since=data["since"], actor=request.eyes
        )

    return act(request, form, do, done=DONE, back=_page(pk), context={"subject": person.name})


def teaching_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let somebody teach a subject at a school no longer."""
    shown = people(seen_by=request.eyes, on=request.on).values("pk")
    found = Teacher.objects.filter(person__in=shown).select_related("person", "school")
    teacher = get_object_or_404(found, pk=pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_teaching(
            teacher, until=form.cleaned_data["until"], actor=request.eyes
        ),
        done=DONE,
        back=_page(teacher.person_id),
        context={"subject": f"{teacher} · {teacher.school}"},
    )


def person_honour(request: PageRequest, pk: int) -> HttpResponse:
    """Record an honour that somebody bears."""
    person = _person(request, pk)
    form = HonourForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: services.give_honour(person, **form.cleaned_data, actor=request.eyes),
        done=_("The honour is registered."),
        back=_page(pk),
        context={"subject": person.name},
    )


def honour_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let an honour end."""
    shown = people(seen_by=request.eyes, on=request.on).values("pk")
    found = Honour.objects.filter(person__in=shown).select_related("person")
    honour = get_object_or_404(found, pk=pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_honour(honour, until=form.cleaned_data["until"], actor=request.eyes),
        done=DONE,
        back=_page(honour.person_id),
        context={"subject": str(honour)},
    )


def _page(person: int) -> str:
    return reverse("directory:person_detail_page", args=[person])


def _person(request: PageRequest, pk: int) -> Person:
    shown = people(seen_by=request.eyes, on=request.on).select_related("authority")
    return get_object_or_404(shown, pk=pk)
