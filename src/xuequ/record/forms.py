"""What an auditor looks for, typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import DayField, Form

from .names import ACTS
from .queries import Filter

SORTS = (
    ("", _("all acts")),
    ("failed", _("failed and refused log-ins")),
    ("log-ins", _("log-ins and switches of identity")),
    ("reveals", _("reveals of identity data")),
    ("exports", _("lists taken out as files")),
    ("accounts", _("accounts and passwords")),
    ("powers", _("posts and powers")),
)


class AuditForm(Form):
    """The filters of the audit console; all of them may be empty."""

    since = DayField(label=_("From day"), required=False)
    last = DayField(label=_("To day"), required=False)
    account = forms.CharField(label=_("Account"), required=False, max_length=60)
    sort = forms.ChoiceField(label=_("Sort of acts"), required=False, choices=SORTS)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["verb"]
        names = sorted((str(name), verb) for verb, name in ACTS.items())
        field.choices = [("", _("all acts")), *((verb, name) for name, verb in names)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("last") and data["last"] < data["since"]:
            self.add_error("last", _("The last day lies before the first."))
        return data

    def wanted(self) -> Filter:
        """What to look for; with a mistake in the form, nothing is left out."""
        return Filter(**self.cleaned_data) if self.is_valid() else Filter()


class HeadForm(Form):
    """A head of the record that was noted down earlier."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=10**15)
    seal = forms.RegexField(
        r"^[0-9a-f]{64}\Z",
        label=_("Seal"),
        error_messages={"invalid": _("A seal has 64 characters: digits and the letters a to f.")},
    )
