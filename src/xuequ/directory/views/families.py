"""Pages of pupils and guardians, and what a parent sees."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.kernel.periods import year_of
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest, asked

from ..engine.masks import mask_name
from ..forms.identity import EndGuardianForm, GuardianForm, PupilForm
from ..models import Guardianship, Pupil, SchoolClass
from ..queries import classes as listed
from ..queries import families
from ..queries.beside_pupils import pages
from ..queries.class_teachers import class_teacher
from ..queries.classes import ClassFilter
from ..queries.people import classes, in_full, name_of, own_guardianships, pupil_rows, pupils
from ..services.families import add_guardian, end_guardian, register_pupil
from ..services.looking import note_names_seen
from .reveals import reveal


def class_list(request: PageRequest) -> HttpResponse:
    """The classes of the school year with the pupils reported and entered; twenty to a page."""
    wanted = ClassFilter(
        words=asked(request, "words"),
        school=_number(request, "school"),
        grade=_number(request, "grade"),
    )
    found = listed.class_list(wanted, seen_by=request.eyes, on=request.on)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {
        "rows": page,
        "entered": listed.entered(list(page), request.on),
        "wanted": wanted,
        "school": listed.one_school(wanted.school, seen_by=request.eyes, on=request.on),
        "year": year_of(request.on),
        "grades": range(1, 13),
    }
    return render(request, "directory/class_list.html", context)


def class_detail(request: PageRequest, pk: int) -> HttpResponse:
    """The pupils of a class with their guardians; numbers and telephones masked."""
    school_class = get_object_or_404(classes(seen_by=request.eyes, on=request.on), pk=pk)
    rows = pupil_rows(school_class, seen_by=request.eyes, on=request.on)
    held = class_teacher(school_class, request.on)
    if in_full(school_class, seen_by=request.eyes):
        note_names_seen(school_class, len(rows), actor=request.eyes, now=timezone.now())
    pupils = [each.pupil for each in rows]
    context = {
        "class": school_class,
        "rows": rows,
        "class_teacher": held,
        "pages": pages(pupils, seen_by=request.eyes, on=timezone.localdate()),
    }
    return render(request, "directory/class_detail.html", context)


@never_cache
def pupil_add(request: PageRequest, pk: int) -> HttpResponse:
    """Enter a pupil, with one parent or guardian."""
    school_class = get_object_or_404(classes(seen_by=request.eyes, on=request.on), pk=pk)
    form = PupilForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: register_pupil(
            school_class,
            form.pupil(),
            since=form.cleaned_data["since"],
            guardian=form.guardian(),
            actor=request.eyes,
        ),
        done=_("The pupil is registered."),
        back=_page(school_class),
        context={"subject": str(school_class)},
    )


@never_cache
def guardian_add(request: PageRequest, pk: int) -> HttpResponse:
    """Link one more parent or guardian with a pupil."""
    pupil = _pupil(request, pk)
    form = GuardianForm(request.POST or None, initial={"since": request.on})
    return act(
        request,
        form,
        lambda: add_guardian(
            pupil, form.guardian(), since=form.cleaned_data["since"], actor=request.eyes
        ),
        done=_("The guardian is registered."),
        back=_page(pupil.school_class),
        context={"subject": _called(request, pupil)},
    )


def guardian_end(request: PageRequest, pk: int) -> HttpResponse:
    """Say from which day somebody no longer speaks for a pupil."""
    shown = own_guardianships(seen_by=request.eyes, on=request.on)
    guardianship = get_object_or_404(shown, pk=pk)
    form = EndGuardianForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: end_guardian(guardianship, until=form.cleaned_data["until"], actor=request.eyes),
        done=_("The change is registered."),
        back=_page(guardianship.pupil.school_class),
        context={"subject": _called(request, guardianship.pupil)},
    )


@never_cache
def pupil_reveal(request: PageRequest, pk: int) -> HttpResponse:
    """Show a pupil's identity data once, for a purpose and a reason that are recorded."""
    pupil = get_object_or_404(Pupil.objects.select_related("school_class__school"), pk=pk)
    shown = pupils(seen_by=request.eyes, on=timezone.localdate()).filter(pk=pk).exists()
    name = name_of(pupil, in_full=False) or str(pupil)
    return reveal(request, pupil, is_own=shown, name=name, back=_page(pupil.school_class))


@never_cache
def guardian_reveal(request: PageRequest, pk: int) -> HttpResponse:
    """The same for a parent or guardian of a pupil."""
    found = Guardianship.objects.select_related("person", "pupil__school_class__school")
    guardianship = get_object_or_404(found, pk=pk)
    today = timezone.localdate()
    shown = own_guardianships(seen_by=request.eyes, on=today).filter(pk=pk).exists()
    person, back = guardianship.person, _page(guardianship.pupil.school_class)
    return reveal(request, person, is_own=shown, name=mask_name(person.name), back=back)


def my_children(request: PageRequest) -> HttpResponse:
    """A parent's first page: each child, the school, the district, what is promised."""
    children = families.children(seen_by=request.eyes, on=request.on)
    authorities = {each.school.authority.pk: each.school.authority for each in children}
    context = {
        "children": children,
        "promises": [
            (authority, *families.promises(authority, request.on))
            for authority in authorities.values()
        ],
    }
    return render(request, "directory/my_children.html", context)


def _number(request: PageRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _pupil(request: PageRequest, pk: int) -> Pupil:
    return get_object_or_404(pupils(seen_by=request.eyes, on=request.on), pk=pk)


def _called(request: PageRequest, pupil: Pupil) -> str:
    own = request.eyes.school == pupil.school_class.school_id
    return name_of(pupil, in_full=own and request.eyes.may("pupil.change")) or str(pupil)


def _page(school_class: SchoolClass) -> str:
    return reverse("directory:class_detail", args=[school_class.pk])
