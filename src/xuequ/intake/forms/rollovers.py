"""What somebody decides about a year roll-over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Person, School
from xuequ.directory.models.schools import Stage
from xuequ.web.forms import Form

from ..models import RolloverClass, RolloverPupil
from ..services.rollover.editing import ClassDecided, Decided

LARGEST = 99  # the highest number of a class
USUAL = ("", _("goes with the class"))
UNDIVIDED = _("0: not divided into classes yet. Empty: the usual one.")


def _schools(label: Any, **kwargs: Any) -> Any:
    return forms.ModelChoiceField(label=label, queryset=School.objects.none(), **kwargs)


class StartForm(Form):
    """Which school year ends, and for which schools."""

    year = forms.TypedChoiceField(label=_("School year that ends"), coerce=int)
    school = _schools(_("School"), required=False, empty_label=_("all schools"))

    def __init__(
        self, years: list[int], schools: QuerySet[School], *args: Any, only_own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["year"]
        year.choices = [(each, f"{each}–{each + 1}") for each in years]
        school: Any = self.fields["school"]
        school.queryset = schools
        if only_own:
            del self.fields["school"]


class GradesForm(Form):
    """First and last grade of each stage the school teaches; empty: it does not teach it."""

    def __init__(self, grades: Mapping[str, tuple[int, int]], data: Any = None) -> None:
        super().__init__(data)
        for stage in Stage:
            held = grades.get(stage.value, (None, None))
            for at, label in enumerate((_("lowest grade"), _("highest grade"))):
                self.fields[f"{stage.value}_{at}"] = forms.IntegerField(
                    label=f"{stage.label} · {label}",
                    min_value=1,
                    max_value=12,
                    required=False,
                    initial=held[at],
                    widget=forms.NumberInput(attrs={"class": "form-control"}),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for stage in Stage:
            first, last = (data.get(f"{stage.value}_{at}") for at in (0, 1))
            if (first is None) != (last is None) and not self.errors:
                name = f"{stage.value}_{0 if first is None else 1}"
                self.add_error(name, _("Give both grades, or leave both empty."))
        return data

    def grades(self) -> dict[str, tuple[int, int]]:
        """The grades typed, by stage."""
        data = self.cleaned_data
        return {
            each.value: (data[f"{each.value}_0"], data[f"{each.value}_1"])
            for each in Stage
            if data[f"{each.value}_0"] is not None
        }


class NextSchoolForm(Form):
    """In which school the leavers go on."""

    following = _schools(_("next school"), required=False, empty_label=_("none"))

    def __init__(self, schools: QuerySet[School], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["following"]
        field.queryset = schools


class ClassForm(Form):
    """The number of the class in the new year, and who looks after it."""

    number = forms.IntegerField(
        label=_("class number in the new year"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=_("Two classes with one number become one. Empty: as now."),
    )
    teacher = forms.ChoiceField(
        label=_("class teacher"), choices=RolloverClass.Teacher.choices, required=False
    )
    successor = forms.ModelChoiceField(
        label=_("another class teacher"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("choose"),
    )

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.queryset = people

    def decided(self) -> ClassDecided:
        """What was chosen."""
        data = self.cleaned_data
        return ClassDecided(data["number"], data["teacher"], data["successor"])


class PupilForm(Form):
    """What becomes of one pupil."""

    wish = forms.ChoiceField(
        label=_("What becomes of the pupil"),
        choices=[USUAL, *RolloverPupil.Wish.choices],
        required=False,
    )
    to_school = _schools(
        _("Goes to school"),
        required=False,
        empty_label=_("choose"),
        help_text=_("For a pupil who goes to another class or school."),
    )
    to_number = forms.IntegerField(
        label=_("class number in the new year"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=UNDIVIDED,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Kept encrypted, and never in the record. Needed for a pupil who stays."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, schools: QuerySet[School], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_school"]
        field.queryset = schools

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("wish") == RolloverPupil.Wish.GOES and not data.get("to_school"):
            self.add_error("to_school", _("Choose the school."))
        return data

    def decided(self) -> Decided:
        """What was chosen."""
        data = self.cleaned_data
        return Decided(data["wish"], data["to_school"], data["to_number"], data["reason"].strip())


class WaiveForm(Form):
    """One reason for leaving several pupils where they are."""

    pupils = forms.TypedMultipleChoiceField(label=_("Pupils"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, pupils: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pupils"]
        field.choices = [(each, each) for each in pupils]
