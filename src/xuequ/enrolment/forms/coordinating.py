"""Forms of a district that enrols as one, of the study before zoning, of the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text
from xuequ.web.forms import DayField, Form, Ticks

from ..engine.policy.shapes import DistrictForm
from ..models import Step
from ..services.coordinating import NewCoordination

AREA = {"rows": 2, "wide": True, "class": "form-control"}
STAGES = {
    "same": Text("同学段学区", "districts of one stage"),
    "cross": Text("跨学段学区", "districts of several stages"),
}


class UnionForm(Form):
    """Which district runs the round as one, and how."""

    consortium = forms.TypedChoiceField(label=_("District"), coerce=int)
    ways = forms.MultipleChoiceField(label=_("Forms it has chosen"), required=False, widget=Ticks)
    division = forms.CharField(
        label=_("Grade division"),
        required=False,
        max_length=40,
        help_text=_("Only where the grade is managed by one over all campuses."),
    )

    def __init__(
        self,
        *args: Any,
        districts: Sequence[tuple[int, str]],
        ways: Sequence[DistrictForm],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["consortium"].choices = districts
        fields["ways"].choices = [
            (
                each.code,
                f"{Text(each.zh, each.en).say(language)} ({STAGES[each.stages].say(language)})",
            )
            for each in ways
        ]
        if not ways:
            del self.fields["ways"], self.fields["division"]

    def new(self) -> NewCoordination:
        """What was chosen."""
        data = self.cleaned_data
        return NewCoordination(
            data["consortium"], tuple(data.get("ways", ())), data.get("division", "")
        )


class StudyForm(Form):
    """What the study found, for each quantity the policy names."""

    def __init__(
        self, *args: Any, wanted: Sequence[Named], known: Mapping[str, str], language: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for each in wanted:
            self.fields[each.code] = forms.CharField(
                label=Text(each.zh, each.en).say(language),
                required=False,
                max_length=500,
                initial=known.get(each.code, ""),
                widget=forms.Textarea(attrs=AREA),
            )
        self.language = language

    def tell(self, studied: Text | None) -> None:
        """Put what the forecast says beside the last quantity."""
        if studied is not None and self.fields:
            last: Any = list(self.fields.values())[-1]
            last.help_text = studied.say(self.language)

    def said(self) -> dict[str, str]:
        """What was typed, by quantity."""
        return {code: text for code, text in self.cleaned_data.items() if text.strip()}


class StepDaysForm(Form):
    """By when each step is due; an empty day takes it out of the calendar."""

    def __init__(self, *args: Any, known: Mapping[str, date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in Step:
            self.fields[step.value] = DayField(
                label=step.label, required=False, initial=known.get(step.value)
            )

    def days(self) -> dict[str, date]:
        """The days that were typed."""
        return {code: day for code, day in self.cleaned_data.items() if day}


class StepForm(Form):
    """What was done."""

    said = forms.CharField(
        label=_("What was done"), max_length=300, widget=forms.Textarea(attrs=AREA)
    )
