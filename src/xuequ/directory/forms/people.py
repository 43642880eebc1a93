"""People, posts and appointments, typed by the authority's office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from ..engine.posts import Kind, roles_in
from ..models import Consortium, Person

SINCE = pgettext_lazy("of a change", "From")


class PersonForm(Form):
    """Somebody who works in the system."""

    name = forms.RegexField(
        r"^[\w·•．. '\-]+\Z",
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        error_messages={"invalid": _("A name has only letters, blanks and the signs · . ' -.")},
    )


class PostForm(Form):
    """A post in one place, with a role the place may have."""

    role = forms.ChoiceField(
        label=_("Role"), help_text=_("It decides what the holder may see and do.")
    )
    title = forms.CharField(
        label=pgettext_lazy("of a post", "Title"),
        max_length=80,
        help_text=_("As it stands in the paper, e.g. 学区长."),
    )
    since = DayField(label=SINCE)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = role_choices(kind)


def role_choices(kind: Kind) -> list[tuple[str, str]]:
    """The roles of a kind of place, in the reader's language; no administrators."""
    language = get_language() or ""
    return [(each.code, each.name.say(language)) for each in roles_in(kind) if not each.exclusive]


class AppointForm(Form):
    """Who takes up a post, from which day.

    All `people` may be sent; only those `shown` stand in the list.
    """

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("please choose")
    )
    since = DayField(label=SINCE, help_text=_("Whoever holds the post leaves it on that day."))

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        shown: Sequence[tuple[int, str]],
        heads: Sequence[Consortium] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.widget.choices = [("", _("please choose")), *shown]
        if heads:
            names = "、".join(each.label for each in heads)
            self.fields["heads"] = forms.BooleanField(
                label=_("Also head of %(names)s") % {"names": names},
                required=False,
                initial=True,
                help_text=_(
                    "In this locality the principal of the lead school is head ex officio, "
                    "for as long as principal."
                ),
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )


class LeaveForm(Form):
    """The day somebody leaves a post, or a post ends."""

    until = DayField(
        label=_("First day no longer in force"), help_text=_("The day before is the last.")
    )
