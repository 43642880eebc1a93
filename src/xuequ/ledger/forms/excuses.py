"""Forms of excuses."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import DayField, Form


class ExcuseForm(Form):
    """A decision that somebody need not do a duty for a while."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        help_text=_("Number or date of the paper that decides it."),
    )
    since = DayField(label=pgettext_lazy("of a change", "From"))
    until = DayField(
        label=_("Until (first day no longer)"),
        required=False,
        help_text=_("Empty: until revoked."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
        help_text=_("A few words; no illness by name, no numbers of papers of identity."),
    )


class RevokeExcuseForm(Form):
    """The day from which the duty is owed again."""

    day = DayField(label=_("First day on which it is owed again"))
