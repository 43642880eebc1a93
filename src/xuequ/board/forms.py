"""Texts of a policy and of a decision, typed or uploaded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.profiles import loader
from xuequ.profiles.texts import BYTES
from xuequ.web.forms import DayField, Form
from xuequ.web.templatetags.words import say


def shipped() -> list[tuple[str, Any]]:
    """The profiles that come with the product, to choose from."""
    rows = [(code, say(loader.load(code).document)) for code in loader.localities()]
    return [("", _("a file of our own")), *rows]


class PolicyForm(Form):
    """A policy to look at: a file, or one that comes with the product; and from which day."""

    file = forms.FileField(
        label=_("Profile file (.toml)"),
        required=False,
        max_length=200,
        help_text=_("Written after docs/profile-format.md; “xuequ profile new” starts one."),
    )
    shipped = forms.ChoiceField(
        label=_("Or a policy that comes with the product"), required=False, choices=shipped
    )
    since = DayField(label=pgettext_lazy("of a change", "From"))
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("Only for a trial: from that day what was followed before holds again."),
    )
    note = forms.CharField(
        label=_("Decision"),
        max_length=200,
        help_text=_("Number or date of the paper that decides it."),
    )

    def clean(self) -> dict[str, Any]:
        """Just one policy, and not a heap of data."""
        given: dict[str, Any] = super().clean() or {}
        file, code = given.get("file"), given.get("shipped")
        if "file" in given and bool(file) == bool(code):
            self.add_error("file", _("Choose a file, or one of the policies below, but not both."))
        if file and file.size > BYTES:
            self.add_error("file", _("The file is too large to be a profile."))
        return given


class AdoptForm(Form):
    """What was looked at, to be adopted as it is."""

    text = forms.CharField(max_length=BYTES, strip=False)
    since = DayField()
    until = DayField(required=False)
    note = forms.CharField(max_length=200)
    seen = forms.IntegerField(required=False, min_value=1)
