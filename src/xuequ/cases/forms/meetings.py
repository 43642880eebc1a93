"""Forms on which a meeting is called."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.ledger.forms.entries import FilesField, NamesField
from xuequ.ledger.forms.notices import HourField
from xuequ.web.forms import DayField, Form

from ..queries.meeting_people import Find
from ..services.agenda import NewItem
from ..services.meetings import NewMeeting

Choices = Sequence[tuple[Any, str]]


class PlanForm(Form):
    """What kind of meeting, of whom, when, where, and what about."""

    where = forms.ChoiceField(label=pgettext_lazy("of a meeting", "Of"))
    kind = forms.ChoiceField(label=_("Kind of meeting"))
    title = forms.CharField(label=_("Title"), max_length=120)
    day = DayField(label=_("Day"))
    hour = HourField(label=_("Begins at"), initial="14:30")
    venue = forms.CharField(label=_("Where it is held"), max_length=120)
    chair = forms.TypedChoiceField(label=_("Chair"), coerce=int)
    recorder = forms.TypedChoiceField(label=_("Recorder"), coerce=int)
    next_on = DayField(
        label=_("Next one on"),
        required=False,
        help_text=_("Where the document gives no cadence, the place sets the next day itself."),
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5, "wide": True}),
        help_text=_("One item a line. Overdue tasks of earlier meetings are added by themselves."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, wheres: Choices, kinds: Choices, people: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("where", wheres), ("kind", kinds), ("chair", people), ("recorder", people),
        ):  # fmt: skip
            offer(self, name, choices)
        if len(kinds) == 1:  # nothing to choose
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial["kind"] = kinds[0][0]

    def values(self) -> NewMeeting:
        """What the service takes."""
        data = self.cleaned_data
        return NewMeeting(
            kind=data["kind"],
            title=data["title"],
            starts_at=moment(data["day"], data["hour"]),
            venue=data["venue"],
            chair=data["chair"],
            recorder=data["recorder"],
            agenda=data.get("agenda", "").splitlines(),
            next_on=data["next_on"],
            key=data["key"],
        )


class ChangeForm(PlanForm):
    """The same without the place and the agenda, which have pages of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["where"], self.fields["agenda"]


class PeopleForm(Form):
    """Who is invited: those proposed and chosen, and others by their names."""

    members = forms.MultipleChoiceField(
        label=_("Members (they vote)"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    more = NamesField(
        label=_("More members"),
        required=False,
        max_length=600,
        help_text=_("Names of colleagues, separated by commas."),
    )
    listeners = NamesField(
        label=_("Listeners (without a vote)"),
        required=False,
        max_length=600,
        help_text=_("Names of colleagues, separated by commas."),
    )

    def __init__(self, *args: Any, people: Choices, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        offer(self, "members", people)

    def clean_more(self) -> list[int]:
        return found(self.cleaned_data["more"], self._find)

    def clean_listeners(self) -> list[int]:
        return found(self.cleaned_data["listeners"], self._find)

    def values(self) -> tuple[set[int], set[int]]:
        """Members and listeners."""
        data = self.cleaned_data
        members = {int(each) for each in data["members"]} | set(data["more"])
        return members, set(data["listeners"]) - members


class ItemForm(Form):
    """One item of the agenda with its papers."""

    title = forms.CharField(label=pgettext_lazy("of an agenda", "Item"), max_length=200)
    presenter = forms.TypedChoiceField(
        label=_("Presented by"), coerce=int, empty_value=None, required=False
    )
    number = forms.IntegerField(
        label=_("Number in the order"),
        required=False,
        min_value=1,
        max_value=40,
        help_text=_("Empty: where it is, or the last."),
    )
    uploads = FilesField(
        label=pgettext_lazy("of an agenda item", "Papers"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint or photos; only who is invited reads them."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "presenter", [("", "—"), *people])

    def values(self) -> NewItem:
        """What the service takes."""
        data = self.cleaned_data
        return NewItem(data["title"], data["presenter"], data["number"])


class ReasonForm(Form):
    """Why something is called off, returned or withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )


class RemarkForm(Form):
    """What is to be mended in minutes."""

    words = forms.CharField(
        label=_("What is to be mended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
    )


def offer(form: Form, name: str, choices: Choices) -> None:
    """Let a field offer these to choose from."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def moment(day: date, hour: Any) -> datetime:
    """A day and a time of day where the authority is."""
    return timezone.make_aware(datetime.combine(day, hour))


def found(names: Sequence[str], find: Find) -> list[int]:
    """The people of the names typed; each has to be just one colleague's."""
    known: Mapping[str, list[int]] = find(names)
    if unknown := [each for each in names if not known.get(each)]:
        raise forms.ValidationError(
            _("No colleague here is called %(names)s. Check the name."),
            params={"names": "、".join(unknown)},
        )
    if several := [each for each in names if len(known[each]) > 1]:
        raise forms.ValidationError(
            _("Several colleagues are called %(names)s; choose them in the list above."),
            params={"names": "、".join(several)},
        )
    return [known[each][0] for each in names]
