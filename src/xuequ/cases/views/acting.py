"""Pages to say something from a seat: pass, return, refuse, agree, vote, score."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.case_types import Blank, Step
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.vault.services.files import take_in
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.flow import earlier
from ..forms.saying import ReturnForm, SayForm, ScoreForm
from ..models import Case, Seat
from ..queries.access import seats_of
from ..queries.barring import why_barred
from ..queries.detail import is_over
from ..queries.options import Options
from ..queries.types import type_of
from ..services.acting import POSITIVE, Said, choices_of, take_seat


def seat_take(request: PageRequest, pk: int, choice: str) -> HttpResponse:
    """Say one thing from a seat, with the opinion and the blanks that go with it."""
    seat = held_seat(request, pk)
    step = step_of(seat)
    name = choices_of(seat, step).get(choice)
    if not isinstance(name, Text):
        raise Http404(choice)
    gone = _gone_by(request, seat, step)
    if gone:
        messages.error(request, gone)
        return redirect("cases:case_detail", pk=seat.case_id)
    form = _form(request, seat, step, choice)
    if request.method == "POST" and form.is_valid():
        try:
            files = [take_in(each, name=each.name) for each in form.cleaned_data["uploads"]]
            values, shown = form.values()
            said = Said(
                choice,
                form.cleaned_data["words"],
                values,
                shown,
                form.points(),
                form.cleaned_data.get("back_to", ""),
                files,
            )
            take_seat(seat, said, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, str(_("Done.")))
            return redirect("cases:case_detail", pk=seat.case_id)
    context = {"form": form, "seat": seat, "case": seat.case, "step": step, "name": name}
    return render(request, "cases/say.html", context, status=422 if form.errors else 200)


def _gone_by(request: PageRequest, seat: Seat, step: Step) -> str:
    """Why nothing can be said from a seat any more; "" while something can."""
    case = seat.case
    is_late = (seat.step, seat.round) == (case.step, case.round) and is_over(
        case, step, timezone.localdate()
    )
    if seat.state == Seat.State.SILENT or (is_late and request.method == "GET"):
        return str(explain(Refused("last-day-has-passed", name=seat.label)))
    if seat.state != Seat.State.WAITING:
        return str(_("The case has moved on. This is how it stands now."))
    why = why_barred(seat, step, request.eyes)
    return str(explain(Refused(why))) if why else ""


def held_seat(request: PageRequest, pk: int) -> Seat:
    """A seat that is the reader's to take, or was before it was taken.

    Raises:
        Http404: it is somebody else's.
    """
    found = Seat.objects.filter(seats_of(request.eyes)).exclude(kind=Seat.Kind.COPY)
    return get_object_or_404(
        found.select_related("case__authority", "case__consortium", "case__school"), pk=pk
    )


def step_of(seat: Seat) -> Step:
    """The step a seat belongs to.

    Raises:
        Http404: its kind of case no longer has it.
    """
    case = seat.case
    step = type_of(case.kind, case.authority, timezone.localdate()).step(seat.step)
    if step is None:
        raise Http404(seat.step)
    return step


def _form(request: PageRequest, seat: Seat, step: Step, choice: str) -> SayForm:
    case = seat.case
    options = Options(request.eyes, case.authority, timezone.localdate(), case.consortium)
    own = seat.kind in (Seat.Kind.MAIN, Seat.Kind.ESCALATED)
    asked: dict[str, Any] = {"options": options, "choice": choice}
    data = (request.POST or None, request.FILES or None)
    if choice == "return" and own:
        kind = type_of(case.kind, case.authority, timezone.localdate())
        return ReturnForm(*data, before=earlier(kind, case.step, case.values), **asked)
    if choice == "score":
        return ScoreForm(*data, step=step, **asked)
    if own and choice in POSITIVE:
        initial = {f"blank_{each.code}": _before(case, each) for each in step.blanks}
        return SayForm(*data, blanks=step.blanks, initial=initial, **asked)
    return SayForm(*data, **asked)


def _before(case: Case, blank: Blank) -> object:
    """What a blank held before: people by their names, as they are typed."""
    if blank.kind in ("person", "people"):
        return case.said.get(blank.code)
    return case.values.get(blank.code)
