"""What every form has that asks for the family's change code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import Form


class ProvedForm(Form):
    """The family's change code, or one of its second factor, where it is asked for."""

    code = forms.CharField(
        label=_("Change code"),
        max_length=20,
        required=False,
        help_text=_(
            "It was shown when you first handed in. If you had set up a second factor before, a "
            "code of it does as well."
        ),
    )

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        self.fields["code"].widget.attrs |= attrs
        if not needs_code:
            del self.fields["code"]

    @property
    def code_typed(self) -> str:
        """What was typed; empty where nothing is asked."""
        typed: str = self.cleaned_data.get("code", "")
        return typed
