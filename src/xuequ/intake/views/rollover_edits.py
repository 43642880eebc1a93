"""Look into a roll-over, school by school, and decide otherwise."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.feeders import next_school
from xuequ.directory.queries.people import name_of
from xuequ.directory.queries.workplaces import present
from xuequ.directory.services.feeders import set_next_school
from xuequ.directory.services.looking import note_names_seen
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import ClassForm, GradesForm, NextSchoolForm, PupilForm, WaiveForm
from ..models import Rollover, RolloverClass, RolloverPupil, RolloverSchool
from ..queries.rollover.shown import (
    class_lines,
    in_full_for,
    pupil_lines,
    unmoved,
    unmoved_lines,
)
from ..services.rollover import renew_rollover
from ..services.rollover.editing import decide_class, decide_pupil, set_grades, waive_pupils
from .rollovers import PAGE, about, one_of


def rollover_school(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """The classes of a school: where each goes, and who looks after it."""
    one = one_of(request, pk)
    row = _school(one, school)
    context = about(request, one) | {"row": row, "school": row.school}
    if context["is_open"]:
        lines, is_fresh = class_lines(one, row.school)
        context |= {"lines": lines, "is_fresh": is_fresh}
        context["following"] = next_school(row.school, one.day)
    return render(request, "intake/rollover_school.html", context)


def rollover_class(request: PageRequest, pk: int, room: int) -> HttpResponse:
    """The pupils of a class, and what becomes of each."""
    one = one_of(request, pk)
    found = _room(one, room)
    context = about(request, one) | {"room": found}
    if context["is_open"]:
        context["lines"] = pupil_lines(one, found, seen_by=request.eyes)
        if in_full_for(request.eyes, found.school_id):
            rows = len(context["lines"])
            note_names_seen(found, rows, actor=request.eyes, now=timezone.now())
    return render(request, "intake/rollover_class.html", context)


def rollover_unmoved(request: PageRequest, pk: int) -> HttpResponse:
    """Who is not moved; several at once may be left where they are for one reason."""
    one = one_of(request, pk)
    page = Paginator(unmoved(one), PAGE).get_page(request.GET.get("page"))
    shown = [each.pupil_id for each in page if not each.wish]
    form = WaiveForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticked, reason = form.cleaned_data["pupils"], form.cleaned_data["reason"]
        try:
            count = waive_pupils(one, ticked, reason, actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("Noted for %(count)s pupils.") % {"count": count})
            return redirect("intake:rollover_unmoved", one.pk)
    lines = unmoved_lines(page, seen_by=request.eyes)
    rows = sum(in_full_for(request.eyes, each.school_id) for each in page)
    note_names_seen(one, rows, actor=request.eyes, now=timezone.now())
    context = about(request, one) | {"rows": page, "lines": lines, "form": form}
    status = 422 if form.errors else 200
    return render(request, "intake/rollover_unmoved.html", context, status=status)


def rollover_grades(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """Which grades the school teaches."""
    one = one_of(request, pk)
    row = _school(one, school)
    form = GradesForm(row.grades, request.POST or None)
    return act(
        request,
        form,
        lambda: set_grades(one, row.school, form.grades(), actor=request.eyes),
        done=_("Noted, and worked out anew."),
        back=_back(one, row.school_id),
        context={"subject": row.school.name},
    )


def rollover_next(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """In which school the leavers go on."""
    one = one_of(request, pk)
    row = _school(one, school)
    held = next_school(row.school, one.day)
    form = NextSchoolForm(
        _open_schools(one).exclude(pk=row.school_id),
        request.POST or None,
        initial={"following": held},
    )

    def settle() -> None:
        following = form.cleaned_data["following"]
        set_next_school(row.school, following, since=one.day, actor=request.eyes)
        renew_rollover(one, actor=request.eyes)

    return act(
        request,
        form,
        settle,
        done=_("Noted, and worked out anew."),
        back=_back(one, row.school_id),
        context={"subject": row.school.name},
    )


def rollover_room(request: PageRequest, pk: int, room: int) -> HttpResponse:
    """The number of a class in the new year, and who looks after it."""
    one = one_of(request, pk)
    found = _room(one, room)
    held = RolloverClass.objects.filter(of=one, school_class=found).first()
    initial = held and {
        "number": held.number,
        "teacher": held.teacher,
        "successor": held.successor_id,
    }
    people = present(found.school, one.day).order_by("sort_key", "pk")
    form = ClassForm(people, request.POST or None, initial=initial or {})
    return act(
        request,
        form,
        lambda: decide_class(one, found, form.decided(), actor=request.eyes),
        done=_("Noted, and worked out anew."),
        back=_back(one, found.school_id),
        context={"subject": str(found)},
    )


def rollover_pupil(request: PageRequest, pk: int, pupil: int) -> HttpResponse:
    """What becomes of one pupil."""
    one = one_of(request, pk)
    mine = one.schools.values("school")
    rows = Pupil.objects.filter(school_class__school__in=mine, school_class__year__lte=one.year)
    found = get_object_or_404(rows.select_related("school_class__school"), pk=pupil)
    room = found.school_class
    held = RolloverPupil.objects.filter(of=one, pupil=found).first()
    form = PupilForm(_ways(one, room.school), request.POST or None, initial=_held(held))
    return act(
        request,
        form,
        lambda: decide_pupil(one, found, form.decided(), actor=request.eyes),
        done=_("Noted, and worked out anew."),
        back=reverse("intake:rollover_class", args=[one.pk, room.pk]),
        context={"subject": f"{room} · {_called(request, found)}"},
    )


def _held(row: RolloverPupil | None) -> dict[str, Any]:
    if row is None:
        return {}
    reason = row.reason.open() if row.reason else ""
    school = row.to_school_id
    return {"wish": row.wish, "to_school": school, "to_number": row.to_number, "reason": reason}


def _called(request: PageRequest, pupil: Pupil) -> str:
    in_full = in_full_for(request.eyes, pupil.school_class.school_id)
    return name_of(pupil, in_full=in_full) or str(pupil)


def _ways(one: Rollover, school: School) -> QuerySet[School]:
    """Where a pupil may go: for a school's own post only there, and to the next one."""
    found = _open_schools(one)
    if one.school_id is None:
        return found
    following = next_school(school, one.day)
    return found.filter(pk__in=[school.pk, *([following.pk] if following else [])])


def _open_schools(one: Rollover) -> QuerySet[School]:
    return School.objects.filter(in_force(one.day), authority=one.authority_id)


def _school(one: Rollover, school: int) -> RolloverSchool:
    rows = one.schools.select_related("school__authority")
    found: RolloverSchool = get_object_or_404(rows, school=school)
    return found


def _room(one: Rollover, room: int) -> SchoolClass:
    rows = SchoolClass.objects.filter(school__in=one.schools.values("school"), year__lte=one.year)
    found: SchoolClass = get_object_or_404(rows.select_related("school"), pk=room)
    return found


def _back(one: Rollover, school: int) -> str:
    return reverse("intake:rollover_school", args=[one.pk, school])
