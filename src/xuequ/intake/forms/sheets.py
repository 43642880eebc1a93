"""What somebody types and chooses on the way of an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.directory.engine.purposes import PURPOSES
from xuequ.kernel.sheet import Sheet
from xuequ.web.forms import DayField, Form

from ..engine.matching import LOOKED_AT, Match
from ..services.giving import InFull

LEAVE = "-"  # the choice not to bring a column in


class UploadForm(Form):
    """The file and the day its rows hold from."""

    file = forms.FileField(label=_("File (.xlsx or .csv)"))
    since = DayField(label=_("From"), help_text=_("For rows that give no day of their own."))


class BundleForm(Form):
    """Whether pupils and ID numbers go along with a bundle, what for and why."""

    in_full = forms.BooleanField(
        label=_("With pupils, ID numbers and telephones"),
        required=False,
        help_text=_("Who took them, what for and why is recorded."),
    )
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, language: str, data: Any = None, *, may: bool) -> None:
        super().__init__(data)
        field: Any = self.fields["purpose"]
        said = [(code, text.say(language)) for code, text in PURPOSES.items()]
        field.choices = [("", _("please choose")), *said]
        if not may:
            self.fields.clear()

    def asked(self) -> InFull | None:
        """What pupils and numbers are asked for; nothing if they stay here."""
        found = self.cleaned_data
        return InFull(found["purpose"], found["reason"]) if found.get("in_full") else None


class HeadForm(Form):
    """Where in the file the table begins."""

    page = forms.ChoiceField(label=_("Sheet of the workbook"), required=False)
    top = forms.IntegerField(
        label=_("Row of the headings"), min_value=1, max_value=LOOKED_AT, required=False
    )
    height = forms.ChoiceField(
        label=_("Headings in"),
        choices=[("1", _("one row")), ("2", _("two rows"))],
        required=False,
    )

    def __init__(self, pages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["page"]
        field.choices = [(each, each or "—") for each in pages]
        if len(pages) < 2:
            field.widget = forms.HiddenInput()


class MatchForm(Form):
    """For each column of the file: which column of the sheet it is, or that it is left out."""

    def __init__(self, sheet: Sheet, match: Match, language: str, data: Any = None) -> None:
        super().__init__(data)
        self.match = match
        columns = [
            (each.code, each.title.say(language) + (" *" if each.required else ""))
            for each in sheet.columns
        ]
        choices = [("", _("choose")), *columns, (LEAVE, _("leave this column out"))]
        held = {place: code for code, place in match.places.items()}
        for n, head in enumerate(match.heads):
            if head:
                self.fields[f"place{n}"] = forms.ChoiceField(
                    label=head,
                    choices=choices,
                    initial=LEAVE if n in match.left_out else held.get(n, ""),
                    widget=forms.Select(attrs={"class": "form-select", "aria-label": head}),
                    error_messages={"required": _("Say what it is, or leave it out.")},
                )

    def places(self) -> dict[str, int]:
        """Where each column of the sheet was said to be; the last place if there are two."""
        return {code: n for n, code in self._chosen() if code != LEAVE}

    def left_out(self) -> list[int]:
        """The places that were left out."""
        return [n for n, code in self._chosen() if code == LEAVE]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        codes = [code for _n, code in self._chosen() if code != LEAVE]
        if twice := {code for code in codes if codes.count(code) > 1}:
            for name, code in list(data.items()):
                if code in twice:
                    self.add_error(name, _("Two columns cannot be the same. Leave one out."))
        return data

    def _chosen(self) -> list[tuple[int, str]]:
        return [(int(name[5:]), code) for name, code in self.cleaned_data.items() if code]
