"""Forms of tasks, and of the resolutions that set them."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.ledger.forms.entries import FilesField, NamesField
from xuequ.vault.services.files import Taken
from xuequ.web.forms import DayField, Form

from ..queries.meeting_people import Find
from ..services.resolutions import NewResolution
from ..services.tasks import NewReport, NewTask
from .meetings import Choices, found, offer


class TaskForm(Form):
    """Who does what by when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    answers = forms.ChoiceField(
        label=_("Who answers for it"),
        help_text=_("One person, one post or one school."),
    )
    due = DayField(label=pgettext_lazy("of a task", "Due"))
    helpers = NamesField(
        label=_("With the help of"),
        required=False,
        max_length=300,
        help_text=_("Names of colleagues, separated by commas."),
    )
    words = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
        help_text=_("Leave names and numbers of pupils out."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, answering: Any, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        offer(self, "answers", [("", "—"), *answering])

    def clean_helpers(self) -> list[int]:
        return found(self.cleaned_data["helpers"], self._find)

    def task(self, title: str) -> NewTask:
        """The task of the form under a title."""
        data = self.cleaned_data
        kind, _mark, pk = data["answers"].partition(":")
        who = {kind: int(pk)}
        return NewTask(
            title=title,
            due=data["due"],
            helpers=data["helpers"],
            words=data.get("words", ""),
            key=data["key"],
            person=who.get("person"),
            post=who.get("post"),
            school=who.get("school"),
        )

    def values(self) -> NewTask:
        """What the service takes."""
        return self.task(self.cleaned_data["title"])


class ResolutionForm(TaskForm):
    """What was resolved; without anybody to answer for it, no task is set."""

    resolution = forms.CharField(
        label=_("Resolution"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )
    item = forms.TypedChoiceField(
        label=_("Agenda item"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"], self.fields["words"]
        offer(self, "item", [("", "—"), *items])
        self.fields["answers"].required = self.fields["due"].required = False
        self.fields["answers"].help_text = _("Nobody: it is a resolution without a task.")
        self.order_fields(["resolution", "item", "answers", "due", "helpers"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answers") and not data.get("due") and "due" not in self.errors:
            self.add_error("due", _("Say by when it is to be done."))
        return data

    def resolved(self) -> NewResolution:
        """What the service takes."""
        data = self.cleaned_data
        words = data["resolution"]
        task = self.task(words[:200]) if data["answers"] else None
        return NewResolution(words, item=data["item"], task=task, key=data["key"])


class ReportForm(Form):
    """How far a task has come."""

    words = forms.CharField(
        label=pgettext_lazy("on a task", "What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "wide": True}),
        help_text=_("Leave names and numbers of pupils out."),
    )
    uploads = FilesField(
        label=_("Photos and files"),
        required=False,
        help_text=_("Photos, PDF, Word, Excel or PowerPoint."),
    )
    is_done = forms.BooleanField(label=_("It is done; please close it"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def values(self, files: list[Taken]) -> NewReport:
        """What the service takes."""
        data = self.cleaned_data
        return NewReport(data["words"], is_done=data["is_done"], files=files, key=data["key"])
