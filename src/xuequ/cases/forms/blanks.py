"""Fields for the blanks that a kind of case, or a step of it, declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.case_types import Blank
from xuequ.kernel.text import Text
from xuequ.ledger.forms.entries import NamesField
from xuequ.web.forms import DayField, Ticks

from ..queries.options import Options

PREFIX = "blank_"


def said(text: Text) -> str:
    """A two-language text in the reader's language."""
    return text.say(get_language() or "zh-hans")


Usual = dict[str, Any]  # label, required, help text


def field_of(blank: Blank, options: Options) -> forms.Field:
    """The field for a blank."""
    usual: Usual = {
        "label": capfirst(said(blank.name)),
        "required": blank.required,
        "help_text": said(blank.note),
    }
    if blank.is_public and not usual["help_text"]:
        usual["help_text"] = _("Shown to the public word for word; name no person here.")
    return FIELDS.get(blank.kind, _text)(blank, options, usual)


def _text(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.CharField(max_length=120, **usual)


def _clause(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.ChoiceField(choices=[("", "—"), *options.clauses()], **usual)


def _long(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 4, "wide": True})
    return forms.CharField(max_length=2000, widget=area, **usual)


def _choice(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    named = [(each.code, said(Text(each.zh, each.en))) for each in blank.choices]
    if blank.source:
        named = [(code, said(name)) for code, name in options.named(blank)]
    return forms.ChoiceField(choices=[("", "—"), *named], **usual)


def _row(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.ChoiceField(choices=[("", "—"), *options.of(blank)], **usual)


def _rows(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.MultipleChoiceField(choices=options.of(blank), widget=Ticks, **usual)


def _person(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("The name of a colleague.")
    return PersonField(options, **usual)


def _people(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("Names of colleagues, separated by commas.")
    return PeopleField(options, **usual)


def _integer(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=10**9, **usual)


def _money(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **usual)


def _day(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return DayField(**usual)


def _yes(blank: Blank, options: Options, usual: Usual) -> forms.Field:
    return forms.BooleanField(**{**usual, "required": False})


class PersonField(forms.CharField):
    """The name of one colleague, who is looked up."""

    def __init__(self, options: Options, **kwargs: Any) -> None:
        self._options = options
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        name = str(super().clean(value)).strip()
        if not name:
            return None
        found = self._options.person(name)
        if not found:
            raise forms.ValidationError(
                _("No colleague you can see is called «%(name)s»."), params={"name": name}
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("%(count)s colleagues are called «%(name)s»; ask the office to tell them apart."),
                params={"count": len(found), "name": name},
            )
        return (found[0], name)


class PeopleField(NamesField):
    """The names of several colleagues, who are looked up."""

    def __init__(self, options: Options, **kwargs: Any) -> None:
        self._one = PersonField(options, label="")
        super().__init__(max_length=600, **kwargs)

    def clean(self, value: Any) -> Any:
        return [self._one.clean(each) for each in super().clean(value)]


def read(
    blanks: Iterable[Blank], fields: dict[str, forms.Field], data: dict[str, Any]
) -> tuple[dict[str, object], dict[str, str]]:
    """The values of the blanks as they are kept, and the words people see for each."""
    values: dict[str, object] = {}
    words: dict[str, str] = {}
    for each in blanks:
        value, shown = _kept(each, fields[PREFIX + each.code], data.get(PREFIX + each.code))
        if value is not None:
            values[each.code], words[each.code] = value, shown
    return values, words


def _kept(blank: Blank, field: Any, value: Any) -> tuple[object, str]:
    """The value of one blank as it is kept, and what it says."""
    if blank.kind == "yes":
        return bool(value), "是" if value else "否"
    if value in (None, "", []):
        return None, ""
    if blank.kind in KEPT:
        return KEPT[blank.kind](field, value)
    if isinstance(value, date):
        return value.isoformat(), value.isoformat()
    if isinstance(value, Decimal):
        return str(value), str(value)
    return value, str(value)


def _kept_people(field: Any, value: Any) -> tuple[object, str]:
    return [pk for pk, _name in value], "、".join(name for _pk, name in value)


def _kept_person(field: Any, value: Any) -> tuple[object, str]:
    return value[0], value[1]


def _kept_rows(field: Any, value: Any) -> tuple[object, str]:
    known = dict(field.choices)
    return [int(each) for each in value], "、".join(str(known[each]) for each in value)


def _kept_row(field: Any, value: Any) -> tuple[object, str]:
    return int(value), str(dict(field.choices)[value])


def _kept_choice(field: Any, value: Any) -> tuple[object, str]:
    return value, str(dict(field.choices)[value])


FIELDS: dict[str, Callable[[Blank, Options, Usual], forms.Field]] = {
    "long": _long, "clause": _clause, "choice": _choice, "school": _row, "member": _row,
    "consortium": _row, "post": _row, "schools": _rows, "person": _person, "people": _people,
    "integer": _integer, "money": _money, "day": _day, "yes": _yes,
}  # fmt: skip
KEPT: dict[str, Callable[[Any, Any], tuple[object, str]]] = {
    "people": _kept_people, "person": _kept_person, "schools": _kept_rows, "school": _kept_row,
    "member": _kept_row, "consortium": _kept_row, "post": _kept_row, "choice": _kept_choice,
}  # fmt: skip
