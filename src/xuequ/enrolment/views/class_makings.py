"""Pages of making classes: the list, one making, its package, the list of a class."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.models import School
from xuequ.directory.queries.class_teachers import who_teaches
from xuequ.directory.services.looking import note_names_seen
from xuequ.record.services import note_export
from xuequ.web.acting import Onward, act
from xuequ.web.requests import PageRequest

from ..forms.class_settings import ClassesForm
from ..models import ClassMaking
from ..queries import class_access as access
from ..queries import class_overview as overview
from ..queries.class_gathering import grade_waiting, parts_of
from ..queries.class_steps import APPROVED, MADE, step_of
from ..queries.coordinating import FIRST, taught_at
from ..services.class_beginning import begin_classes


def making_list(request: PageRequest) -> HttpResponse:
    """The makings of the schools in sight."""
    school = overview.school_for(request.eyes)
    context = {
        "rows": overview.listed(seen_by=request.eyes, on=request.on),
        "may_change": school is not None and access.may_change(request.eyes, school),
    }
    return render(request, "enrolment/making_list.html", context)


def making_new(request: PageRequest) -> HttpResponse:
    """Settle how classes are made."""
    school = get_object_or_404(School, pk=request.eyes.school)
    back = reverse("enrolment:making_list")
    grades = grade_waiting(school, request.on)
    if not grades:
        messages.info(request, _("Nobody of the school waits for a class on this day."))
    teachers = [(each.pk, each.name) for each in who_teaches(school, request.on)]
    form = ClassesForm(
        request.POST or None, grades=grades, teachers=teachers, initial={"since": request.on}
    )
    return act(
        request,
        form,
        lambda: Onward(
            "enrolment:making_page",
            begin_classes(school, form.new(), actor=request.eyes, now=timezone.now()),
        ),
        done=gettext_lazy("The settings are registered. Bring the list of pupils next."),
        back=back,
        context={"subject": school.name},
    )


def making_page(request: PageRequest, pk: int) -> HttpResponse:
    """One making: what comes next, the settings, the classes, late pupils, changes of class."""
    making = seen(request, pk)
    eyes, step = request.eyes, step_of(making)
    is_first = making.grade in FIRST.values()
    seated = overview.seats(making, seen_by=eyes, on=max(request.on, making.since))
    context = {
        "making": making,
        "step": step,
        "state": overview.state_of(making),
        "counted": overview.counted(making),
        "taught": taught_at(making.school, making.year, making.stage) if is_first else (),
        "result": overview.result(making),
        "parts": parts_of(making),
        "rooms": range(1, making.classes + 1) if step in (MADE, APPROVED) else (),
        "seated": seated if making.is_late else (),
        "moved": sum(not each.is_there for each in seated) if step == APPROVED else 0,
        "late": [(each, overview.state_of(each)) for each in making.late.all()],
        "waiting": overview.came_later(making, request.on) if step == APPROVED else 0,
        "swaps": making.swaps.select_related("asked_by", "decided_by"),
        "may_change": access.may_change(eyes, making.school),
        "may_confirm": access.may_confirm(eyes, making.school),
        "may_decide": access.may_decide(eyes, making.school),
        "is_maker": eyes.person in (making.made_by_id, making.prepared_by_id),
    }
    note_seen(request, making, len(seated) if making.is_late else 0)
    return render(request, "enrolment/making.html", context)


def making_room(request: PageRequest, pk: int, room: int) -> HttpResponse:
    """The list of a class, to be printed."""
    making = seen(request, pk)
    if step_of(making) not in (MADE, APPROVED) or not 1 <= room <= making.classes:
        raise Http404(room)
    rows = overview.seats(making, seen_by=request.eyes, on=max(request.on, making.since))
    context = {
        "making": making,
        "room": room,
        "rows": [each for each in rows if each.seat.room == room],
        "in_full": access.reads_names(request.eyes, making.school),
    }
    note_seen(request, making, len(rows))
    return render(request, "enrolment/making_room.html", context)


def making_package(request: PageRequest, pk: int) -> HttpResponse:
    """The sealed package: numbers alone, for whoever makes the classes again."""
    making = seen(request, pk)
    if making.package is None:
        raise Http404(pk)
    response = HttpResponse(bytes(making.package), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(str(making))}.zip"
    rows = making.seats.count()
    note_export(making, "sealed package of classes", "zip", rows, actor=request.eyes)
    return response


def note_seen(request: PageRequest, making: ClassMaking, rows: int) -> None:
    """Record that names were read in full, where they were."""
    if access.reads_names(request.eyes, making.school):
        note_names_seen(making, rows, actor=request.eyes, now=timezone.now())


def seen(request: PageRequest, pk: int) -> ClassMaking:
    """A making the reader sees.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = access.makings(seen_by=request.eyes, on=request.on).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
