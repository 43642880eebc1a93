"""Forms to hand a case in, to hand it on, to object and to answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Consortium, Person, School
from xuequ.directory.queries.scope import standing
from xuequ.kernel.case_types import CaseType, Reading
from xuequ.ledger.forms.entries import FilesField
from xuequ.standards.phones import read_phone
from xuequ.web.forms import Form, ReadField

from ..queries.options import Options
from .blanks import PREFIX, field_of, read

FILES = _("Photos, PDF, Word or Excel; up to nine.")


class CaseForm(Form):
    """What a case says: the places it is about, the blanks of its kind, reasons, files."""

    title = forms.CharField(label=_("Title"), max_length=120)
    words = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "wide": True}),
    )
    uploads = FilesField(label=_("Photos and files"), required=False, help_text=FILES)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, kind: CaseType, options: Options, **kwargs: Any) -> None:
        self._options = options
        self._consortia: dict[str, Consortium] = {}
        self._schools: dict[str, School] = {}
        super().__init__(*args, **kwargs)
        place = standing(options.actor)
        self._blanks = [each for each in kind.blanks if not each.by or place in each.by]
        if "consortium" in kind.asks and place != "consortium":
            self._consortia = {str(each.pk): each for each in options.consortia(kind)}
            units = [(key, each.label) for key, each in self._consortia.items()]
            self.fields["consortium"] = forms.ChoiceField(
                label=_("District or group"), choices=_with_blank(units)
            )
        if "school" in kind.asks and options.actor.school is None:
            self._schools = {str(each.pk): each for each in options.schools()}
            names = [(key, each.name) for key, each in self._schools.items()]
            self.fields["school"] = forms.ChoiceField(label=_("School"), choices=_with_blank(names))
        for blank in self._blanks:
            self.fields[PREFIX + blank.code] = field_of(blank, options)
        blanks = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields(["title", "consortium", "school", *blanks, "words", "uploads"])
        dress(self)

    def places(self) -> tuple[Consortium | None, School | None]:
        """The places chosen, or those of the reader's own post where the form does not ask."""
        data, actor = self.cleaned_data, self._options.actor
        unit, school = data.get("consortium"), data.get("school")
        consortium = self._consortia.get(unit) if unit else None
        chosen = self._schools.get(school) if school else None
        if chosen is None and actor.school is not None:
            chosen = School.objects.get(pk=actor.school)
        if consortium is None and actor.consortium is not None and actor.school is None:
            consortium = Consortium.objects.get(pk=actor.consortium)
        return consortium, chosen

    def reads(self) -> list[Reading]:
        """What is to be read before the blanks are filled in."""
        chosen = str(self["consortium"].value() or "") if "consortium" in self.fields else ""
        known = [each.pk for key, each in self._consortia.items() if chosen in ("", key)]
        return self._options.reads(self._blanks, known)

    def values(self) -> tuple[dict[str, object], dict[str, str]]:
        """The blanks as kept, and as people read them."""
        return read(self._blanks, self.fields, self.cleaned_data)


class PassOnForm(Form):
    """A colleague to whom something is handed, and why."""

    person = forms.ChoiceField(label=_("Colleague"))
    words = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = _with_blank([(str(each.pk), each.name) for each in people])


class WordsForm(Form):
    """Why."""

    words = forms.CharField(
        label=pgettext_lazy("of an act", "Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
    )


class CopyForm(Form):
    """Who is to read it."""

    name = forms.CharField(label=_("Name of a colleague"), max_length=60)


class ObjectionForm(Form):
    """What somebody objects to; `outside`: with name and telephone, for the answer."""

    words = forms.CharField(
        label=_("What do you object to, and why?"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "wide": True}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outside:
            self.fields["name"] = forms.CharField(
                label=pgettext_lazy("of a person", "Name"), max_length=60
            )
            self.fields["phone"] = ReadField(
                reads=read_phone,
                label=_("Telephone"),
                max_length=30,
                help_text=_("Only who answers sees name and number; both are kept encrypted."),
            )
            self.order_fields(["name", "phone", "words"])
            dress(self)


class AnswerForm(WordsForm):
    """Is an objection upheld?"""

    upheld = forms.ChoiceField(
        label=pgettext_lazy("of an objection", "Result"),
        choices=[
            ("no", _("dismissed: the case goes on")),
            ("yes", _("upheld: the case goes back to who started it")),
        ],
    )
    field_order = ("upheld", "words")


def dress(form: Form) -> None:
    """Give fields added late the look of the others."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput):
            name = "form-check-input"
        elif isinstance(widget, forms.Select):
            name = "form-select"
        else:
            name = "form-control"
        widget.attrs.setdefault("class", name)


def _with_blank(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices, none chosen; where there is only one, that."""
    return choices if len(choices) == 1 else [("", "—"), *choices]
