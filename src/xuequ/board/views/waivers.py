"""Let a clause be for a while, by a recorded decision, and end that again."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Consortium, Waiver
from xuequ.directory.queries.scope import authorities
from xuequ.directory.services.authorities import Leave, end_waiver, waive_clause
from xuequ.web.acting import act
from xuequ.web.forms import DayField, Form
from xuequ.web.requests import PageRequest

from .standing import authority_over, cell_of


class WaiveForm(Form):
    """A decision to let a clause be."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        help_text=_("Number or date of the paper that decides it."),
    )
    since = DayField(label=pgettext_lazy("of a change", "From"))
    until = DayField(label=_("Until"), required=False, help_text=_("Empty: until revoked."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )


class RevokeForm(Form):
    """The day from which the clause holds again."""

    until = DayField(label=_("First day the clause holds again"))


def waive(request: PageRequest, kind: str, pk: int, clause: str) -> HttpResponse:
    """Record a decision that a clause need not be met for a while."""
    cell = cell_of(request, kind, pk, clause)
    form = WaiveForm(request.POST or None, initial={"since": request.on})

    def do() -> object:
        subject = Consortium.objects.get(pk=pk) if kind == "consortium" else None
        fields = ("decision", "reason", "since", "until")
        values = {field: form.cleaned_data[field] for field in fields}
        leave = Leave(clause=clause, consortium=subject, **values)
        return waive_clause(authority_over(request, kind, pk), leave, actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("The waiver is registered and shown on the board."),
        back=reverse("board:evidence", args=[kind, pk, clause]),
        context={"subject": f"{cell.subject.name} · {clause}"},
    )


def waiver_end(request: PageRequest, pk: int) -> HttpResponse:
    """Revoke a waiver: the clause holds again from a day on."""
    shown = Waiver.objects.filter(authority__in=authorities(seen_by=request.eyes))
    waiver = get_object_or_404(shown, pk=pk)
    form = RevokeForm(request.POST or None, initial={"until": request.on})
    kind = "consortium" if waiver.consortium_id else "county"
    subject = waiver.consortium_id or waiver.authority_id
    return act(
        request,
        form,
        lambda: end_waiver(waiver, until=form.cleaned_data["until"], actor=request.eyes),
        done=_("The clause holds again from that day."),
        back=reverse("board:evidence", args=[kind, subject, waiver.clause]),
        context={"subject": str(waiver)},
    )
