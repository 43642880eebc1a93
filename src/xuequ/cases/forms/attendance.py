"""Forms on which the recorder keeps what happens in a meeting."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.ledger.forms.notices import HourField
from xuequ.web.forms import Form

from ..models import AgendaItem, Invitation, MeetingBallot, MeetingVote
from ..services.attendance import Came, NewVote
from .meetings import Choices, moment, offer


class AttendanceForm(Form):
    """For each person invited: there or not, by whom, and when they left."""

    def __init__(
        self, *args: Any, invited: Sequence[Invitation], begins: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._invited, self._begins = invited, begins
        for each in invited:
            left = timezone.localtime(each.left_at).strftime("%H:%M") if each.left_at else ""
            self._add(
                f"came_{each.pk}",
                forms.ChoiceField(
                    label=_("Attendance"),
                    choices=Invitation.Attendance.choices,
                    initial=each.attendance or Invitation.Attendance.PRESENT,
                ),
                "form-select",
            )
            self._add(
                f"by_{each.pk}",
                forms.CharField(
                    label=_("Substitute"),
                    required=False,
                    max_length=60,
                    initial=each.substitute,
                ),
            )
            self._add(
                f"left_{each.pk}",
                HourField(label=_("Left early at"), required=False, initial=left),
            )

    def _add(self, name: str, field: forms.Field, look: str = "form-control") -> None:
        field.widget.attrs.setdefault("class", look)
        self.fields[name] = field

    def rows(self) -> list[tuple[Invitation, Any, Any, Any]]:
        """Each person with their three inputs."""
        return [
            (each, self[f"came_{each.pk}"], self[f"by_{each.pk}"], self[f"left_{each.pk}"])
            for each in self._invited
        ]

    def values(self) -> list[Came]:
        """What the service takes."""
        data, day = self.cleaned_data, timezone.localdate(self._begins)
        return [
            Came(
                person=each.person_id,
                attendance=data[f"came_{each.pk}"],
                substitute=data[f"by_{each.pk}"],
                left_at=moment(day, left) if (left := data[f"left_{each.pk}"]) else None,
            )
            for each in self._invited
        ]


class VoteForm(Form):
    """A vote by numbers; with `voters`, by name."""

    item = forms.TypedChoiceField(label=_("Agenda item"), coerce=int)
    question = forms.CharField(label=_("What was voted on"), max_length=200)
    threshold = forms.ChoiceField(label=_("Needed to pass"), choices=MeetingVote.Threshold.choices)
    hour = HourField(label=_("Time of the vote"))
    in_favour = forms.IntegerField(label=_("For"), min_value=0, max_value=999, initial=0)
    against = forms.IntegerField(label=_("Against"), min_value=0, max_value=999, initial=0)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=999, initial=0)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        items: Choices,
        begins: datetime,
        voters: Sequence[Invitation] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._begins, self._voters = begins, voters
        offer(self, "item", items)
        if voters is None:
            return
        for name in ("in_favour", "against", "abstained"):
            del self.fields[name]
        for each in voters:
            self.fields[f"said_{each.pk}"] = forms.ChoiceField(
                label=each.person.name,
                required=False,
                choices=[("", _("did not vote")), *MeetingBallot.Choice.choices],
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def values(self) -> NewVote:
        """What the service takes."""
        data = self.cleaned_data
        said = None
        if self._voters is not None:
            said = {each.pk: data[f"said_{each.pk}"] for each in self._voters}
            said = {pk: choice for pk, choice in said.items() if choice}
        return NewVote(
            question=data["question"],
            threshold=data["threshold"],
            taken_at=moment(timezone.localdate(self._begins), data["hour"]),
            in_favour=data.get("in_favour", 0),
            against=data.get("against", 0),
            abstained=data.get("abstained", 0),
            ballots=said,
            key=data["key"],
        )


class MinutesForm(Form):
    """What was said, item by item."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = items
        for each in items:
            self.fields[f"words_{each.pk}"] = forms.CharField(
                label=f"{each.number}. {each.title}",
                required=False,
                max_length=8000,
                initial=each.words,
                widget=forms.Textarea(attrs={"rows": 5, "wide": True, "class": "form-control"}),
            )

    def values(self) -> dict[int, str]:
        """What the service takes."""
        return {each.pk: self.cleaned_data[f"words_{each.pk}"] for each in self._items}
