"""Forms of signing in and of keeping it safe."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import Form

from ..models import SignInRules

LIMITS = {  # least and most of each number; beyond them nobody could work, or nothing is kept
    "min_length": (8, 64),
    "classes": (1, 4),
    "max_age_days": (0, 730),
    "failures": (3, 20),
    "lock_minutes": (1, 1440),
    "idle_minutes": (5, 480),
}


class PasswordField(forms.CharField):
    """A password; what is typed is taken as it is, blanks included."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(widget=widget, max_length=200, strip=False, **kwargs)


class LogInForm(Form):
    username = forms.CharField(label=_("Log-in name"), max_length=60)
    password = PasswordField(label=_("Password"), autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs |= attrs


class CodeForm(Form):
    """A code of an app, or a recovery code."""

    code = forms.CharField(label=pgettext_lazy("to type", "Code"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "wide": True}
        self.fields["code"].widget.attrs |= attrs


class ConfirmForm(Form):
    password = PasswordField(label=_("Your password"), autocomplete="current-password")


class ChangePasswordForm(Form):
    old = PasswordField(label=_("Password until now"), autocomplete="current-password")
    new = PasswordField(label=_("New password"), autocomplete="new-password")
    again = PasswordField(label=_("New password once more"), autocomplete="new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = " ".join(password_validators_help_texts())
        self.fields["old"].widget.attrs["wide"] = True

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("The two new passwords differ; type the same twice."))
        return again


class PasskeyForm(Form):
    """What the person calls the passkey, and what the browser answered."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=40,
        help_text=_("For example: phone, office computer, key on the key ring."),
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class RulesForm(Form):
    """The rules of signing in; each number says whether it is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = {each.name: each for each in SignInRules._meta.fields}
        for name, (least, most) in LIMITS.items():
            label = columns[name].verbose_name
            number = forms.IntegerField(label=label, min_value=least, max_value=most)
            number.help_text = _unconfirmed(least, most, name)
            number.widget.attrs["class"] = "form-control"
            self.fields[name] = number
        self.fields["second_factor"] = forms.ChoiceField(
            label=_("Second factor"),
            choices=SignInRules.SecondFactor.choices,
            widget=forms.Select(attrs={"class": "form-select", "wide": True}),
        )


def _unconfirmed(least: int, most: int, name: str) -> SafeString:
    """That nobody has confirmed a number yet, and how far it may go."""
    span = _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    more = _("0: never. 90 is usual.") if name == "max_age_days" else ""
    mark = _("to be confirmed")
    return format_html('<span class="should">{}</span> {} {}', mark, span, more)
