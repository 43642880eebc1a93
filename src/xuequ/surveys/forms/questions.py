"""The form of a question: only what its kind needs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import Form

from ..engine.types import MOST_CHOICES, WIDEST_SCALE
from ..models import Question
from ..services.questions import NewQuestion

LONGEST_CHOICE = 60
CHOOSES = ("single", "multiple", "matrix")
STEPS = ("scale", "matrix")


class QuestionForm(Form):
    """What is asked and how it is answered."""

    words = forms.CharField(
        label=_("Question"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, "wide": True})
    )
    choices = forms.CharField(
        label=_("Choices"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "wide": True}),
        help_text=_("One a line, 2 to 20."),
    )
    low = forms.DecimalField(label=_("Lowest"), max_digits=10, decimal_places=2)
    high = forms.DecimalField(label=_("Highest"), max_digits=10, decimal_places=2)
    low_label = forms.CharField(
        label=_("What the lowest step means"), max_length=20, required=False
    )
    high_label = forms.CharField(
        label=_("What the highest step means"), max_length=20, required=False
    )
    condition = forms.ChoiceField(
        label=_("Only asked if"),
        required=False,
        help_text=_("An earlier question with one choice may decide whether this one is asked."),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)

    def __init__(self, *args: Any, kind: str, before: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind not in CHOOSES:
            del self.fields["choices"]
        elif kind == "matrix":
            self.fields["choices"].label = _("Lines")
        if kind not in (*STEPS, "number"):
            del self.fields["low"], self.fields["high"]
        if kind not in STEPS:
            del self.fields["low_label"], self.fields["high_label"]
        if kind in STEPS:
            self.fields["low"].initial, self.fields["high"].initial = 1, 5
        if kind == "number":
            self.fields["low"].required = self.fields["high"].required = False
        hooks = [
            (f"{each.pk}:{at}", _("“%(question)s” → %(choice)s") % {
                "question": each.words[:30], "choice": choice
            })
            for each in before
            if each.kind == Question.Kind.SINGLE
            for at, choice in enumerate(each.choices)
        ]  # fmt: skip
        if hooks:
            self.fields["condition"].choices = [  # type: ignore[attr-defined]
                ("", _("it is asked of everybody")),
                *hooks,
            ]
        else:
            del self.fields["condition"]

    def clean_choices(self) -> tuple[str, ...]:
        """The lines that are not empty, each once."""
        lines = [each.strip() for each in self.cleaned_data["choices"].splitlines()]
        found = [each for each in lines if each]
        for at, each in enumerate(found):
            if each in found[:at]:
                raise forms.ValidationError(
                    _("“%(choice)s” stands there twice. Leave one out."), params={"choice": each}
                )
            if len(each) > LONGEST_CHOICE:
                raise forms.ValidationError(
                    _("“%(choice)s…” is longer than %(most)s characters."),
                    params={"choice": each[:12], "most": LONGEST_CHOICE},
                )
        if not 2 <= len(found) <= MOST_CHOICES:
            raise forms.ValidationError(
                _("Enter 2 to %(most)s, one a line; there are %(count)s."),
                params={"most": MOST_CHOICES, "count": len(found)},
            )
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """The highest lies above the lowest; scales have whole steps, and not too many."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("low"), data.get("high")
        if low is None or high is None:
            return data
        if high <= low:
            self.add_error("high", _("The highest must lie above the lowest."))
        elif self.kind in STEPS and not _is_scale(low, high):
            self.add_error(
                "high",
                forms.ValidationError(
                    _("A scale has whole steps from 0 or 1 on, at most up to %(most)s."),
                    params={"most": WIDEST_SCALE},
                ),
            )
        return data

    def new(self) -> NewQuestion:
        """What was entered."""
        data = self.cleaned_data
        after, _colon, when = (data.get("condition") or "").partition(":")
        return NewQuestion(
            kind=self.kind,
            words=" ".join(data["words"].split()),
            required=data["required"],
            choices=data.get("choices", ()),
            low=data.get("low"),
            high=data.get("high"),
            low_label=data.get("low_label", ""),
            high_label=data.get("high_label", ""),
            after=int(after) if after else None,
            when=int(when) if after else None,
        )


def _is_scale(low: Decimal, high: Decimal) -> bool:
    return low in (0, 1) and high == int(high) and high <= WIDEST_SCALE


def entered(question: Question) -> dict[str, Any]:
    """A question as the form shows it."""
    names = ("words", "required", "low", "high", "low_label", "high_label")
    hook = f"{question.after_id}:{question.when}" if question.after_id else ""
    return {
        **{name: getattr(question, name) for name in names},
        "choices": "\n".join(question.choices),
        "condition": hook,
    }
