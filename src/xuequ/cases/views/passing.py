"""Pages to hand a seat on, to add signers, to send copies, to remind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Person
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.cases import CopyForm, PassOnForm
from ..models import Seat
from ..queries.access import seats_of
from ..queries.colleagues import colleagues
from ..queries.options import Options
from ..services import lending, passing
from .acting import held_seat
from .starting import seen_case


def seat_transfer(request: PageRequest, pk: int) -> HttpResponse:
    """Give a seat to a colleague for good (转办)."""
    return _to_colleague(request, pk, lending.transfer, _("It is with your colleague now."))


def seat_lend(request: PageRequest, pk: int) -> HttpResponse:
    """Ask a colleague to deal with it and give it back (委派)."""
    done = _("Your colleague was asked; it comes back to you with an opinion.")
    return _to_colleague(request, pk, lending.lend, done)


def seat_recall(request: PageRequest, pk: int) -> HttpResponse:
    """Take back what was delegated (收回)."""
    seat = held_seat(request, pk)
    return _done(
        request, seat.case_id, lambda: lending.recall(seat, actor=request.eyes, now=timezone.now())
    )


def seat_add(request: PageRequest, pk: int) -> HttpResponse:
    """Ask a colleague to sign as well (加签)."""
    return _to_colleague(request, pk, passing.add_signer, _("Your colleague signs as well."))


def seat_claim(request: PageRequest, pk: int) -> HttpResponse:
    """Take a seat on, or let it go (认领)."""
    seat = held_seat(request, pk)
    return _done(
        request, seat.case_id, lambda: passing.claim(seat, actor=request.eyes, now=timezone.now())
    )


def seat_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take a signer away again (减签)."""
    added = Seat.objects.filter(
        kind=Seat.Kind.ADDED, asked_by__in=Seat.objects.filter(seats_of(request.eyes))
    )
    seat = get_object_or_404(added.select_related("case"), pk=pk)
    return _done(
        request,
        seat.case_id,
        lambda: passing.remove_signer(seat, actor=request.eyes, now=timezone.now()),
    )


def case_copy(request: PageRequest, pk: int) -> HttpResponse:
    """Let a colleague read it (抄送)."""
    case = seen_case(request, pk)
    form = CopyForm(request.POST or None)

    def do() -> object:
        options = Options(request.eyes, case.authority, timezone.localdate())
        name = form.cleaned_data["name"].strip()
        found = options.person(name)
        if len(found) != 1:
            raise Refused("not-a-colleague", name=name)
        to = Person.objects.get(pk=found[0])
        return passing.send_copy(case, to, actor=request.eyes, now=timezone.now())

    return act(
        request,
        form,
        do,
        done=_("The copy is sent."),
        back=reverse("cases:case_detail", args=[pk]),
        context={"subject": f"{case.label} · {case.title}"},
    )


def copy_read(request: PageRequest, pk: int) -> HttpResponse:
    """Note that one has read a copy (已阅)."""
    own = Seat.objects.filter(kind=Seat.Kind.COPY, person=request.eyes.person or 0)
    seat = get_object_or_404(own.select_related("case"), pk=pk)
    return _done(
        request,
        seat.case_id,
        lambda: passing.mark_read(seat, actor=request.eyes, now=timezone.now()),
    )


def case_remind(request: PageRequest, pk: int) -> HttpResponse:
    """Remind whoever has it now (催办)."""
    case = seen_case(request, pk)
    return _done(request, pk, lambda: passing.remind(case, actor=request.eyes, now=timezone.now()))


def _to_colleague(
    request: PageRequest, pk: int, do: Callable[..., object], done: str | Promise
) -> HttpResponse:
    seat = held_seat(request, pk)
    if seat.state != Seat.State.WAITING:
        raise Http404(pk)
    people = list(colleagues(seat, seen_by=request.eyes, on=timezone.localdate())[:500])
    form = PassOnForm(request.POST or None, people=people)

    def hand_on() -> object:
        data: dict[str, Any] = form.cleaned_data
        to = next(each for each in people if str(each.pk) == data["person"])
        return do(seat, to, data["words"], actor=request.eyes, now=timezone.now())

    return act(
        request,
        form,
        hand_on,
        done=done,
        back=reverse("cases:case_detail", args=[seat.case_id]),
        context={"subject": f"{seat.case.label} · {seat.case.title}"},
    )


def _done(request: PageRequest, pk: int, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, str(_("Done.")))
    return redirect("cases:case_detail", pk=pk)
