"""Forms of papers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.paper import Document, PaperKind
from xuequ.web.forms import DayField, Form
from xuequ.web.templatetags.words import say

from .engine.prose import Fixed, rewritten, sections
from .models import Series
from .queries.kinds import kinds
from .services import NewSeries

PART = "part_"
LONGEST = 60_000  # characters of a part
FIRST = pgettext_lazy("of a paper", "Text")
ADDRESSEE = {
    "official": _("Addressee"),
    "form": _("Addressee"),
    "certificate": pgettext_lazy("of a certificate", "For whom"),
}


class DraftForm(Form):
    """How a paper begins: for which day it is compiled, or in which language it is written."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(
        label=_("Day or period"),
        help_text=_("What is known is gathered for the period in which this day lies."),
    )
    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=[("zh", "中文"), ("en", "English")]
    )

    def __init__(self, *args: Any, kind: PaperKind, on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4(), "on": on, "language": "zh"})
        super().__init__(*args, **kwargs)
        if kind.compile:
            del self.fields["language"]
        else:
            del self.fields["on"]


class LinesField(forms.CharField):
    """One thing a line."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "wide": True})
        super().__init__(widget=widget, required=False, max_length=3000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = (each.strip() for each in str(super().clean(value)).splitlines())
        return [each for each in lines if each]


class TextForm(Form):
    """Everything a draft says, part by part."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    title = forms.CharField(
        label=_("Title"),
        max_length=130,
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
        help_text=_("A line break here is one on the paper."),
    )
    addressee = forms.CharField(label=_("Addressee"), max_length=300, required=False)
    attachments = LinesField(
        label=_("Attachments"), help_text=_("One a line, without numbers and marks.")
    )
    sender = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    signed_on = DayField(
        label=_("Dated"), required=False, help_text=_("Empty: the day it is issued.")
    )
    copies = LinesField(label=_("Copies to"), help_text=_("One a line."))
    note = forms.CharField(
        label=pgettext_lazy("on a paper", "Note"),
        max_length=200,
        required=False,
        help_text=_("Such as a telephone to ask at."),
    )

    def __init__(
        self, *args: Any, document: Document, kind: PaperKind, version: int, **kwargs: Any
    ) -> None:
        self.document, self.kind = document, kind
        self.parts = sections(document)
        super().__init__(*args, initial=self._initial(version), **kwargs)
        self.fields["addressee"].label = ADDRESSEE[kind.layout]
        if kind.layout == "form":
            self.fields["sender"].help_text = _("Empty: no signature under the text.")
        else:
            self.fields["sender"].help_text = _("Empty: the full name of the place.")
        for name in ("attachments", "copies"):
            if kind.layout != "official":
                del self.fields[name]
        texts = [each.text for each in self.parts if each.fixed is None]
        for n, text in enumerate(texts):
            self.fields[f"{PART}{n}"] = forms.CharField(
                label=(n and (text.split("\n")[0][:40] or _("Text between"))) or FIRST,
                required=False,
                max_length=LONGEST,
                initial=text,
                widget=forms.Textarea(attrs={"rows": rows_for(text, len(texts)),
                                             "class": "form-control", "wide": True}),
            )  # fmt: skip

    def _initial(self, version: int) -> dict[str, Any]:
        said = self.document
        return {
            "version": version,
            "title": said.title,
            "addressee": said.addressee,
            "attachments": "\n".join(said.attachments),
            "sender": said.sender,
            "signed_on": said.signed_on,
            "copies": "\n".join(said.copies),
            "note": said.note,
        }

    def head(self) -> list[forms.BoundField]:
        """What stands above the text."""
        return [self[name] for name in ("title", "addressee")]

    def body(self) -> Iterator[forms.BoundField | Fixed]:
        """The parts in their order: blanks for text, and what stays as it was compiled."""
        n = 0
        for part in self.parts:
            if part.fixed is not None:
                yield part.fixed
            else:
                yield self[f"{PART}{n}"]
                n += 1

    def foot(self) -> list[forms.BoundField]:
        """What stands below the text."""
        names = ("attachments", "sender", "signed_on", "note", "copies")
        return [self[name] for name in names if name in self.fields]

    def values(self) -> Document:
        """The document as it was typed."""
        data = self.cleaned_data
        count = sum(each.fixed is None for each in self.parts)
        said = rewritten(self.document, [data[f"{PART}{n}"] for n in range(count)])
        return replace(
            said,
            title="\n".join(each.strip() for each in data["title"].splitlines() if each.strip()),
            addressee=data["addressee"].strip(),
            attachments=tuple(data.get("attachments", ())),
            sender=data["sender"].strip(),
            signed_on=data["signed_on"],
            copies=tuple(data.get("copies", ())),
            note=data["note"].strip(),
        )


def rows_for(text: str, parts: int) -> int:
    """How many lines a blank shows: as many as its text needs, within reason."""
    lines = sum(1 + len(line) // 44 for line in text.split("\n"))
    return max(14 if parts == 1 else 3, min(30, lines + 1))


class IssueForm(Form):
    """Number and day of a paper."""

    series = forms.ModelChoiceField(
        label=_("Series of numbers"), queryset=Series.objects.none(), empty_label=None
    )
    on = DayField(label=_("Day of issue"))
    counts = forms.BooleanField(label=_("Count it for this duty"), required=False, initial=True)

    def __init__(
        self, *args: Any, series: QuerySet[Series] | None, duty: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if series is None:
            del self.fields["series"]
        else:
            self.fields["series"].queryset = series  # type: ignore[attr-defined]
        if duty:
            self.fields["counts"].help_text = duty
        else:
            del self.fields["counts"]


class WithdrawForm(Form):
    """From when and why a paper holds no more."""

    on = DayField(label=_("Withdrawn from"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
        help_text=_("Everybody who checks the paper reads it: name no people."),
    )


class DiscardForm(Form):
    """Being sure."""

    sure = forms.BooleanField(label=_("Yes, take this draft away"))


class SeriesForm(Form):
    """A series of numbers."""

    word = forms.CharField(
        label=_("Code word"),
        max_length=12,
        help_text=_("Such as 兴教发: the number then reads 兴教发〔2026〕1号."),
    )
    kind = forms.ChoiceField(label=_("Used for"), required=False)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2200)
    first = forms.IntegerField(
        label=_("First number in that year"),
        min_value=1,
        max_value=99_999,
        initial=1,
        help_text=_("Larger than 1 where numbers of this year were given before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbered = [each for each in kinds().values() if each.takes_number]
        field: Any = self.fields["kind"]
        field.choices = [
            ("", _("every kind without a series of its own")),
            *((each.code, say(each.title)) for each in numbered),
        ]

    def values(self) -> NewSeries:
        """What the service takes."""
        data = self.cleaned_data
        return NewSeries(data["word"], data["first_year"], data["first"], data["kind"])


class CodeForm(Form):
    """The code printed on a paper."""

    code = forms.CharField(label=_("Code to verify"), max_length=40)


class HeldForm(Form):
    """The file somebody holds."""

    held = forms.FileField(label=_("The file you hold (PDF or DOCX)"))
