"""Forms of families: registering, the child, who else speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from xuequ.directory.forms.identity import check_number
from xuequ.directory.forms.sign_in import PasswordField
from xuequ.directory.models import Guardianship
from xuequ.directory.models.people import IdKind
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.registrants import NewParent
from xuequ.standards.phones import read_phone
from xuequ.web.forms import DayField, Form, ReadField

from ..services.applying.children import NewChild
from ..services.applying.desk import AtDesk
from ..services.applying.guardians import NewCustody
from ..services.applying.guarding import Seen
from .proved import ProvedForm

CHOOSE = ("", _("please choose"))
SEXES = [CHOOSE, ("male", _("boy")), ("female", _("girl"))]


class RegisterForm(Form):
    """Who a parent says they are, and a password."""

    name = forms.CharField(label=_("Your name, as on the paper"), max_length=60)
    phone = ReadField(reads=read_phone, label=_("Telephone"), max_length=40)
    id_kind = forms.ChoiceField(label=_("Kind of paper"), choices=IdKind.choices)
    id_number = forms.CharField(label=_("ID number"), max_length=40)
    password = PasswordField(label=_("A password"), autocomplete="new-password")
    again = PasswordField(label=_("The password once more"), autocomplete="new-password")
    has_read = forms.BooleanField(
        label=_("I have read what is kept of my child and me, and what for"),
        error_messages={"required": _("Read the notice and tick it.")},
        widget=forms.CheckboxInput(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_number(self, data.get("id_kind", ""), data.get("id_number", ""), "id_number")
        if data.get("again", "") != data.get("password", ""):
            self.add_error("again", _("The two passwords differ; type the same twice."))
        return data

    def parent(self) -> NewParent:
        """What was typed."""
        data = self.cleaned_data
        identity = Identity(data["id_kind"], data["id_number"], data["phone"])
        return NewParent(data["name"].strip(), identity, data["password"])


class DeskForm(Form):
    """A parent at the desk, whose paper is seen there."""

    name = forms.CharField(label=_("Name, as on the paper"), max_length=60)
    id_kind = forms.ChoiceField(label=_("Kind of paper"), choices=IdKind.choices)
    id_number = forms.CharField(label=_("ID number"), max_length=40)
    phone = ReadField(reads=read_phone, label=_("Telephone"), max_length=40, required=False)
    reason = forms.CharField(
        label=_("Why at the desk"),
        max_length=200,
        help_text=_("For example: no telephone, comes with the household register."),
        widget=forms.TextInput(attrs={"wide": True}),
    )
    has_seen = forms.BooleanField(
        label=_("I have seen the paper, and told the parent what is kept and what for"),
        error_messages={"required": _("Look at the paper first, and tick it.")},
        widget=forms.CheckboxInput(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_number(self, data.get("id_kind", ""), data.get("id_number", ""), "id_number")
        return data

    def said(self) -> AtDesk:
        """What was typed."""
        data = self.cleaned_data
        identity = Identity(data["id_kind"], data["id_number"], data.get("phone") or "")
        return AtDesk(data["name"], identity, data["reason"])


class ChildForm(Form):
    """A child: one of the own pupils, or another with name and paper."""

    pupil = forms.TypedChoiceField(
        label=_("Which child"), coerce=int, empty_value=None, required=False,
        help_text=_("A child at school here is chosen; what the register knows is not typed."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What you are to the child"), choices=Guardianship.Kind.choices
    )
    name = forms.CharField(label=_("Name of the child"), max_length=60, required=False)
    id_kind = forms.ChoiceField(label=_("Kind of paper"), choices=IdKind.choices, required=False)
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=40,
        required=False,
        help_text=_("It is kept encrypted and shown masked."),
    )
    born = DayField(
        label=_("Day of birth"),
        required=False,
        help_text=_("Only where the number of the paper does not say it."),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)

    def __init__(self, *args: Any, pupils: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"
        field: Any = self.fields["pupil"]
        field.choices = [("", _("a child who is not at school here")), *pupils]
        if not pupils:
            del self.fields["pupil"]
            for name in ("name", "id_kind", "id_number"):
                self.fields[name].widget.attrs["starred"] = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_number(self, data.get("id_kind", ""), data.get("id_number", ""), "id_number")
        return data

    def child(self) -> NewChild:
        """What was typed."""
        data = self.cleaned_data
        names = ("kind", "name", "id_kind", "id_number", "born", "sex")
        return NewChild(pupil=data.get("pupil"), **{each: data[each] for each in names})


class SecondGuardianForm(ProvedForm):
    """Another parent, by log-in name and name; with the code once something is handed in."""

    field_order = ("username", "name", "kind", "code")
    username = forms.CharField(
        label=_("Log-in name of the other parent"),
        max_length=60,
        help_text=_("They register first and tell it to you."),
    )
    name = forms.CharField(label=_("Name of the other parent"), max_length=60)
    kind = forms.ChoiceField(
        label=_("What they are to the child"), choices=Guardianship.Kind.choices
    )

    def custody(self) -> NewCustody:
        """What was typed."""
        data = self.cleaned_data
        return NewCustody(data["username"], data["name"], data["kind"])


class FindChildForm(Form):
    """A child whose family stands at the desk."""

    number = forms.CharField(
        label=_("Number of the child"),
        max_length=40,
        help_text=_("Its number here of eight digits, or the number of its paper."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["autocomplete"] = "off"


class EndGuardianForm(Form):
    """Why somebody speaks for a child no longer, and that papers were seen."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_(
            "Which paper shows it, for example a ruling about custody. It is recorded with your "
            "name; write no numbers of people in it."
        ),
        widget=forms.TextInput(attrs={"wide": True}),
    )
    has_seen = forms.BooleanField(
        label=_("I have seen the papers that show who speaks for the child"),
        error_messages={"required": _("Look at the papers first, and tick it.")},
        widget=forms.CheckboxInput(attrs={"wide": True}),
    )


class SeenGuardianForm(EndGuardianForm):
    """A parent who is added at the desk, by log-in name and name."""

    field_order = ("username", "name", "kind", "reason", "has_seen")
    username = forms.CharField(
        label=_("Log-in name of the parent"),
        max_length=60,
        help_text=_("Without an account: enter the parent at the desk first."),
    )
    name = forms.CharField(label=_("Name of the parent"), max_length=60)
    kind = forms.ChoiceField(
        label=_("What they are to the child"), choices=Guardianship.Kind.choices
    )

    def seen(self) -> Seen:
        """What was typed."""
        data = self.cleaned_data
        custody = NewCustody(data["username"], data["name"], data["kind"])
        return Seen(custody, data["reason"])


class ConfirmParentForm(Form):
    """The number as it stands on the paper."""

    number = forms.CharField(
        label=_("Number on the paper"),
        max_length=40,
        help_text=_("Type it from the paper you have before you; the one given is not shown."),
        widget=forms.TextInput(attrs={"wide": True, "autocomplete": "off"}),
    )
