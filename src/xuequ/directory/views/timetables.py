"""Pages of bells and timetables: of schools, and one's own week."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..forms.daily import BellsForm, PeriodForm
from ..models import BellPeriod, BellSchedule, School
from ..queries import timetables as queries
from ..queries.daily import bells_on, timetables_on
from ..queries.scope import own_schools, schools
from ..queries.week import week_of_person, week_of_school
from ..services.bells import begin_bells, drop_period, set_period
from ..sheets import TIMETABLE
from .facilities import number_asked, school_in_scope

DONE = _("The change is registered.")
FILES = ("xlsx", "csv")


def timetable_list(request: PageRequest) -> HttpResponse:
    """The own schools with their bells and the timetable that holds; thirty to a page."""
    words = asked(request, "words")
    found = queries.schools_with_weeks(
        seen_by=request.eyes, on=request.on, words=words, unit=request.unit
    )
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "schools": queries.overview_of_weeks(list(rows), request.on),
        "words": words,
    }
    return render(request, "directory/timetable_list.html", context)


def timetable_page(request: PageRequest, pk: int) -> HttpResponse:
    """The week of a class or a teacher of a school on the day looked at."""
    school = _own(request, pk)
    teacher = number_asked(request, "teacher")
    wanted = ("teacher", teacher) if teacher else ("class", number_asked(request, "class") or 0)
    context = {
        "school": school,
        "it": week_of_school(school, request.on, wanted=wanted),
        "versions": queries.versions_of(school),
        "kinds": FILES,
    }
    return render(request, "directory/timetable.html", context)


def timetable_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The timetable that holds, as a sheet that can be brought in again."""
    school = _own(request, pk)
    held = timetables_on([school.pk], request.on)
    if not held:
        return redirect("directory:timetable_page", pk=pk)
    return as_file(request, queries.timetable_table(held[0], TIMETABLE), kind)


def my_timetable(request: PageRequest) -> HttpResponse:
    """The reader's own week, in whichever identity."""
    grids = week_of_person(request.eyes.person, request.on)
    return render(request, "directory/my_timetable.html", {"grids": grids})


def bells_page(request: PageRequest, pk: int) -> HttpResponse:
    """The bell schedules of a school: what holds on the day, and all there are."""
    school = school_in_scope(request, pk)
    now = {each.pk for each in bells_on([school.pk], request.on)}
    every = school.bell_schedules.order_by("stage", "-since").prefetch_related("periods")
    context = {
        "school": school,
        "schedules": [(each, each.pk in now) for each in every],
        "may_change": request.eyes.may("directory.change")
        and request.eyes.is_at_home(school.authority_id),
    }
    return render(request, "directory/bells.html", context)


def bells_add(request: PageRequest, pk: int) -> HttpResponse:
    """Begin a bell schedule with the periods of the one before it."""
    school = school_in_scope(request, pk)
    form = BellsForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: begin_bells(
            school,
            form.cleaned_data["stage"],
            form.cleaned_data["name"],
            span=form.span(),
            actor=request.eyes,
        ),
        done=_("The schedule begins with the periods of the one before it. Change them here."),
        back=_bells_of(school),
        context={"subject": school.name},
    )


def period_add(request: PageRequest, pk: int) -> HttpResponse:
    """Add a period to a bell schedule."""
    shown = BellSchedule.objects.filter(school__in=schools(seen_by=request.eyes, on=request.on))
    schedule = get_object_or_404(shown.select_related("school"), pk=pk)
    return _period(request, schedule, None)


def period_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change a period of a bell schedule."""
    period = _period_in_scope(request, pk)
    return _period(request, period.schedule, period)


def period_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Take a period out of a bell schedule."""
    period = _period_in_scope(request, pk)
    school = period.schedule.school
    try:
        drop_period(period, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, str(DONE))
    return redirect("directory:bells_page", pk=school.pk)


def _period(
    request: PageRequest, schedule: BellSchedule, period: BellPeriod | None
) -> HttpResponse:
    fields = ("name", "kind", "number", "begins", "ends")
    initial = {field: getattr(period, field, None) for field in fields}
    form = PeriodForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda: set_period(schedule, form.stretch(), period=period, actor=request.eyes),
        done=DONE,
        back=_bells_of(schedule.school),
        context={"subject": str(schedule)},
    )


def _period_in_scope(request: PageRequest, pk: int) -> BellPeriod:
    shown = schools(seen_by=request.eyes, on=request.on)
    found = BellPeriod.objects.filter(schedule__school__in=shown)
    return get_object_or_404(found.select_related("schedule__school"), pk=pk)


def _own(request: PageRequest, pk: int) -> School:
    return get_object_or_404(own_schools(seen_by=request.eyes, on=request.on), pk=pk)


def _bells_of(school: School) -> str:
    return reverse("directory:bells_page", args=[school.pk])
