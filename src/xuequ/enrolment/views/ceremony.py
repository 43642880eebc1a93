"""The screen in the room: what is frozen, the program, the seed, the draw, the result, the seal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.places.rules_file import rules_of
from ..engine.places.schools import schools_of
from ..forms.placing import PartForm
from ..models import Outcome, Roster
from ..queries.access import DRAW, PLACE, may
from ..queries.deciding import Bring, Standing, brought_of, placing_of, programs
from ..services.announcing import confirm_value, enter_value
from ..services.drawing import draw
from .placing import frozen, nothing_frozen, tables
from .rounds import seen

FROZEN, PROGRAM, SEED, DRAW_STEP, RESULT, SEAL = range(1, 7)


def placing_ceremony(request: PageRequest, pk: int) -> HttpResponse:
    """One step of the ceremony, to be read from the back row."""
    found = seen(request, pk)
    now = timezone.now()
    standing = placing_of(found, now)
    if standing is None or standing.roster is None:
        return nothing_frozen(request, pk)
    brought = brought_of(standing.roster)
    step = _step(request, standing, brought)
    context = {
        "round": found,
        "standing": standing,
        "roster": standing.roster,
        "step": step,
        "steps": range(FROZEN, SEAL + 1),
        "next": step + 1 if step < SEAL else None,
        "back": step - 1 if step > FROZEN else None,
        "seats": _seats(standing.roster),
        "brought": brought,
        "me": request.eyes.person,
        "is_ready": all(each.is_confirmed for each in brought),
        "programs": programs(standing.roster, standing.outcome, now),
        "may_place": may(request.eyes, PLACE, found.authority_id),
        "may_draw": may(request.eyes, DRAW, found.authority_id),
        **tables(found, standing),
    }
    return render(request, "enrolment/ceremony.html", context)


def placing_part(request: PageRequest, pk: int, part: int) -> HttpResponse:
    """Enter what was thrown or revealed, or read over what somebody else has entered."""
    found = seen(request, pk)
    standing = placing_of(found, timezone.now())
    if standing is None or standing.roster is None:
        return nothing_frozen(request, pk)
    shown = next((each for each in brought_of(standing.roster) if each.at == part), None)
    if shown is None:
        raise Http404(part)
    is_reading = _is_reading(request, shown)
    form = PartForm(request.POST if request.method == "POST" else None, part=shown.part)
    if request.method == "POST" and form.is_valid():
        act = confirm_value if is_reading else enter_value
        said = (standing.roster, shown.part.name, form.cleaned_data["value"])
        try:
            act(*said, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect(f"{reverse('enrolment:placing_ceremony', args=[pk])}?step={SEED}")
    context = {"round": found, "shown": shown, "form": form, "is_reading": is_reading}
    status = 422 if form.errors else 200
    return render(request, "enrolment/part.html", context, status=status)


def placing_draw(request: PageRequest, pk: int) -> HttpResponse:
    """Carry the draw out: the key that a guest presses."""
    _, roster = frozen(request, pk)
    if roster is None:
        return nothing_frozen(request, pk)
    step = DRAW_STEP
    try:
        made = draw(roster, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        step = RESULT if isinstance(made, Outcome) else DRAW_STEP
    return redirect(f"{reverse('enrolment:placing_ceremony', args=[pk])}?step={step}")


def placing_protocol(request: PageRequest, pk: int) -> HttpResponse:
    """The protocol of the draw, to be printed and signed in the room."""
    found = seen(request, pk)
    now = timezone.now()
    standing = placing_of(found, now)
    if standing is None or standing.outcome is None or standing.roster is None:
        messages.info(request, _("There is no result yet."))
        return redirect("enrolment:placing_page", pk)
    context = {
        "round": found,
        "standing": standing,
        "roster": standing.roster,
        "outcome": standing.outcome,
        "seats": _seats(standing.roster),
        "brought": brought_of(standing.roster),
        "programs": programs(standing.roster, standing.outcome, now)[:-1],
        **tables(found, standing),
    }
    return render(request, "enrolment/protocol.html", context)


def _is_reading(request: PageRequest, shown: Bring) -> bool:
    """Has somebody else entered it, so that the reader reads it over?"""
    row = shown.row
    return row is not None and row.confirmed_at is None and row.person_id != request.eyes.person


def _step(request: PageRequest, standing: Standing, brought: list[Bring]) -> int:
    asked = request.GET.get("step", "")
    if asked in map(str, range(FROZEN, SEAL + 1)):
        return int(asked)
    if standing.outcome is not None:
        return RESULT
    return SEED if any(each.row for each in brought) else FROZEN


def _seats(roster: Roster) -> dict[str, int]:
    rules = rules_of(bytes(roster.rule_set.rules))
    schools = schools_of(bytes(roster.rule_set.seats), rules).all
    return {"schools": len(schools), "seats": sum(each.seats for each in schools)}
