"""The form of a decision: every item beside its value, the places, the warnings, the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text
from xuequ.web.forms import Form

from ..engine.asked import Head
from ..engine.checking.alike import Warning
from ..engine.checking.judging import Standard
from ..engine.checking.reasons import FIELDS, GROUNDS
from ..engine.claim_cells import Value, value_of
from ..models import Check
from ..queries.checking.items import Item
from ..services.checking.accepting import MOST_CLASSES
from ..services.checking.judging import Decision
from .checking import CHOOSE, say

YES, NO, NONE = "yes", "no", "none"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a decision is made of.

    Args:
        homes, primaries: schools to choose from; none where the rules do not go by them.
        kinds: for whom seats are kept, by code.
        by_class: do the rules go by classes of claim?
        has_locks: are dwellings locked, so that their number is asked for?
        day: to which times are counted.
        version: of what is read.
        said: home, primary and kinds as the family gave them.
    """

    items: Sequence[Item]
    standard: Standard
    day: date
    version: int
    said: Mapping[str, Any]
    warnings: Sequence[Warning] = ()
    homes: Sequence[tuple[int, str]] = ()
    primaries: Sequence[tuple[int, str]] = ()
    kinds: Sequence[tuple[str, Text]] = ()
    by_class: bool = False
    has_locks: bool = False


class ProvedField(forms.CharField):
    """A value as it was proved: full months or the day they began, a grade."""

    def __init__(self, head: Head, offered: Offered, **kwargs: Any) -> None:
        self.head, self.offered = head, offered
        super().__init__(required=False, max_length=20, label=say(head.name), **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        try:
            return value_of(self.head, text, self.offered.standard.table, self.offered.day)
        except Unfit as unfit:
            raise forms.ValidationError(say(unfit.text), code="unfit") from unfit


class DecisionForm(Form):
    """What a reviewer found, item by item, and decides."""

    def __init__(self, *args: Any, offered: Offered, before: Check | None, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, **kwargs)
        self.fields |= _fields(offered, before)
        for field in self.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", kind)

    def rows(self) -> list[tuple[Item, BoundField]]:
        """Each item with its input."""
        return [(each, self[f"item-{each.head.code}"]) for each in self.offered.items]

    def places(self) -> list[BoundField]:
        """Inputs of what the rules place by."""
        names = ("home", "primary", "claim_class", "kinds", "dwelling")
        return [self[name] for name in names if name in self.fields]

    def answers(self) -> list[tuple[Warning, BoundField]]:
        """Each warning with the input of its answer."""
        return [(e, self[f"answer-{n}"]) for n, e in enumerate(self.offered.warnings)]

    def reasons(self) -> list[BoundField]:
        """Inputs of what is to be mended, field by field."""
        return [self[f"said-{code}"] for code in FIELDS]

    def proved(self) -> dict[str, Value]:
        """By code what was proved; an item nobody touched is left out."""
        found: dict[str, Value] = {}
        for each in self.offered.items:
            value = self.cleaned_data.get(f"item-{each.head.code}")
            if each.head.kind == "yes":
                if value:
                    found[each.head.code] = {YES: True, NO: False}.get(value)
            elif value not in (None, ""):
                found[each.head.code] = value
            elif each.is_unsaid:
                found[each.head.code] = None
        return found

    def decision(self, verdict: str) -> Decision:
        """The decision as the service takes it."""
        data = self.cleaned_data
        said = ((code, str(data.get(f"said-{code}") or "").strip()) for code in FIELDS)
        answers = {
            each.key: str(data.get(f"answer-{n}") or "").strip()
            for n, each in enumerate(self.offered.warnings)
        }
        return Decision(
            verdict,
            data.get("version") or 0,
            self.proved(),
            data.get("claim_class"),
            _number(data.get("home")),
            _number(data.get("primary")),
            tuple(data.get("kinds") or ()),
            str(data.get("dwelling") or ""),
            str(data.get("ground") or ""),
            str(data.get("reason") or ""),
            tuple((code, text) for code, text in said if text),
            {key: text for key, text in answers.items() if text},
        )


def _fields(offered: Offered, before: Check | None) -> dict[str, forms.Field]:
    fields = {f"item-{each.head.code}": _item(each, offered) for each in offered.items}
    for n, warning in enumerate(offered.warnings):
        fields[f"answer-{n}"] = forms.CharField(
            label=say(warning.text), required=False, max_length=200
        )
    names = ("home_id", "primary_id", "kinds", "claim_class")
    known = {name: getattr(before, name) for name in names} if before else dict(offered.said)
    fields |= _of_places(offered, known)
    fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=offered.version)
    grounds = [CHOOSE, *((code, say(each)) for code, each in GROUNDS.items())]
    fields["ground"] = forms.ChoiceField(
        label=_("Ground of the refusal"), choices=grounds, required=False
    )
    fields["reason"] = forms.CharField(
        label=_("Reason, as the family will read it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    for code, each in FIELDS.items():
        attrs = {"list": "templates"}
        fields[f"said-{code}"] = forms.CharField(
            label=say(each), required=False, max_length=200, widget=forms.TextInput(attrs=attrs)
        )
    return fields


def _of_places(offered: Offered, known: Mapping[str, Any]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if offered.homes:
        fields["home"] = forms.ChoiceField(
            label=_("School of the catchment"),
            choices=[CHOOSE, *offered.homes],
            required=False,
            initial=known.get("home_id"),
        )
    if offered.primaries:
        fields["primary"] = forms.ChoiceField(
            label=_("Primary school left"),
            choices=[CHOOSE, *offered.primaries],
            required=False,
            initial=known.get("primary_id"),
        )
    if offered.by_class:
        fields["claim_class"] = forms.IntegerField(
            label=_("Class of claim"),
            required=False,
            min_value=1,
            max_value=MOST_CLASSES,
            initial=known.get("claim_class"),
        )
    if offered.kinds:
        fields["kinds"] = forms.MultipleChoiceField(
            label=_("Seats kept for"),
            choices=[(code, say(each)) for code, each in offered.kinds],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=known.get("kinds"),
        )
    if offered.has_locks:
        fields["dwelling"] = forms.CharField(
            label=_("Number of the deed or of the dwelling"),
            required=False,
            max_length=60,
            help_text=_("By address and by this number its seat is locked. Kept encrypted."),
        )
    return fields


def _item(item: Item, offered: Offered) -> forms.Field:
    head, filled = item.head, item.filled
    if head.kind == "yes":
        choices = [("", "—"), (YES, _("yes")), (NO, _("no"))]
        if not head.needed:
            choices.append((NONE, pgettext_lazy("of an item", "not shown")))
        unsaid = NONE if item.is_unsaid else ""
        initial = {True: YES, False: NO}.get(bool(filled)) if filled is not None else unsaid
        return forms.ChoiceField(
            label=say(head.name), choices=choices, required=False, initial=initial
        )
    if head.kind == "type":
        kinds = [(each.code, say(Text(each.zh, each.en))) for each in offered.standard.table.types]
        return forms.ChoiceField(
            label=say(head.name), choices=[CHOOSE, *kinds], required=False, initial=filled or ""
        )
    return ProvedField(head, offered, initial="" if filled is None else filled)


def _number(typed: object) -> int | None:
    return int(str(typed)) if typed not in (None, "") else None
