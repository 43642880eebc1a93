"""What a token is for, typed by its owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form


class TokenForm(Form):
    """A name, a last day and what the token may read."""

    name = forms.CharField(
        label=_("Used by"),
        max_length=80,
        help_text=_("The program that will read with it, so that you know it again."),
    )
    expires = DayField(
        label=_("Expires on"),
        help_text=_("From this day on it no longer works; a year at most."),
    )
    permissions = forms.MultipleChoiceField(
        label=_("May read"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        soon = timezone.localdate() + timedelta(days=90)
        kwargs.setdefault("initial", {"expires": soon})
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]
