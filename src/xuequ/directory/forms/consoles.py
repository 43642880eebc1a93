"""What the three administrators type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from ..engine.roles import ROLES
from ..models import Person


class OpenAccountForm(Form):
    """Whose account it is and what they log in with."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("please choose")
    )
    username = forms.CharField(
        label=_("Log-in name"),
        max_length=60,
        help_text=_("Letters, digits or the signs . @ + - _, without blanks."),
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        shown: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.widget.choices = [("", _("please choose")), *shown]
        self.fields["username"].widget.attrs["autocomplete"] = "off"


class OpenAllForm(Form):
    """For whom accounts are opened at once."""

    people = forms.ModelMultipleChoiceField(
        label=_("Whose accounts"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = people


class GiveForm(Form):
    """Which of the three administrators a person becomes."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        empty_label=_("please choose"),
        help_text=_("Only people without any other post: the three administrators hold no other."),
    )
    role = forms.ChoiceField(label=_("Administrator"))
    since = DayField(label=pgettext_lazy("of a change", "From"))

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        shown: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.widget.choices = [("", _("please choose")), *shown]
        language = get_language() or ""
        role: Any = self.fields["role"]
        role.choices = [
            (each.code, each.name.say(language)) for each in ROLES.values() if each.exclusive
        ]


class StopForm(Form):
    """Why somebody's power ends now."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        help_text=_("It stands in the record for ever: no personal data here."),
    )
