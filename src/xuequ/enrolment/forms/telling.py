"""Forms of telling: its days, and what a family answers."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import DayField, Form

from ..engine.telling.terms import MOST_OFFER_DAYS, Terms
from ..models import Telling
from .proved import ProvedForm

LAST_HOUR = time(18)


class TellingForm(Form):
    """How a result is told."""

    names = forms.ChoiceField(
        label=_("Public list"),
        choices=Telling.Names.choices,
        help_text=_("Masked: the first and the last character of the name, stars between."),
    )
    listed_until = DayField(
        label=_("The public list stands until"),
        help_text=_("At 18:00 of that day it takes itself down; statistics and package stay."),
    )
    reply_until = DayField(label=_("Families answer until"), help_text=_("18:00 of that day."))
    silence = forms.ChoiceField(label=_("Who does not answer"), choices=Telling.Silence.choices)
    object_until = DayField(label=_("Objections until"), help_text=_("18:00 of that day."))
    offer_days = forms.IntegerField(
        label=_("Days to answer an offer from the waiting list"),
        min_value=1,
        max_value=MOST_OFFER_DAYS,
    )

    def terms(self) -> Terms:
        """What was typed."""
        data = self.cleaned_data
        return Terms(
            data["names"],
            _evening(data["listed_until"]),
            _evening(data["reply_until"]),
            _evening(data["object_until"]),
            data["silence"],
            data["offer_days"],
        )

    @staticmethod
    def as_it_is(terms: Terms) -> dict[str, Any]:
        """What the form shows."""
        return {
            "names": terms.names,
            "listed_until": timezone.localdate(terms.listed_until),
            "reply_until": timezone.localdate(terms.reply_until),
            "object_until": timezone.localdate(terms.object_until),
            "silence": terms.silence,
            "offer_days": terms.offer_days,
        }


def _evening(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, LAST_HOUR))


class AnswerForm(ProvedForm):
    """Take the seat or give it up; only giving it up takes the code."""

    field_order = ("answer", "is_sure", "code")
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("We take the seat")), ("give_up", _("We give the seat up for good"))],
        widget=forms.RadioSelect(attrs={"wide": True}),
        error_messages={"required": _("Choose one of the two.")},
    )
    is_sure = forms.BooleanField(
        label=_("We know: a seat given up goes to the next child and does not come back"),
        required=False,
    )

    def __init__(self, *args: Any, is_told: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_told:  # a seat beside the result has nothing to be confirmed
            answer: Any = self.fields["answer"]
            answer.choices = answer.choices[1:]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") == "give_up" and not data.get("is_sure"):
            self.add_error("is_sure", _("Tick it if you really give the seat up."))
        return data


class OfferForm(ProvedForm):
    """Take an offered seat, say no, or wait no longer; only taking it asks for no code."""

    field_order = ("answer", "code")
    answer = forms.ChoiceField(
        label=pgettext_lazy("of an offer", "Your answer"),
        widget=forms.RadioSelect(attrs={"wide": True}),
        error_messages={"required": _("Choose one of them.")},
    )

    def __init__(
        self, *args: Any, is_asked: bool, until: str = "", here: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [("take", _("We take this seat")), ("refuse", _("We do not want this seat"))]
        field: Any = self.fields["answer"]
        field.choices = offered if is_asked else [("leave", _("We wait no longer"))]
        if is_asked:
            field.help_text = _what_follows(until, here)


def _what_follows(until: str, here: str) -> str:
    """Until when an offer stands, and what becomes of the seat one has."""
    first = _("Answer by %(until)s.") % {"until": until}
    if not here:
        lapses = _("If you say nothing, the offer lapses and goes to the next child.")
        return f"{first} {lapses}"
    then = _(
        "If you take it, the seat at %(here)s goes to the next child. If you say nothing, the "
        "offer lapses and you keep %(here)s."
    )
    return f"{first} {then % {'here': here}}"
