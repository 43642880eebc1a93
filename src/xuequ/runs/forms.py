"""The form that says when a job is done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.jobs import Rhythm
from xuequ.web.forms import Form

from .engine.rhythm import LONGEST_MINUTES
from .models import Schedule

DAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip


class JobForm(Form):
    """How often a job is done, and at what time."""

    is_on = forms.BooleanField(label=pgettext_lazy("of a job", "Switched on"), required=False)
    every = forms.ChoiceField(
        label=pgettext_lazy("of a job", "How often"), choices=Schedule.Every.choices
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("of a job", "Minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
        help_text=_("For «every so many minutes»: 1 to 720, counted from midnight."),
    )
    at = forms.TimeField(
        label=_("Time of day"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("For «every hour» only the minute counts."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=list(enumerate(DAYS)),
        coerce=int,
        help_text=_("For «every week»."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_counted = values.get("every") == Schedule.Every.MINUTES
        if is_counted and not values.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say after how many minutes."))
        return values

    def rhythm(self) -> Rhythm:
        """What was typed."""
        held = self.cleaned_data
        return Rhythm(held["every"], held["minutes"] or 0, held["at"], held["weekday"])
