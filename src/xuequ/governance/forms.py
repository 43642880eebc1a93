"""Forms of governance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.text import Text
from xuequ.web.forms import DayField, Form

from .engine.policy import FoundingRule
from .models import Aim, UnificationStatus

FROM = _("What was recorded before holds until the day before.")


class StatusForm(Form):
    """How far an item has come, from a day on."""

    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    status = forms.ChoiceField(
        label=pgettext_lazy("of an item", "Status"), choices=UnificationStatus.Status.choices
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when it is blocked."),
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )


class DocumentForm(Form):
    """A founding document as it was adopted."""

    code = forms.ChoiceField(label=_("Document"))
    title = forms.CharField(label=_("Title"), max_length=120)
    since = DayField(
        label=_("Adopted on"), help_text=_("A version in force until then ends on that day.")
    )

    def __init__(self, *args: Any, rules: tuple[FoundingRule, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        field: Any = self.fields["code"]
        field.choices = [(each.code, Text(each.zh, each.en).say(language)) for each in rules]


class AimForm(Form):
    """A vision, idea or goal."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Aim.Kind.choices)
    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    words = forms.CharField(
        label=_("In words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )


class WorkloadForm(Form):
    """What a post does, and the hours a week it counts."""

    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    hours = forms.DecimalField(
        label=_("Hours a week"),
        required=False,
        min_value=0,
        max_value=40,
        max_digits=4,
        decimal_places=1,
        help_text=_("The documents give no number; the bureau approves what is entered."),
    )
    duties = forms.CharField(
        label=_("Duties"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )


class ApproveForm(Form):
    """The decision that approves hours."""

    on = DayField(label=_("Approved on"))
    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        help_text=_("Number or date of the paper that decides it."),
    )


class SetUpForm(Form):
    """The day from which the bodies and posts are there."""

    since = DayField(label=pgettext_lazy("of a change", "From"))
