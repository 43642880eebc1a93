"""The form of a trial of a policy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import Form, Ticks

from ..engine.comparison.names import NAMES, OTHERS
from ..engine.comparison.wanted import MOST, Wanted
from ..queries.trying import Trial


class TrialForm(Form):
    """Which applications, under which other ways, over how many draws."""

    file = forms.FileField(
        label=_("Applications of a past year"),
        required=False,
        validators=[FileExtensionValidator(["csv"])],
        help_text=_(
            "A CSV file with numbers, choices and claims, without names; its schools must be "
            "those of the plan. Leave it empty to try a made-up year."
        ),
    )
    children = forms.IntegerField(
        label=_("Or children of a made-up year"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_(
            "Their choices, points and classes are drawn by a stated model. They show how the "
            "ways differ; they are no forecast."
        ),
    )
    near = forms.FloatField(
        label=_("How much the own school draws them"),
        min_value=0,
        max_value=10,
        initial=1,
        help_text=_("Of a made-up year: 0, not at all; 3, nearly everybody names it first."),
    )
    others = forms.MultipleChoiceField(label=_("Other ways"), widget=Ticks, initial=list(OTHERS))
    draws = forms.IntegerField(
        label=_("Draws"),
        min_value=1,
        max_value=200,
        initial=20,
        help_text=_("One draw is chance: the figures are means, with the least and greatest."),
    )
    tried = forms.IntegerField(
        label=_("Draws in which families try other lists"), min_value=0, max_value=20, initial=3
    )
    sample = forms.IntegerField(
        label=_("Families that try in each"), min_value=1, max_value=5000, initial=200
    )
    text = forms.CharField(
        label=_("What the draws come of"),
        max_length=100,
        initial="xuequ",
        help_text=_("Any words. The same words give the same figures again."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["others"]
        field.choices = [(code, NAMES[code].say(language)) for code in OTHERS]

    def trial(self) -> Trial:
        """What was typed."""
        data = self.cleaned_data
        wanted = Wanted(
            tuple(data["others"]),
            draws=data["draws"],
            tried=min(data["tried"], data["draws"]),
            sample=data["sample"],
            text=data["text"],
        )
        return Trial(wanted, data["children"] or 0, data["near"])
