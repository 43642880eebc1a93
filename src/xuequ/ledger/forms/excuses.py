"""Forms of excuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form


class ExcuseForm(Form):
    """A decision that somebody need not do a duty for a while."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        help_text=_("Number or date of the paper that decides it."),
    )
    since = DayField(label=_("First day"))
    last = DayField(
        label=_("Last day"),
        required=False,
        help_text=_(
            "This day is still excused. A period is excused when its last day is. "
            "Empty: until revoked."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
        help_text=_("A few words; no illness by name, no numbers of papers of identity."),
    )

    field_order = ("since", "last", "decision", "reason")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data: dict[str, Any] = super().clean() or {}
        since, last = data.get("since"), data.get("last")
        if isinstance(since, date) and isinstance(last, date) and last < since:
            self.add_error("last", _("The last day comes before the first day."))
        return data

    def until(self) -> date | None:
        """The first day no longer excused."""
        last: date | None = self.cleaned_data["last"]
        return last + timedelta(days=1) if last else None


class RevokeExcuseForm(Form):
    """The day from which the duty is owed again."""

    day = DayField(
        label=_("First day on which it is owed again"),
        help_text=_("The first day of the excuse or an earlier one takes it back altogether."),
    )
