"""Conclude a round whose families have answered, and open the one that completes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.following import ConcludeForm
from ...forms.rounds import SettingsForm
from ...models import Round
from ...queries import access
from ...queries.placing import is_released, outcome_of
from ...queries.telling.left import by_state, hindrance, seats_left, without_place
from ...services.complement import open_complement
from ...services.telling.concluding import conclude
from ..rounds import seen

DAYS_AHEAD, DAYS_OPEN = 7, 3


def round_conclude(request: PageRequest, pk: int) -> HttpResponse:
    """Who has no place and which seats are left; conclude the round."""
    found, now = seen(request, pk), timezone.now()
    form = ConcludeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count = conclude(found, actor=request.eyes, now=now)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            said = ngettext(
                "The round is concluded. %(count)s application ended without a place.",
                "The round is concluded. %(count)s applications ended without a place.",
                count,
            )
            messages.success(request, said % {"count": count})
            return redirect("enrolment:round_conclude", pk)
    context = _context(request, found) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "enrolment/told/conclude.html", context, status=status)


def round_complement(request: PageRequest, pk: int) -> HttpResponse:
    """Open the preparation of the round that gives the seats this one left."""
    found = seen(request, pk)
    opens = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    usual = SettingsForm.as_it_is(found) | {
        "name": _("%(name)s, complementary") % {"name": found.name[:30]},
        "opens_on": opens,
        "closes_on": opens + timedelta(days=DAYS_OPEN),
    }
    form = SettingsForm(request.POST or None, initial=usual)
    made: list[Round] = []

    def do() -> None:
        made.append(open_complement(found, form.settings(), actor=request.eyes, now=timezone.now()))

    return act(
        request,
        form,
        do,
        done=_("The round is there, with the seats that are left. Make its rules next."),
        back=reverse("enrolment:round_conclude", args=[pk]),
        context={"subject": str(found)},
    )


def _context(request: PageRequest, found: Round) -> dict[str, Any]:
    now = timezone.now()
    outcome = outcome_of(found)
    refused = hindrance(found, outcome, now)
    is_told = outcome is not None and is_released(outcome, now)
    left = seats_left(found, now) if is_told else []
    rows = without_place(found, now) if is_told else None
    return {
        "round": found,
        "told": is_told,
        "waits_for": explain(refused) if refused is not None else "",
        "left": left,
        "free": sum(each.free for each in left),
        "states": by_state(rows) if rows is not None else [],
        "unplaced": rows.count() if rows is not None else 0,
        "complement": found.complements.first(),
        "may_place": access.may(request.eyes, access.PLACE, found.authority_id),
        "may_change": access.may(request.eyes, access.CHANGE, found.authority_id),
    }
