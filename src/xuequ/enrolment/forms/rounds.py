"""Forms of a round: what it is, its days, its schools, the conditions found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text
from xuequ.ledger.forms.notices import HourField
from xuequ.web.forms import DayField, Form, Ticks

from ..engine.applying.materials import ALLOWED
from ..engine.policy import Regime
from ..models import STAGES, Finding, Round
from ..services.rounds import NewRound, Settings

MOST = 200


class SettingsForm(Form):
    """Name, days and class size of a round."""

    name = forms.CharField(
        label=pgettext_lazy("of a round", "Name"),
        max_length=40,
        help_text=_("As families will read it, for example «First grade, Yitian zone»."),
        widget=forms.TextInput(attrs={"wide": True}),
    )
    opens_on = DayField(label=_("Applications open on"))
    opens_at = HourField(label=_("Hour of opening"), initial="08:00")
    closes_on = DayField(label=_("Applications close on"))
    closes_at = HourField(label=_("Hour of closing"), initial="18:00")
    class_size = forms.IntegerField(
        label=_("Most pupils of a class"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_(
            "Needed before the rules are made; no number is built in. For comparison: the "
            "national standard is 45 in primary and 50 in junior schools."
        ),
    )
    has_classes = forms.BooleanField(
        label=_("Children stand in classes of claim before a draw"),
        required=False,
        help_text=_("Counts only where the policy does not say who comes first."),
    )
    hash = forms.ChoiceField(label=_("Digest of the draw"), choices=Round.Hash.choices)
    papers = forms.MultipleChoiceField(
        label=_("Papers without which nothing is handed in"),
        required=False,
        widget=Ticks,
        help_text=_(
            "Whoever sends pictures is stopped while one of these is missing; whoever does not "
            "agree to that hands in and brings it to the desk. Every other paper is optional."
        ),
    )

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["papers"]
        field.choices = [(code, name.say(language)) for code, name in ALLOWED.items()]

    def settings(self) -> Settings:
        """What was typed."""
        data = self.cleaned_data
        return Settings(
            name=data["name"],
            opens=_moment(data["opens_on"], data["opens_at"]),
            closes=_moment(data["closes_on"], data["closes_at"]),
            class_size=data["class_size"],
            has_classes=data["has_classes"],
            hash=data["hash"],
            papers=tuple(data["papers"]),
        )

    @staticmethod
    def as_it_is(found: Round) -> dict[str, Any]:
        """What the form shows of a round."""
        opens, closes = timezone.localtime(found.opens), timezone.localtime(found.closes)
        return {
            "name": found.name,
            "opens_on": opens.date(),
            "opens_at": opens.strftime("%H:%M"),
            "closes_on": closes.date(),
            "closes_at": closes.strftime("%H:%M"),
            "class_size": found.class_size,
            "has_classes": found.has_classes,
            "hash": found.hash,
            "papers": found.papers,
        }


class RoundForm(SettingsForm):
    """A new round."""

    year = forms.IntegerField(label=_("School year that begins in"), min_value=2000, max_value=2100)
    stage = forms.ChoiceField(label=_("Stage"), choices=STAGES)
    regime = forms.ChoiceField(
        label=_("Way of enrolment"), help_text=_("As the policy of this locality allows.")
    )
    field_order = ("year", "stage", "regime", "name")

    def __init__(self, *args: Any, ways: Sequence[Regime], language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        field: Any = self.fields["regime"]
        field.choices = [(each.code, Text(each.zh, each.en).say(language)) for each in ways]

    def new(self) -> NewRound:
        """What was typed."""
        data = self.cleaned_data
        return NewRound(data["year"], data["stage"], data["regime"], self.settings())


class SchoolsForm(Form):
    """Which schools are in the plan."""

    schools = forms.TypedMultipleChoiceField(
        label=_("Schools"),
        coerce=int,
        widget=Ticks,
        help_text=_("Schools that teach the stage on the day the round opens."),
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["schools"]
        field.choices = offered


class FindingsForm(Form):
    """For each condition of multi-school zoning why it holds."""

    def __init__(
        self,
        *args: Any,
        conditions: Sequence[Named],
        known: Mapping[str, Finding],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for each in conditions:
            self.fields[each.code] = forms.CharField(
                label=Text(each.zh, each.en).say(language),
                required=False,
                max_length=500,
                initial=known[each.code].reason if each.code in known else "",
                widget=forms.Textarea(attrs={"rows": 2, "wide": True, "class": "form-control"}),
            )
        self.language = language

    def tell(self, studied: Text | None) -> None:
        """Put what is known of supply and demand beside the last condition, if anything is."""
        if studied is not None:
            last: Any = list(self.fields.values())[-1]
            last.help_text = studied.say(self.language)

    def said(self) -> dict[str, str]:
        """The reasons that were typed, by condition."""
        return {code: text for code, text in self.cleaned_data.items() if text.strip()}


class SignForm(Form):
    """That the signer has read what is signed."""

    has_read = forms.BooleanField(
        label=_("I have read plan and rules and sign them in person"),
        error_messages={"required": _("Tick it to sign.")},
    )


class PublishForm(Form):
    """Nothing to type: what is published stands above."""


def _moment(day: date, hour: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
