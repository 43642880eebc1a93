"""Pages of schools."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest, asked

from ..forms import NameForm, NewSchoolForm, PlaceForm, PointForm, SchoolForm
from ..models import School
from ..queries import overview
from ..queries.offered import directions
from ..queries.postings import work_of_school
from ..queries.scope import authorities, schools
from ..services import schools as services

DONE = _("The change is registered.")


def school_list(request: PageRequest) -> HttpResponse:
    """Schools with what is known of them; filters above, twenty to a page."""
    wanted = overview.SchoolFilter(
        words=asked(request, "words"),
        lacking=request.GET.get("lacking", ""),
        unit=request.unit,
    )
    found = overview.filtered(schools(seen_by=request.eyes, on=request.on), wanted, request.on)
    rows = Paginator(found, 20).get_page(request.GET.get("page"))
    facts = overview.school_rows(list(rows), request.on)
    context = {"rows": rows, "facts": facts, "wanted": wanted, "fields": overview.FIELDS}
    return render(request, "directory/school_list.html", context)


def school_add(request: PageRequest) -> HttpResponse:
    """Register a school."""
    shown = authorities(seen_by=request.eyes)
    authority = get_object_or_404(shown, pk=request.eyes.authority)
    form = NewSchoolForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: services.register_school(
            authority,
            form.cleaned_data["name"],
            code=form.cleaned_data["code"] or None,
            since=form.cleaned_data["since"],
            actor=request.eyes,
        ),
        done=_("The school is registered. Supply its facts and let it join on its page."),
        back=reverse("directory:school_list"),
        context={"subject": authority.name},
    )


def school_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One school: names, facts over time, memberships, teaching points, classes, people."""
    school = _school(request, pk)
    it = overview.school_detail(school, request.on, seen_by=request.eyes)
    context: dict[str, object] = {"it": it}
    if it["inside"] and request.eyes.may("person.view"):
        context["work"] = work_of_school(school, request.on)
        context["directions"] = directions(school.authority, request.on)
    return render(request, "directory/school_detail.html", context)


def school_change(request: PageRequest, pk: int) -> HttpResponse:
    """Record from a day on what the school is."""
    school = _school(request, pk)
    standing = school.standings.on(request.on).first()
    newly_built = standing.newly_built if standing else None
    built = "" if newly_built is None else ("yes" if newly_built else "no")
    fields = ("ownership", "strength", "locality", "township", "source")
    initial = {field: getattr(standing, field, None) or "" for field in fields}
    initial |= {
        "since": request.on,
        "newly_built": built,
        "stages": [each.stage for each in school.sections.on(request.on)],
    }
    form = SchoolForm(request.POST or None, initial=initial, code=school.code)
    return act(
        request,
        form,
        lambda: services.change_school(
            school,
            since=form.cleaned_data["since"],
            values=form.values(),
            stages=form.cleaned_data["stages"],
            actor=request.eyes,
        ),
        done=DONE,
        back=_page(school),
        context={"subject": school.name},
    )


def school_name(request: PageRequest, pk: int) -> HttpResponse:
    """Give the school a new official name, a plaque or an alias."""
    school = _school(request, pk)
    form = NameForm(request.POST or None, initial={"since": request.on, "kind": "plaque"})
    return act(
        request,
        form,
        lambda: services.name_school(
            school,
            form.cleaned_data["name"],
            kind=form.cleaned_data["kind"],
            since=form.cleaned_data["since"],
            actor=request.eyes,
        ),
        done=DONE,
        back=_page(school),
        context={"subject": school.name},
    )


def school_place(request: PageRequest, pk: int) -> HttpResponse:
    """Set where a campus lies."""
    school = _school(request, pk)
    campus = school.campuses.on(request.on).first()
    fields = ("address", "phone", "longitude", "latitude", "datum")
    initial = {field: getattr(campus, field, None) for field in fields}
    initial |= {"since": request.on, "name": campus.name if campus else school.name}
    form = PlaceForm(request.POST or None, initial=initial)

    def do() -> object:
        values = {field: form.cleaned_data[field] for field in fields}
        return services.place_campus(
            school,
            form.cleaned_data["name"],
            since=form.cleaned_data["since"],
            values={**values, "is_synthetic": False},
            actor=request.eyes,
        )

    context = {"subject": school.name}
    return act(request, form, do, done=DONE, back=_page(school), context=context)


def school_teaching_point(request: PageRequest, pk: int) -> HttpResponse:
    """Register a teaching point under the school."""
    school = _school(request, pk)
    form = PointForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: services.add_teaching_point(
            school,
            form.cleaned_data["name"],
            since=form.cleaned_data["since"],
            actor=request.eyes,
        ),
        done=DONE,
        back=_page(school),
        context={"subject": school.name},
    )


def _school(request: PageRequest, pk: int) -> School:
    return get_object_or_404(schools(seen_by=request.eyes, on=request.on), pk=pk)


def _page(school: School) -> str:
    return reverse("directory:school_detail", args=[school.pk])
