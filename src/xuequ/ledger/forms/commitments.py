"""Forms of commitments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import DayField, Form

from ..engine.standing import next_review
from ..models import CommitmentReport
from ..services.commitments import NewReport


class ReportForm(Form):
    """How a commitment stands; without a day of review, the interval of the policy counts."""

    status = forms.ChoiceField(
        label=pgettext_lazy("of a commitment", "Status"), choices=CommitmentReport.Status.choices
    )
    reported_on = DayField(label=_("Reported on"))
    review_on = DayField(label=_("Next review"), required=False)
    words = forms.CharField(
        label=_("What was done"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
        help_text=_("A few sentences; no names of pupils, no numbers of papers of identity."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=300,
        help_text=_("Number of a paper, or the address of a page."),
    )

    def __init__(self, *args: Any, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._months = months
        self.fields["review_on"].help_text = _("Empty: %(months)s months later.") % {
            "months": months
        }

    def clean_reported_on(self) -> date:
        """Nobody reports of a day to come."""
        day: date = self.cleaned_data["reported_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is yet to come; enter today or earlier."))
        return day

    def values(self) -> NewReport:
        """What the service takes."""
        data = self.cleaned_data
        return NewReport(
            status=data["status"],
            words=data["words"],
            reported_on=data["reported_on"],
            review_on=data["review_on"] or next_review(data["reported_on"], self._months),
            evidence=data["evidence"],
        )


class WithdrawForm(Form):
    """The day from which a report no longer counts."""

    on = DayField(label=_("No longer counts from"))
