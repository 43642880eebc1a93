"""Text typed by people, turned into typed values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.standards.phones import read_phone
from xuequ.standards.school_codes import read_school_code, stages_advice, stages_fault
from xuequ.web.forms import UNKNOWN, DayField, Form, ReadField

from ..engine.policy import Formation
from ..models import (
    Campus,
    Consortium,
    ConsortiumStanding,
    Membership,
    School,
    SchoolName,
    SchoolStanding,
    Section,
)
from ..models.schools import Stage
from ..queries.scope import consortia

FROM = _("The change holds from this day on; earlier days keep what they had.")


def _or_unknown(choices: Any) -> list[Any]:
    return [UNKNOWN, *choices]


class SchoolForm(Form):
    """What a school is from a day on; an empty choice means «not known»."""

    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    stages = forms.MultipleChoiceField(
        label=_("Stages"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ownership = forms.ChoiceField(
        label=_("Ownership"),
        required=False,
        choices=_or_unknown(SchoolStanding.Ownership.choices),
    )
    strength = forms.ChoiceField(
        label=_("Strength"), required=False, choices=_or_unknown(SchoolStanding.Strength.choices)
    )
    locality = forms.ChoiceField(
        label=_("Locality"), required=False, choices=_or_unknown(SchoolStanding.Locality.choices)
    )
    township = forms.CharField(label=_("Township"), required=False, max_length=40)
    newly_built = forms.ChoiceField(
        label=_("Newly built"),
        required=False,
        choices=[UNKNOWN, ("yes", _("yes")), ("no", _("no"))],
    )
    source = forms.CharField(
        label=_("Source of these facts"),
        required=False,
        max_length=200,
        help_text=_("The paper or person these facts come from."),
    )

    def __init__(self, *args: Any, code: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code  # of the school, which says what stages it may teach

    def clean_stages(self) -> list[str]:
        stages: list[str] = self.cleaned_data["stages"]
        if self.code and (found := stages_fault(self.code, stages)):
            raise forms.ValidationError(found.say(get_language() or "zh-hans"), code="unfit")
        return stages

    def advice(self) -> list[Text]:
        found = stages_advice(self.code, self.cleaned_data["stages"]) if self.code else None
        return [found] if found else []

    def values(self) -> dict[str, Any]:
        """The fields of `SchoolStanding`, None for what is not known."""
        data = self.cleaned_data
        built = {"yes": True, "no": False}.get(data["newly_built"])
        fields = ("ownership", "strength", "locality", "township")
        return {
            **{field: data[field] or None for field in fields},
            "newly_built": built,
            "source": data["source"],
        }


class NewSchoolForm(Form):
    """A school to register; what it is and where it belongs follows on its page."""

    name = forms.CharField(label=_("Name"), max_length=80)
    code = ReadField(
        reads=read_school_code,
        label=_("School code"),
        max_length=40,
        required=False,
        help_text=_("Ten digits; leave it empty if you do not have it."),
    )
    since = DayField(label=_("Open from"))


class NewConsortiumForm(Form):
    """A district or group to form; its schools join on their own pages."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Consortium.Kind.choices)
    name = forms.CharField(label=_("Official name"), max_length=80)
    form = forms.ChoiceField(label=_("Formation form"), required=False)
    since = DayField(label=pgettext_lazy("of a change", "From"))

    def __init__(self, *args: Any, formation: Formation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = form_choices(formation)  # type: ignore[attr-defined]


def form_choices(formation: Formation) -> list[Any]:
    """The forms of the locality's catalogue, and «not known»."""
    english = (get_language() or "").startswith("en")
    return [
        UNKNOWN,
        *((f.code, f.name.en if english else f.name.zh) for f in formation.forms),
    ]


class NameForm(Form):
    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    kind = forms.ChoiceField(label=_("Kind of name"), choices=SchoolName.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=80)


class PlaceForm(Form):
    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    name = forms.CharField(label=_("Campus"), max_length=80)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    phone = ReadField(
        reads=read_phone, label=_("Telephone of the office"), required=False, max_length=30
    )
    longitude = forms.FloatField(label=_("Longitude"), min_value=73, max_value=136)
    latitude = forms.FloatField(label=_("Latitude"), min_value=3, max_value=54)
    datum = forms.ChoiceField(
        label=_("Datum"),
        choices=Campus.Datum.choices,
        help_text=_("Maps sold in China use GCJ-02; satellite receivers give WGS-84."),
    )


class PointForm(Form):
    since = DayField(label=pgettext_lazy("of a change", "From"))
    name = forms.CharField(label=_("Name of the teaching point"), max_length=80)


class ConsortiumForm(Form):
    """How a consortium is made up from a day on."""

    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)
    form = forms.ChoiceField(label=_("Formation form"), required=False)
    mode = forms.ChoiceField(
        label=_("Mode"), required=False, choices=_or_unknown(ConsortiumStanding.Mode.choices)
    )
    recognition = forms.ChoiceField(
        label=_("Recognition"),
        required=False,
        choices=_or_unknown(ConsortiumStanding.Recognition.choices),
    )
    goal = forms.CharField(label=_("Characteristic goal"), required=False, max_length=200)

    def __init__(self, *args: Any, formation: Formation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = form_choices(formation)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The fields of `ConsortiumStanding`, None for what is not known."""
        return {
            field: self.cleaned_data[field] or None
            for field in ("form", "mode", "recognition", "goal")
        }


class PlaceInForm(Form):
    """Which consortium, in which role, from which day."""

    consortium = forms.ModelChoiceField(
        label=_("District or group"),
        queryset=Consortium.objects.none(),
        empty_label=_("please choose"),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
    since = DayField(label=pgettext_lazy("of a change", "From"), help_text=FROM)

    def __init__(self, *args: Any, seen_by: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consortium"]
        field.queryset = consortia(seen_by=seen_by, on=on)  # type: ignore[attr-defined]


class JoinForm(PlaceInForm):
    """The same for a school that joins, whole or with one of its sections."""

    section = forms.ModelChoiceField(
        label=_("Part of the school"),
        queryset=Section.objects.none(),
        required=False,
        empty_label=_("the whole school"),
        help_text=_("Choose a section only if just that section belongs."),
    )

    def __init__(self, *args: Any, school: School, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        field = self.fields["section"]
        field.queryset = school.sections.on(on)  # type: ignore[attr-defined]


class EndForm(Form):
    until = DayField(
        label=_("First day no longer a member"), help_text=_("The day before is the last.")
    )
