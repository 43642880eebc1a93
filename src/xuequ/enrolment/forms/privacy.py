"""Forms about personal data: a stay of deletion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from ..models import Round
from ..services.privacy.holding import SHORTEST, Stay


class HoldForm(Form):
    """Which round or child, why, and until when."""

    round = forms.TypedChoiceField(label=_("Round"), coerce=int)
    number = forms.RegexField(
        r"^\d{6,12}$",
        label=_("Child's number"),
        required=False,
        strip=True,
        help_text=_("Empty: everything of the round."),
        error_messages={"invalid": _("The number has digits alone, as on the receipt.")},
    )
    until = DayField(label=_("Until"), help_text=_("Nothing is deleted up to this day."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        min_length=SHORTEST,
        help_text=_("For example the number of the appeal or inquiry. Write no names."),
        error_messages={"min_length": _("Say the reason in at least five characters.")},
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {each.pk: each for each in rounds}
        field: Any = self.fields["round"]
        known = [(pk, str(each)) for pk, each in self.rounds.items()]
        field.choices = [("", _("please choose")), *known]

    def stay(self) -> Stay:
        """What was typed."""
        data = self.cleaned_data
        return Stay(self.rounds[data["round"]], data["number"], data["reason"], data["until"])
