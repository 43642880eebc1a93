"""Forms of delegation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import DayField, Form

from ..models import Holding, Person
from ..queries.delegations import deputies, works_as


class DeputyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People to choose from, each with where and as what they work."""

    known: dict[int, str] = {}

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} · {self.known.get(obj.pk, '')}".removesuffix(" · ")


class DelegationForm(Form):
    """Who stands in, from when, up to which day, and why."""

    person = DeputyField(
        label=_("Deputy"),
        queryset=Person.objects.none(),
        empty_label=_("please choose"),
        help_text=_("Somebody who works in the same place as the post."),
    )
    since = DayField(label=pgettext_lazy("of a change", "From"))
    until = DayField(
        label=_("First day no longer a deputy"),
        help_text=_("At most a year on; it then ends by itself."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, holding: Holding | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if holding is not None:
            field: Any = self.fields["person"]
            field.queryset = deputies(holding, on)
            field.known = works_as(field.queryset, on)
