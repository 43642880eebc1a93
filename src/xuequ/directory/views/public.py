"""Pages for everybody: no log-in, no person, every field with its source."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.identity import PublicForm
from ..models import Authority
from ..queries import public
from ..queries.settings import profile_of
from ..services.authorities import publish_authority


def public_home(request: PageRequest) -> HttpResponse:
    """The localities of this installation that show themselves."""
    context = {"localities": public.localities(request.on)}
    return _shown(render(request, "directory/public_home.html", context))


def public_locality(request: PageRequest, pk: int) -> HttpResponse:
    """One locality: its districts and groups on a map and as a list."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    context = {
        "authority": authority,
        "profile": profile_of(authority, request.on),
        "groups": public.groups(authority, request.on),
    }
    return _shown(render(request, "directory/public_locality.html", context))


def public_places(request: PageRequest, pk: int) -> HttpResponse:
    """Where the schools of a locality lie, for the map."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    found = [
        {
            "name": name,
            "schools": [
                {
                    "name": each["school"].name,
                    "role": each["member"].get_role_display(),
                    "lead": each["member"].role == "lead",
                    "longitude": round(each["point"][0], 6),
                    "latitude": round(each["point"][1], 6),
                    "url": reverse("directory:public_school", args=[each["school"].pk]),
                }
                for each in schools
            ],
        }
        for name, schools in public.places(authority, request.on)
    ]
    return _shown(JsonResponse(found, safe=False))


def public_consortium(request: PageRequest, pk: int) -> HttpResponse:
    """One district or group: form, lead and members."""
    consortium = get_object_or_404(public.consortia(request.on), pk=pk)
    detail = public.consortium_detail(consortium, request.on)
    context = {"it": detail, "profile": profile_of(consortium.authority, request.on)}
    return _shown(render(request, "directory/public_consortium.html", context))


def public_school(request: PageRequest, pk: int) -> HttpResponse:
    """One school: names, facts, district, where it lies, each with its source."""
    school = get_object_or_404(public.schools(request.on), pk=pk)
    context = {
        "it": public.school_detail(school, request.on),
        "profile": profile_of(school.authority, request.on),
    }
    return _shown(render(request, "directory/public_school.html", context))


def authority_public(request: PageRequest) -> HttpResponse:
    """Decide whether the authority shows itself to the public."""
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    form = PublicForm(request.POST or None, initial={"is_public": authority.is_public})
    return act(
        request,
        form,
        lambda: publish_authority(
            authority, is_public=form.cleaned_data["is_public"], actor=request.eyes
        ),
        done=_("The change is registered."),
        back=reverse("directory:consortium_list"),
        context={"subject": authority.name},
    )


def _shown(response: HttpResponse) -> HttpResponse:
    """Say to search engines whether the installation wants these pages found."""
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
