"""Forms about placing children: the seed announced, freezing, trying, the room, approving."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.ledger.forms.notices import HourField
from xuequ.methods.lottery.seeds import Part
from xuequ.web.forms import DayField, Form

from ..services.freezing import Freezing

PARTIES = 3
SECRET = 32  # bytes, as `xuequ draw commit` makes them
REASON = {"rows": 3, "wide": True, "class": "form-control"}


class SeedForm(Form):
    """How each part of the seed will come about."""

    balls = forms.IntegerField(
        label=_("How many balls or dice are thrown"),
        min_value=0,
        max_value=60,
        initial=8,
        help_text=_("In the room, before all eyes. 0: none."),
    )
    faces = forms.ChoiceField(
        label=_("What is thrown"),
        choices=[("10", _("balls 0 to 9")), ("6", _("dice, 1 to 6")), ("2", _("coins, 0 and 1"))],
    )
    throw = forms.CharField(label=_("Called"), max_length=40, initial="摇号球")
    public = forms.CharField(
        label=_("A number others publish later"),
        max_length=120,
        required=False,
        help_text=_("Optional. Which, of which day: for example a lottery's numbers of 20 May."),
        widget=forms.TextInput(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, PARTIES + 1):
            self.fields[f"party_{at}"] = forms.CharField(
                label=_("Party %(at)s with a secret") % {"at": at},
                max_length=40,
                required=False,
                initial="公证处" if at == 1 else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
            self.fields[f"commitment_{at}"] = forms.CharField(
                label=_("Its commitment"),
                max_length=64,
                required=False,
                help_text=_("64 signs, as its own computer printed them."),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def parts(self) -> list[Part]:
        """What was typed, in the order of the form."""
        data = self.cleaned_data
        found = []
        if data["balls"]:
            throw, faces = data["throw"].strip(), int(data["faces"])
            found.append(Part("digits", throw, length=data["balls"], faces=faces))
        for at in range(1, PARTIES + 1):
            name, said = data[f"party_{at}"].strip(), data[f"commitment_{at}"].strip().lower()
            if name or said:
                found.append(Part("sealed", name, commitment=said, length=SECRET))
        if data["public"].strip():
            found.append(Part("public", data["public"].strip()))
        return found


class FreezeForm(Form):
    """That the report was read, and from when results may be seen."""

    releases_on = DayField(label=_("Results are released on"))
    releases_at = HourField(label=_("Hour of release"), initial="09:00")
    travel = forms.FileField(
        label=_("Table of ways (CSV)"),
        required=False,
        help_text=_("Place, school, metres; only where the rules go by distance."),
    )
    seen = forms.CharField(widget=forms.HiddenInput())
    has_read = forms.BooleanField(
        label=_("I have read the defect report and accept its warnings"),
        error_messages={"required": _("Tick it to freeze.")},
    )

    def asked(self) -> Freezing:
        """What was typed."""
        data = self.cleaned_data
        day, hour = data["releases_on"], data["releases_at"]
        moment = timezone.make_aware(datetime.combine(day, hour))
        file = data["travel"]
        return Freezing(data["seen"], moment, (file.name, file.read()) if file else None)

    def shows(self, seal: str) -> None:
        """Name the report that stands on the page; another than was read is to be read first."""
        self.initial["seen"] = seal
        if self.is_bound and self.data.get("seen") != seal:
            sent = {name: value for name, value in self.data.items() if name != "has_read"}
            self.data = {**sent, "seen": seal}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=REASON))


class RehearseForm(Form):
    """How many invented children."""

    children = forms.IntegerField(
        label=_("Invented children"),
        min_value=1,
        max_value=20_000,
        initial=200,
        help_text=_("No real child takes part in a rehearsal, and no party's true secret is used."),
    )


class PartForm(Form):
    """What was thrown or revealed."""

    value = forms.CharField(
        label=_("Read out"),
        required=False,
        max_length=10_000,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "wide": True}),
    )

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if part.kind == "digits":
            self.fields["value"].widget.attrs |= {"inputmode": "numeric"}


class ApproveForm(Form):
    """That the result was checked."""

    has_checked = forms.BooleanField(
        label=_("I have compared counts, digests and verification, and approve in person"),
        error_messages={"required": _("Tick it to approve.")},
    )


class SureForm(Form):
    """Nothing to type."""
