"""Pages of people and their identity data."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest, asked

from ..forms.identity import IdentityForm, SearchIdentityForm
from ..models import Authority, Person
from ..queries.offered import directions
from ..queries.people import masked, person_detail, person_rows, search
from ..queries.scope import people
from ..services.identity import change_identity, search_identity
from .reveals import reveal


def person_list(request: PageRequest) -> HttpResponse:
    """The people in scope with what they do that day; search by name."""
    words = asked(request, "words")
    found = search(people(seen_by=request.eyes, on=request.on), words)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {"rows": page, "people": person_rows(list(page), request.on), "words": words}
    return render(request, "directory/person_list.html", context)


@never_cache
def person_search(request: PageRequest) -> HttpResponse:
    """Find one person by the whole ID number.  It is sent, never put in the address."""
    form = SearchIdentityForm(request.POST or None)
    context: dict[str, object] = {"form": form, "searched": False}
    if request.method == "POST" and form.is_valid():
        authority = get_object_or_404(Authority, pk=request.eyes.authority)
        number = form.cleaned_data["id_number"]
        found = search_identity(authority, number, actor=request.eyes, on=request.on)
        context |= {"searched": True, "found": found, "form": SearchIdentityForm()}
    status = 422 if form.errors else 200
    return render(request, "directory/person_search.html", context, status=status)


def person_detail_page(request: PageRequest, pk: int) -> HttpResponse:
    """One person: posts over time, teaching, honours, masked identity data."""
    person = _person(request, pk)
    context = {
        "it": person_detail(person, request.on),
        "directions": directions(person.authority, request.on),
    }
    return render(request, "directory/person_detail.html", context)


@never_cache
def person_identity(request: PageRequest, pk: int) -> HttpResponse:
    """Enter identity data; what is registered is not shown, what is typed replaces it."""
    person = _person(request, pk)
    form = IdentityForm(request.POST or None, initial={"id_kind": person.id_kind})
    return act(
        request,
        form,
        lambda: change_identity(person, form.identity(), actor=request.eyes),
        done=_("The identity data is registered."),
        back=reverse("directory:person_detail_page", args=[pk]),
        context={"subject": person.name, "masked": masked(person)},
    )


@never_cache
def person_reveal(request: PageRequest, pk: int) -> HttpResponse:
    """Show a person's identity data once, for a purpose and a reason that are recorded."""
    found = get_object_or_404(Person, pk=pk)
    shown = people(seen_by=request.eyes, on=timezone.localdate()).filter(pk=pk).exists()
    back = reverse("directory:person_detail_page", args=[pk])
    return reveal(request, found, is_own=shown, name=found.name, back=back)


def _person(request: PageRequest, pk: int) -> Person:
    shown = people(seen_by=request.eyes, on=request.on).select_related("authority")
    return get_object_or_404(shown, pk=pk)
