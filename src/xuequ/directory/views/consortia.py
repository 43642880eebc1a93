"""Pages of consortia."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms import ConsortiumForm, NewConsortiumForm
from ..queries import overview
from ..queries.scope import authorities, consortia
from ..queries.settings import policy_of
from ..services.consortia import NewConsortium, change_consortium, form_consortium


def consortium_list(request: PageRequest) -> HttpResponse:
    """All consortia with their leads and sizes, on a map and as a list."""
    rows = overview.consortium_rows(seen_by=request.eyes, on=request.on, unit=request.unit)
    totals = {
        "schools": sum(row.schools for row in rows),
        "points": sum(row.points for row in rows),
    }
    return render(request, "directory/consortium_list.html", {"rows": rows, "totals": totals})


def consortium_places(request: PageRequest) -> HttpResponse:
    """Where the member schools lie, for the map."""
    places = overview.places(seen_by=request.eyes, on=request.on, unit=request.unit)
    return JsonResponse(
        [
            {
                "name": unit.name,
                "schools": [
                    {
                        "name": place.name,
                        "role": str(place.role),
                        "lead": place.is_lead,
                        "longitude": round(place.point[0], 6),
                        "latitude": round(place.point[1], 6),
                        "url": reverse("directory:school_detail", args=[place.school]),
                    }
                    for place in unit.places
                ],
            }
            for unit in places
        ],
        safe=False,
    )


def consortium_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One consortium: members, form and slots, posts, names over time."""
    shown = consortia(seen_by=request.eyes, on=request.on)
    consortium = get_object_or_404(shown.select_related("authority"), pk=pk)
    detail = overview.consortium_detail(consortium, request.on)
    return render(request, "directory/consortium_detail.html", {"it": detail})


def consortium_add(request: PageRequest) -> HttpResponse:
    """Form a district or group."""
    shown = authorities(seen_by=request.eyes)
    authority = get_object_or_404(shown, pk=request.eyes.authority)
    formation = policy_of(authority, request.on).formation
    form = NewConsortiumForm(
        request.POST or None, formation=formation, initial={"since": request.on}
    )

    def do() -> object:
        data = form.cleaned_data
        new = NewConsortium(
            data["kind"], label=data["name"], name=data["name"], form=data["form"] or None
        )
        return form_consortium(authority, new, since=data["since"], actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("It is registered. Let its schools join on their pages."),
        back=reverse("directory:consortium_list"),
        context={"subject": authority.name},
    )


def consortium_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change form, mode, recognition and goal from a day on."""
    shown = consortia(seen_by=request.eyes, on=request.on)
    consortium = get_object_or_404(shown.select_related("authority"), pk=pk)
    standing = consortium.standings.on(request.on).first()
    fields = ("form", "mode", "recognition", "goal")
    initial = {field: getattr(standing, field, None) for field in fields}
    form = ConsortiumForm(
        request.POST or None,
        initial={**initial, "since": request.on},
        formation=policy_of(consortium.authority, request.on).formation,
    )
    return act(
        request,
        form,
        lambda: change_consortium(
            consortium,
            since=form.cleaned_data["since"],
            values=form.values(),
            actor=request.eyes,
        ),
        done=_("The change is registered."),
        back=reverse("directory:consortium_detail", args=[pk]),
        context={"subject": consortium.label},
    )
