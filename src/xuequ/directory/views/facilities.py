"""Pages of facilities: what schools have and share, and the forms to keep it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest, asked

from ..forms.daily import FacilityEndForm, FacilityFactsForm, FacilityForm
from ..models import Facility, Post, School
from ..models.dated import in_force
from ..queries import facilities as queries
from ..queries.scope import schools
from ..services.facilities import NewFacility, add_facility, change_facility, end_facility

DONE = _("The change is registered.")


def facility_list(request: PageRequest) -> HttpResponse:
    """The facilities in scope; filters above, thirty to a page."""
    shown = queries.facilities(seen_by=request.eyes, on=request.on)
    wanted = queries.FacilityFilter(
        words=asked(request, "words"),
        kind=asked(request, "kind"),
        shared=bool(asked(request, "shared")),
        school=number_asked(request, "school"),
        unit=request.unit,
    )
    found = queries.filtered(shown, wanted, request.on)
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "facilities": queries.facility_rows(list(rows), request.on),
        "wanted": wanted,
        "kinds": Facility.Kind.choices,
        "school": chosen_school(request, wanted.school),
    }
    return render(request, "directory/facility_list.html", context)


def facility_add(request: PageRequest, pk: int) -> HttpResponse:
    """Register a facility of a school."""
    school = school_in_scope(request, pk)
    form = FacilityForm(
        request.POST or None,
        posts=_posts(request, school),
        campuses=sorted({each.name for each in school.campuses.on(request.on)}),
        initial={"since": request.on},
    )

    def do() -> object:
        data = form.cleaned_data
        new = NewFacility(data["name"], data["kind"], form.facts(), data["campus"])
        return add_facility(school, new, since=data["since"], actor=request.eyes)

    context = {"subject": school.name}
    return act(request, form, do, done=DONE, back=_back(school), context=context)


def facility_change(request: PageRequest, pk: int) -> HttpResponse:
    """Record from a day on what a facility is."""
    facility = _facility(request, pk)
    standing = facility.standings.on(request.on).first()
    known = standing.is_shared if standing else None
    shared = "" if known is None else ("yes" if known else "no")
    fields = ("capacity", "area", "hours", "contact")
    initial = {field: getattr(standing, field, None) for field in fields}
    form = FacilityFactsForm(
        request.POST or None,
        posts=_posts(request, facility.school),
        initial={**initial, "shared": shared, "since": request.on},
    )
    return act(
        request,
        form,
        lambda: change_facility(
            facility, form.facts(), since=form.cleaned_data["since"], actor=request.eyes
        ),
        done=DONE,
        back=_back(facility.school),
        context={"subject": str(facility)},
    )


def facility_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let a facility be there no longer."""
    facility = _facility(request, pk)
    form = FacilityEndForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: end_facility(facility, until=form.cleaned_data["until"], actor=request.eyes),
        done=DONE,
        back=_back(facility.school),
        context={"subject": str(facility)},
    )


def school_in_scope(request: PageRequest, pk: int) -> School:
    """A school whose entry the reader may see."""
    return get_object_or_404(schools(seen_by=request.eyes, on=request.on), pk=pk)


def chosen_school(request: PageRequest, pk: int | None) -> School | None:
    """The school a list is narrowed to, if there is such a one in scope."""
    return schools(seen_by=request.eyes, on=request.on).filter(pk=pk).first() if pk else None


def number_asked(request: PageRequest, name: str) -> int | None:
    """A number in the question of the address; what no table can hold is none."""
    said = asked(request, name)
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _facility(request: PageRequest, pk: int) -> Facility:
    shown = queries.facilities(seen_by=request.eyes, on=request.on)
    return get_object_or_404(shown.select_related("school__authority"), pk=pk)


def _posts(request: PageRequest, school: School) -> QuerySet[Post]:
    return Post.objects.filter(in_force(request.on), school=school).order_by("pk")


def _back(school: School) -> str:
    return f"{reverse('directory:facility_list')}?school={school.pk}"
