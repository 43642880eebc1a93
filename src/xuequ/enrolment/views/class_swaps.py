"""Changes of class after approval: asked for by the school, decided by the authority."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.classes import DecideForm, SwapForm
from ..models import ClassSwap
from ..queries import class_access as access
from ..queries import class_overview as overview
from ..queries.class_steps import APPROVED, step_of
from ..services.class_swaps import ask_for_swap, decide_swap
from .class_makings import note_seen, seen


def swap_new(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for a change of class."""
    making = seen(request, pk)
    if step_of(making) != APPROVED:
        raise Http404(pk)
    on = max(request.on, making.since)
    rows = overview.seats(making, seen_by=request.eyes, on=on)
    said = _("class %(room)s · %(number)s %(name)s")
    offered = [
        (e.seat.pk, said % {"room": e.seat.room, "number": e.number, "name": e.name})
        for e in rows
        if e.is_there
    ]
    form = SwapForm(
        request.POST or None, offered=offered, classes=making.classes, initial={"since": on}
    )
    note_seen(request, making, len(offered))
    return act(
        request,
        form,
        lambda: ask_for_swap(making, form.wish(), actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("The change is asked for. The authority decides."),
        back=reverse("enrolment:making_page", args=[pk]),
        context={"subject": str(making)},
    )


def swap_page(request: PageRequest, pk: int) -> HttpResponse:
    """A change of class and what was decided."""
    swap = _seen(request, pk)
    making = swap.making
    rows = {
        each.seat.pk: each
        for each in overview.seats(making, seen_by=request.eyes, on=max(request.on, making.since))
    }
    context = {
        "swap": swap,
        "making": making,
        "who": rows.get(swap.seat_id),
        "other": rows.get(swap.other_id or 0),
        "may_decide": swap.agreed is None and access.may_decide(request.eyes, making.school),
    }
    note_seen(request, making, 1)
    return render(request, "enrolment/swap.html", context)


def swap_decide(request: PageRequest, pk: int) -> HttpResponse:
    """Approve or refuse a change of class."""
    swap = _seen(request, pk)
    form = DecideForm(request.POST or None)
    return act(
        request,
        form,
        lambda: decide_swap(
            swap,
            form.cleaned_data["words"],
            agreed=form.cleaned_data["agreed"],
            actor=request.eyes,
            now=timezone.now(),
        ),
        done=gettext_lazy("The decision is registered."),
        back=reverse("enrolment:swap_page", args=[pk]),
        context={"subject": str(swap.making)},
    )


def _seen(request: PageRequest, pk: int) -> ClassSwap:
    found = access.swaps(seen_by=request.eyes, on=request.on).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
