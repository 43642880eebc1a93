"""Forms of complementary rounds, arrivals and the watch over children."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from ..models import Watch, WatchStep
from ..queries.following.trace import PURPOSES

CHOOSE = ("", _("please choose"))


class ConcludeForm(Form):
    """That nobody moves up any more is meant."""

    is_meant = forms.BooleanField(
        label=_("Nobody moves up from the waiting lists any more"),
        error_messages={"required": _("Tick it to conclude the round.")},
    )


class ArrivalDaysForm(Form):
    """From when children come, and after which day they are looked for."""

    day = DayField(label=_("Children come from"))
    until = DayField(
        label=_("Last day"),
        help_text=_("Whoever has not come by then is looked for, and the authority is told."),
    )


class ArrivalsForm(Form):
    """Who of the children shown has come, and on which day; `was`: those noted so when shown."""

    on = DayField(label=_("They came on"))
    was = forms.TypedMultipleChoiceField(coerce=int, required=False)
    came = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, keys: list[int], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        for name in ("was", "came"):
            field: Any = self.fields[name]
            field.choices = [(key, key) for key in keys]


class StepForm(Form):
    """What was done for a child, and what came of it."""

    kind = forms.ChoiceField(label=_("What was done"), choices=[CHOOSE, *WatchStep.Kind.choices])
    note = forms.CharField(
        label=_("What came of it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True, "class": "form-control"}),
    )


class SettleForm(Form):
    """Where the child goes to school, or why it does not."""

    ground = forms.ChoiceField(label=_("Settled how"), choices=[CHOOSE, *Watch.Ground.choices])
    reason = forms.CharField(
        label=_("How it is known"),
        max_length=500,
        help_text=_("Who said it or which paper shows it, for example the roll of the school."),
        widget=forms.Textarea(attrs={"rows": 3, "wide": True, "class": "form-control"}),
    )


class TraceForm(Form):
    """What the schooling of a pupil is looked at for."""

    purpose = forms.ChoiceField(label=_("Purpose"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["purpose"]
        language = get_language() or "zh-hans"
        field.choices = [CHOOSE, *((code, e.say(language)) for code, e in PURPOSES.items())]
