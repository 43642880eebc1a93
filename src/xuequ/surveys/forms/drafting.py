"""Forms of those who run a survey."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.ledger.engine.duties import Owed
from xuequ.web.forms import DayField, Form
from xuequ.web.templatetags.words import say

from ..models import Survey
from ..services.drafting import NewSurvey
from ..services.opening import LONGEST_SEED, Audience

WHOLE = ("", _("the whole place"))


class SurveyForm(Form):
    """What a survey is about, and whether names are kept."""

    title = forms.CharField(label=_("Title"), max_length=80)
    is_anonymous = forms.TypedChoiceField(
        label=pgettext_lazy("of a survey", "Names"),
        choices=[
            ("yes", _("anonymous: nobody can tell who answered what")),
            ("no", _("by name: each answer is kept with the name")),
        ],
        coerce=lambda value: value == "yes",
        initial="yes",
        help_text=_("A public link is always anonymous."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
        help_text=_("Stands above the questions: what the answers are used for."),
    )
    least = forms.IntegerField(
        label=_("Fewest answers that are shown"),
        min_value=5,
        max_value=50,
        initial=5,
        help_text=_("Groups with fewer answers are hidden, so that nobody is recognised."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def new(self) -> NewSurvey:
        """What was entered."""
        data = self.cleaned_data
        return NewSurvey(
            data["title"],
            data["purpose"],
            data["is_anonymous"],
            data["least"],
            data["key"] or uuid.uuid4(),
        )


class AudienceForm(Form):
    """Who is asked."""

    audience = forms.ChoiceField(label=_("Who is asked"), choices=Survey.Audience)
    where = forms.ChoiceField(label=pgettext_lazy("of a survey", "Where"), required=False)
    sampling = forms.ChoiceField(
        label=_("Sample"),
        choices=Survey.Sampling,
        help_text=_("A sample is drawn at random when the survey is opened."),
    )
    size = forms.IntegerField(
        label=_("Size of the sample"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Only for a sample."),
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [WHOLE, *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A sample has a size."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        wants = data.get("sampling") not in (None, "all") and data.get("audience") != "public"
        if wants and data.get("size") is None and "size" not in self.errors:
            self.add_error("size", _("Enter how many people are to be asked."))
        return data

    def new(self) -> Audience:
        """What was entered."""
        data = self.cleaned_data
        kind, _colon, pk = data["where"].partition(":")
        return Audience(
            data["audience"],
            data["sampling"],
            data["size"],
            consortium=int(pk) if kind == "consortium" else None,
            school=int(pk) if kind == "school" else None,
        )


class OpenForm(Form):
    """Until when it is open, and what the sample hangs on."""

    closes_on = DayField(label=pgettext_lazy("of a survey", "Last day"))
    seed = forms.CharField(
        label=_("Seed"),
        max_length=LONGEST_SEED,
        required=False,
        help_text=_(
            "Only for a sample: words or figures agreed beforehand. A second half is made by lot "
            "when the survey is opened, so that nobody can choose whom it draws; with both halves "
            "anybody can repeat the draw."
        ),
    )


class SureForm(Form):
    """Nothing to fill in: only whether it is meant."""


class ExtendForm(Form):
    """Until when it is open instead."""

    closes_on = DayField(label=pgettext_lazy("of a survey", "Last day"))


class CodesForm(Form):
    """How many codes to make."""

    count = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=5000, initial=50)


class PublishForm(Form):
    """What publishing counts for."""

    duty = forms.ChoiceField(
        label=_("Counts for"),
        required=False,
        help_text=_("Publishing is handed in to the work ledger for this duty."),
    )

    findings = forms.CharField(
        label=_("Main findings"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
        help_text=_("For the work ledger, where it counts for a duty."),
    )

    def clean(self) -> dict[str, Any]:
        """What counts for a duty says what was found."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("duty") and not data.get("findings"):
            self.add_error("findings", _("Say the main findings; the work ledger asks for them."))
        return data

    def __init__(self, *args: Any, duties: Iterable[Owed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = ("", pgettext_lazy("duty of a survey", "nothing"))
        self.fields["duty"].choices = [  # type: ignore[attr-defined]
            nothing,
            *((each.key, f"{say(each.name)}（{each.duty.clause}）") for each in duties),
        ]
