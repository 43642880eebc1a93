"""The form an entry is handed in on: the standard blanks, and those of its artefact."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.vault.models import StoredFile
from xuequ.web.forms import DayField, Form

from ..engine.policy import Artefact, Blank
from ..queries.claiming import For
from ..services.keeping import NewEntry

Find = Callable[[Sequence[str]], Mapping[str, list[int]]]
FindSchools = Callable[[Sequence[str]], Mapping[str, int]]
PREFIX = "blank_"
MARKS = str.maketrans("，,；;\n\t 　", "、、、、、、、、")


class Files(forms.ClearableFileInput):
    """Several files at once; on a phone the camera is offered too."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    widget = Files(attrs={"wide": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in several if each]


class NamesField(forms.CharField):
    """Names of people, separated by commas or blanks."""

    def clean(self, value: Any) -> list[str]:
        text = str(super().clean(value)).translate(MARKS)
        return list(dict.fromkeys(each for each in text.split("、") if each))


class EntryForm(Form):
    """What an entry says.  `find` looks up people and schools; `also` are more duties it meets."""

    title = forms.CharField(label=_("Title"), max_length=120)
    happened_on = DayField(label=_("Day"))
    words = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7, "wide": True}),
        help_text=_("What was done and found. Leave names and numbers of pupils out."),
    )
    uploads = FilesField(
        label=_("Photos and files"),
        required=False,
        help_text=_("Photos, PDF, Word, Excel, PowerPoint, sound or video; up to nine."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    people = NamesField(
        label=_("Who took part"),
        required=False,
        max_length=600,
        help_text=_("Names of colleagues, separated by commas."),
    )
    co_authors = NamesField(
        label=_("Co-authors"),
        required=False,
        max_length=300,
        help_text=_("Colleagues who owe the same and did it with you; it counts for them too."),
    )
    schools = NamesField(
        label=_("Schools that took part"),
        required=False,
        max_length=600,
        help_text=_("Names of schools, separated by commas."),
    )
    is_nothing = forms.BooleanField(label=_("Nothing to report in this period"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        artefact: Artefact,
        find: tuple[Find, FindSchools],
        also: Sequence[tuple[str, str]] = (),
        also_left: int = 0,
        **kwargs: Any,
    ) -> None:
        self._artefact = artefact
        self._find, self._find_schools = find
        super().__init__(*args, **kwargs)
        for blank in artefact.blanks:
            self.fields[PREFIX + blank.code] = _field(blank)
        if also:
            self.fields["also"] = forms.MultipleChoiceField(
                label=_("Counts for these, too"),
                required=False,
                choices=also,
                widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
                help_text=_("%(n)s more are not listed; hand in for them one by one.")
                % {"n": also_left}
                if also_left
                else "",
            )
        self._order()

    def _order(self) -> None:
        """The blanks of the form stand before the text."""
        blanks = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields(["title", "happened_on", *blanks, "words", "uploads", "place"])
        for name in blanks:
            kind = "form-select" if isinstance(self.fields[name], forms.ChoiceField) else ""
            kind = kind or "form-control"
            if not isinstance(self.fields[name], forms.BooleanField):
                self.fields[name].widget.attrs.setdefault("class", kind)

    def clean(self) -> dict[str, Any]:
        """A broken key is told of where it can be seen."""
        data: dict[str, Any] = super().clean() or {}
        if "key" in self.errors:
            self.add_error(None, _("This form is broken. Open it anew and hand in again."))
        return data

    def tell_of_files(self) -> None:
        """Where something else was wrong, say that the files have to be chosen again."""
        uploads: list[Any] = self.files.getlist("uploads") if self.files else []
        names = "、".join(each.name for each in uploads)
        if self.errors and names:
            self.add_error(
                "uploads", _("Choose these again, the browser lets go of them: %(names)s")
                % {"names": names},
            )  # fmt: skip

    def clean_people(self) -> list[int]:
        return self._found("people")

    def clean_co_authors(self) -> list[int]:
        return self._found("co_authors")

    def clean_schools(self) -> list[int]:
        names = self.cleaned_data["schools"]
        known = self._find_schools(names)
        if unknown := [each for each in names if each not in known]:
            raise forms.ValidationError(
                _("No school you can see is called %(names)s."),
                params={"names": "、".join(unknown)},
            )
        return [known[each] for each in names]

    def _found(self, name: str) -> list[int]:
        """The people of the names typed; each name has to be just one colleague's."""
        names = self.cleaned_data[name]
        known = self._find(names)
        unknown = [each for each in names if not known.get(each)]
        several = [each for each in names if len(known.get(each, ())) > 1]
        if unknown:
            raise forms.ValidationError(
                ngettext_lazy(
                    "No colleague of your schools is called %(names)s.",
                    "No colleagues of your schools are called %(names)s.",
                    len(unknown),
                ),
                params={"names": "、".join(unknown)},
            )
        if several:
            raise forms.ValidationError(
                _("Several colleagues are called %(names)s; name them in the text instead."),
                params={"names": "、".join(several)},
            )
        return [known[each][0] for each in names]

    def values(
        self, duties: Sequence[For], kept: Sequence[StoredFile] = (), person: int | None = None
    ) -> NewEntry:
        """What the service takes; nobody is their own co-author."""
        data = self.cleaned_data
        return NewEntry(
            artefact=self._artefact.code,
            title=data["title"],
            happened_on=data["happened_on"],
            duties=duties,
            words=data["words"],
            subject=duties[0].subject if duties else "",
            place=data["place"],
            fields={
                blank.code: _plain(data[PREFIX + blank.code])
                for blank in self._artefact.blanks
                if data[PREFIX + blank.code] not in (None, "", False)
            },
            is_nothing=data["is_nothing"],
            co_authors=[each for each in data["co_authors"] if each != person],
            people=data["people"],
            schools=data["schools"],
            files=kept,
            key=data["key"],
        )


class ReturnForm(Form):
    """Why an entry is given back."""

    reason = forms.CharField(
        label=_("What is to be mended"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def _field(blank: Blank) -> forms.Field:
    """The input of one blank."""
    label = _said(blank.zh, blank.en)
    match blank.kind:
        case "integer":
            return forms.IntegerField(
                label=label, required=blank.required, min_value=0, max_value=1_000_000
            )
        case "day":
            return DayField(label=label, required=blank.required)
        case "yes":
            return forms.BooleanField(label=label, required=False)
        case "choice":
            choices = [("", "—"), *((c.code, _said(c.zh, c.en)) for c in blank.choices)]
            return forms.ChoiceField(label=label, required=blank.required, choices=choices)
        case "long":
            return forms.CharField(
                label=label,
                required=blank.required,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
            )
    return forms.CharField(label=label, required=blank.required, max_length=300)


def _said(zh: str, en: str) -> str:
    return en if (get_language() or "").startswith("en") else zh


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
