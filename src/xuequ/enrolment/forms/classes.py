"""Forms of the steps of making classes: the sheet, the seed, approval, changes of class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.methods.lottery.seeds import Part
from xuequ.web.forms import DayField, Form

from ..services.class_swaps import Wish

LONG: dict[str, Any] = {"rows": 3, "wide": True, "class": "form-control"}


class ListForm(Form):
    """The sheet with what is known of every pupil."""

    file = forms.FileField(
        label=_("File (.xlsx or .csv)"), required=False,
        help_text=_("Without a file the register alone is taken, where it says enough."),
    )  # fmt: skip


class SeedForm(Form):
    """What was thrown and revealed, part by part."""

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"part{at}": each.name for at, each in enumerate(parts)}
        for code, each in zip(self.names, parts, strict=True):
            thrown = _("%(length)s digits, in the order thrown") % {"length": each.length}
            sealed = _("the secret out of the envelope, %(length)s bytes") % {"length": each.length}
            self.fields[code] = forms.CharField(
                label=each.name,
                max_length=2000,
                help_text=thrown if each.kind == "digits" else sealed,
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )

    def values(self) -> dict[str, str]:
        """What was typed, by the name of the part."""
        data = self.cleaned_data
        return {name: "".join(data[code].split()) for code, name in self.names.items()}


class ApproveForm(Form):
    """That whoever approves has looked at the classes, and what they read on the board."""

    has_read = forms.BooleanField(
        label=_("I have looked at the classes and the limits, and did not make them"),
        error_messages={"required": _("Tick it to approve.")},
        widget=forms.CheckboxInput(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        thrown = [each.name for each in parts if each.kind != "sealed"]
        self.names = {f"read{at}": name for at, name in enumerate(thrown)}
        for code, name in self.names.items():
            self.fields[code] = forms.CharField(
                label=name,
                max_length=2000,
                help_text=_(
                    "As you read it on the board yourself; not as somebody tells it to you."
                ),
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )
        self.order_fields([*self.names, "has_read"])

    def readings(self) -> dict[str, str]:
        """What was typed, by the name of the part."""
        return {name: self.cleaned_data[code] for code, name in self.names.items()}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=LONG))


class SwapForm(Form):
    """Who is to change class, with whom, from when, and why."""

    seat = forms.TypedChoiceField(label=_("Pupil"), coerce=int)
    room = forms.TypedChoiceField(label=_("To class"), coerce=int)
    other = forms.TypedChoiceField(
        label=_("In exchange for"), coerce=int, required=False, empty_value=None,
        help_text=_("Somebody of that class, so that sizes stay as they are."),
    )  # fmt: skip
    since = DayField(label=_("In the class from"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=LONG))

    def __init__(
        self, *args: Any, offered: Sequence[tuple[int, str]], classes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rooms = [(n, str(n)) for n in range(1, classes + 1)]
        choices = {"seat": offered, "room": rooms, "other": [("", _("nobody")), *offered]}
        for name, some in choices.items():
            field: Any = self.fields[name]
            field.choices = some

    def wish(self) -> Wish:
        """What was typed."""
        data = self.cleaned_data
        since: date = data["since"]
        return Wish(data["seat"], data["room"], data["other"], since, data["reason"])


class DecideForm(Form):
    """Whether a change of class is approved."""

    agreed = forms.TypedChoiceField(
        label=pgettext_lazy("a change of class", "Decision"),
        coerce=lambda said: said == "yes",
        choices=[("yes", pgettext_lazy("a change of class", "approve")),
                 ("no", pgettext_lazy("a change of class", "refuse"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words of the decision"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
    )
