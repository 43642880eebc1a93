"""Identity data, pupils and guardians, typed by those who keep them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.text import Text
from xuequ.standards.phones import read_phone
from xuequ.web.forms import UNKNOWN, DayField, Form, ReadField

from ..engine.identity import advice, clean, fault, pupil_number_advice, pupil_number_fault
from ..engine.purposes import FAULTS, FIELDS, PURPOSES
from ..models import Guardianship
from ..models.people import IdKind
from ..services.families import NewGuardian, NewPupil
from ..services.identity import Asking, Identity

KINDS = [UNKNOWN, *IdKind.choices]
NUMBER = _("It is kept encrypted and shown masked.")


def _say(text: Text) -> str:
    return text.say(get_language() or "zh-hans")


class IdentityForm(Form):
    """A paper with its number, and a telephone; what is left empty is not known."""

    id_kind = forms.ChoiceField(label=_("Kind of paper"), choices=KINDS, required=False)
    id_number = forms.CharField(
        label=_("ID number"), max_length=40, required=False, help_text=NUMBER
    )
    phone = ReadField(
        reads=read_phone,
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=NUMBER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"id_number", "phone"} & set(self.fields):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_number(self, data.get("id_kind", ""), data.get("id_number", ""), "id_number")
        return data

    def advice(self) -> list[Text]:
        found = advice(clean(self.cleaned_data["id_number"]))
        return [found] if found else []

    def identity(self) -> Identity:
        data = self.cleaned_data
        return Identity(data["id_kind"], data["id_number"], data["phone"])


def check_number(form: Form, kind: str, typed: str, field: str) -> None:
    """Say at the field what is wrong with an ID number."""
    number = clean(typed)
    if number and not kind:
        form.add_error(field, _("Say on which kind of paper the number stands."))
    elif number and (found := fault(kind, number, timezone.localdate())):
        form.add_error(field, _say(FAULTS[found]))


class RevealForm(Form):
    """Which fields, what for, and why."""

    fields_wanted = forms.MultipleChoiceField(
        label=_("What you need to see"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(label=_("What for"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        min_length=5,
        help_text=_("It is recorded with your name. Write no numbers of people in it."),
        error_messages={"min_length": _("Say the reason in at least five characters.")},
    )

    def __init__(self, *args: Any, known: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted, purpose = self.fields["fields_wanted"], self.fields["purpose"]
        wanted.choices = [(name, _say(FIELDS[name])) for name in known]  # type: ignore[attr-defined]
        purposes = [(code, _say(text)) for code, text in PURPOSES.items()]
        purpose.choices = [("", _("please choose")), *purposes]  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["wide"] = True

    def asking(self) -> Asking:
        data = self.cleaned_data
        return Asking(data["fields_wanted"], data["purpose"], data["reason"])


class SearchIdentityForm(Form):
    """A whole ID number; a part of one finds nothing."""

    id_number = forms.CharField(label=_("Whole ID number"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"


class GuardianForm(IdentityForm):
    """A parent or guardian to link with a child."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    kind = forms.ChoiceField(
        label=_("What they are to the child"), choices=Guardianship.Kind.choices
    )
    since = DayField(label=pgettext_lazy("of a change", "From"))
    field_order = ("name", "kind", "phone", "id_kind", "id_number", "since")

    def guardian(self) -> NewGuardian:
        data = self.cleaned_data
        return NewGuardian(data["name"].strip(), data["kind"], self.identity())


class PupilForm(Form):
    """A pupil with one parent or guardian; more can be linked in the list of the class."""

    name = forms.CharField(label=_("Name of the pupil"), max_length=60)
    number = forms.CharField(
        label=_("Pupil number"),
        max_length=40,
        required=False,
        help_text=_("The national one of 19 characters; leave it empty if there is none yet."),
    )
    id_kind = forms.ChoiceField(label=_("Kind of paper"), choices=KINDS, required=False)
    id_number = forms.CharField(
        label=_("ID number"), max_length=40, required=False, help_text=NUMBER
    )
    since = DayField(label=_("In the class from"))
    guardian_name = forms.CharField(
        label=_("Name of a parent or guardian"), max_length=60, required=False
    )
    guardian_kind = forms.ChoiceField(
        label=_("What they are to the child"),
        choices=[("", _("please choose")), *Guardianship.Kind.choices],
        required=False,
    )
    guardian_phone = ReadField(
        reads=read_phone,
        label=_("Telephone of the parent or guardian"),
        max_length=40,
        required=False,
        help_text=NUMBER,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_number(self, data.get("id_kind", ""), data.get("id_number", ""), "id_number")
        number = clean(data.get("number", ""))
        if number and (found := pupil_number_fault(number, timezone.localdate())):
            self.add_error("number", _say(FAULTS[found]))
        if data.get("guardian_name") and not data.get("guardian_kind"):
            self.add_error("guardian_kind", _("Say what they are to the child."))
        if data.get("guardian_phone") and not data.get("guardian_name"):
            self.add_error("guardian_name", _("Say whose telephone it is."))
        return data

    def advice(self) -> list[Text]:
        data, today = self.cleaned_data, timezone.localdate()
        found = advice(clean(data["id_number"]))
        more = pupil_number_advice(clean(data["number"]), today)
        return list(dict.fromkeys([found, *more] if found else more))

    def pupil(self) -> NewPupil:
        data = self.cleaned_data
        return NewPupil(data["name"].strip(), data["number"], data["id_kind"], data["id_number"])

    def guardian(self) -> NewGuardian | None:
        data = self.cleaned_data
        if not data["guardian_name"]:
            return None
        identity = Identity("", "", data["guardian_phone"])
        return NewGuardian(data["guardian_name"].strip(), data["guardian_kind"], identity)


class EndGuardianForm(Form):
    until = DayField(
        label=_("First day no longer a guardian"), help_text=_("The day before is the last.")
    )


class PublicForm(Form):
    """Whether the authority shows itself to everybody."""

    is_public = forms.BooleanField(
        label=_("Show districts, schools and policy to the public"),
        required=False,
        help_text=_(
            "Everybody can then see them without logging in. People are never shown there."
        ),
    )
