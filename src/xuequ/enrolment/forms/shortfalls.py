"""The form of a shortfall of seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from ..services.shortfalls import NewShortfall

MOST = 100_000


class ShortfallForm(Form):
    """Year, numbers, reason and plan; the numbers of the forecast stand there to begin with."""

    year = forms.IntegerField(
        label=_("First school year of the shortfall"),
        min_value=1949,
        max_value=2199,
        help_text=_("The year it begins in. Recorded again for the same year, it is changed."),
    )
    pupils = forms.IntegerField(label=_("Pupils expected"), min_value=0, max_value=MOST)
    seats = forms.IntegerField(label=_("Seats there are"), min_value=0, max_value=MOST)
    settled_on = DayField(
        label=_("Settled on"),
        required=False,
        help_text=_("The day from which there are seats enough; empty while there are not."),
    )
    reason = forms.CharField(
        label=_("Why the building does not suffice"),
        max_length=500,
        help_text=_("For example: two classes of grade one more each year, no room left for them."),
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )
    planned = forms.CharField(
        label=_("What is planned"),
        max_length=500,
        help_text=_("For example: an extension with twelve classrooms by autumn 2028."),
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )

    def new(self, stage: str) -> NewShortfall:
        """What was typed."""
        data: dict[str, Any] = self.cleaned_data
        return NewShortfall(stage=stage, **data)
