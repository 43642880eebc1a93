"""Facilities, bell schedules and their periods, typed by people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.forms import UNKNOWN, DayField, Form

from ..engine.daily import Stretch
from ..engine.daily.clock import Unreadable, windows_of, written
from ..engine.daily.facilities import MOST_AREA, MOST_PLACES
from ..models import BellPeriod, Facility, Post
from ..models.schools import Stage

SINCE = pgettext_lazy("of a change", "From")
SHARED = [UNKNOWN, ("yes", _("yes")), ("no", _("no"))]


class FacilityFactsForm(Form):
    """What a facility is from a day on; an empty field means «not known»."""

    capacity = forms.IntegerField(
        label=_("Capacity"), required=False, min_value=1, max_value=MOST_PLACES
    )
    area = forms.DecimalField(
        label=_("Area (m²)"), required=False, min_value=0, max_value=MOST_AREA, decimal_places=1
    )
    shared = forms.ChoiceField(label=_("Shared"), required=False, choices=SHARED)
    hours = forms.CharField(
        label=_("Open to others"),
        required=False,
        max_length=120,
        help_text=_("E.g. 周一至周五 16:30-18:00；周六 9:00-11:30."),
    )
    contact = forms.ModelChoiceField(
        label=_("Post to ask"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("not known"),
    )
    since = DayField(label=SINCE)

    def __init__(self, *args: Any, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contact"]
        field.queryset = posts

    def clean_hours(self) -> str:
        """The hours as they are kept."""
        try:
            return written(windows_of(self.cleaned_data["hours"]))
        except Unreadable as part:
            raise ValidationError(
                _("«%(part)s» is not understood. Write 1-5 16:30-18:00; 6 9:00-11:30."),
                params={"part": str(part)},
            ) from part

    def facts(self) -> dict[str, object]:
        """The fields of a standing."""
        data = self.cleaned_data
        return {
            "capacity": data["capacity"],
            "area": data["area"],
            "is_shared": {"yes": True, "no": False}.get(data["shared"]),
            "hours": data["hours"],
            "contact": data["contact"],
        }


class FacilityForm(FacilityFactsForm):
    """A facility to register."""

    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Facility.Kind.choices)
    campus = forms.ChoiceField(label=_("Campus"), required=False)
    field_order = ("name", "kind", "campus")

    def __init__(self, *args: Any, campuses: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["campus"]
        field.choices = [("", _("the only one")), *((each, each) for each in campuses)]


class FacilityEndForm(Form):
    until = DayField(label=_("First day no longer there"))


class BellsForm(Form):
    """A bell schedule to begin; it takes over the periods of the one before it."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("E.g. 夏季作息, 考试日."))
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("all stages")), *Stage.choices]
    )
    since = DayField(label=SINCE)
    until = DayField(
        label=_("First day no longer in force"),
        required=False,
        help_text=_("With a last day it lies over what goes on, e.g. for the days of an exam."),
    )

    def span(self) -> tuple[date, date | None]:
        return self.cleaned_data["since"], self.cleaned_data["until"]


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class PeriodForm(Form):
    """One period of the bells."""

    name = forms.CharField(label=_("Name"), max_length=20, help_text=_("E.g. 第一节, 大课间."))
    kind = forms.ChoiceField(label=_("Kind"), choices=BellPeriod.Kind.choices)
    number = forms.IntegerField(
        label=pgettext_lazy("of a period", "Number"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=_("As timetables call it; empty for a break."),
    )
    begins = _time(_("Begins"))
    ends = _time(_("Ends"))

    def stretch(self) -> Stretch:
        """What was entered."""
        data = self.cleaned_data
        return Stretch(data["name"], data["kind"], data["begins"], data["ends"], data["number"])
