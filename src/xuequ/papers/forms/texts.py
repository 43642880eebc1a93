"""The form in which the text of a draft is edited, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.paper import Document, PaperKind
from xuequ.web.forms import DayField, Form

from ..engine.prose import Fixed, rewritten, sections

PART, DROP = "part_", "drop_"
LONGEST = 60_000  # characters of a part
FIRST = pgettext_lazy("of a paper", "Text")
ADDRESSEE = {
    "official": _("Addressee"),
    "form": _("Addressee"),
    "certificate": pgettext_lazy("of a certificate", "For whom"),
}


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
    approver = forms.CharField(
        label=_("Approved by"),
        max_length=60,
        required=False,
        help_text=_("Of a paper that goes upward (a report, a request): who signed it off."),
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
        for name in ("approver", "attachments", "copies"):
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

        for n in range(sum(each.fixed is not None for each in self.parts)):
            self.fields[f"{DROP}{n}"] = forms.BooleanField(
                label=_("Leave this out"),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )

    def _initial(self, version: int) -> dict[str, Any]:
        said = self.document
        return {
            "version": version,
            "title": said.title,
            "approver": said.approver,
            "addressee": said.addressee,
            "attachments": "\n".join(said.attachments),
            "sender": said.sender,
            "signed_on": said.signed_on,
            "copies": "\n".join(said.copies),
            "note": said.note,
        }

    def head(self) -> list[forms.BoundField]:
        """What stands above the text."""
        names = ("title", "approver", "addressee")
        return [self[name] for name in names if name in self.fields]

    def body(self) -> Iterator[tuple[forms.BoundField, Fixed | None]]:
        """The parts in their order: blanks for text; what was compiled, with a box to drop it."""
        n = made = 0
        for part in self.parts:
            if part.fixed is not None:
                yield self[f"{DROP}{made}"], part.fixed
                made += 1
            else:
                yield self[f"{PART}{n}"], None
                n += 1

    def foot(self) -> list[forms.BoundField]:
        """What stands below the text."""
        names = ("attachments", "sender", "signed_on", "note", "copies")
        return [self[name] for name in names if name in self.fields]

    def values(self) -> Document:
        """The document as it was typed."""
        data = self.cleaned_data
        count = sum(each.fixed is None for each in self.parts)
        gone = [n for n in range(len(self.parts) - count) if data[f"{DROP}{n}"]]
        said = rewritten(self.document, [data[f"{PART}{n}"] for n in range(count)], gone)
        return replace(
            said,
            title="\n".join(each.strip() for each in data["title"].splitlines() if each.strip()),
            approver=data.get("approver", "").strip(),
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
