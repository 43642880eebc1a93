"""Forms of families: the steps of an application, handing in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.ledger.forms.entries import FilesField
from xuequ.web.forms import Form

from ..engine.applying.draft import Draft
from ..engine.applying.materials import ALLOWED
from ..engine.applying.terms import Terms
from ..engine.asked import Head
from .proved import ProvedForm

CHOOSE = ("", _("please choose"))
SEXES = [CHOOSE, ("male", _("boy")), ("female", _("girl"))]


class StepForm(Form):
    """A step of an application; `revision` is what was on the screen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AddressForm(StepForm):
    """Where the child lives, and the school of the catchment or the primary it leaves."""

    address = forms.CharField(
        label=_("Address of the home"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"wide": True, "autocomplete": "street-address"}),
        help_text=_("With road, number, building and flat, as on the paper of the home."),
    )
    place = forms.CharField(label=_("Estate or village"), max_length=60, required=False)
    school = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, terms: Terms, draft: Draft, **kwargs: Any) -> None:
        is_home = terms.belongs == "home"
        said = {"address": draft.address, "place": draft.place,
                "school": draft.home if is_home else draft.primary}  # fmt: skip
        super().__init__(*args, initial={**said, **kwargs.pop("initial", {})}, **kwargs)
        field: Any = self.fields["school"]
        field.label = _("School of the catchment you live in") if is_home else _(
            "Primary school the child leaves"
        )  # fmt: skip
        field.choices = _offered(terms.homes if is_home else terms.primaries)


class ClaimsForm(StepForm):
    """What the locality asks, question by question."""

    def __init__(
        self, *args: Any, terms: Terms, draft: Draft, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        for head in terms.heads:
            field = _question(head, terms, language)
            field.initial = _typed(draft.claims.get(head.code))
            self.fields[f"claim_{head.code}"] = field
        if terms.kinds:
            self.fields["kinds"] = forms.MultipleChoiceField(
                label=_("Seats are kept for these children; tick what is true of yours"),
                choices=[(code, text.say(language)) for code, text in terms.kinds.items()],
                required=False,
                initial=draft.kinds,
                widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
            )

    def typed(self) -> dict[str, str]:
        """The answers, by code of what is asked."""
        return {
            each.code: self.cleaned_data.get(f"claim_{each.code}", "") for each in self.terms.heads
        }


class ChoicesForm(StepForm):
    """A school at each rank; a rank may stay empty."""

    def __init__(
        self, *args: Any, terms: Terms, draft: Draft, crowding: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ranks = len(terms.ranks)
        chosen = dict(draft.ranked)
        for rank in range(1, self.ranks + 1):
            names = {
                pk: f"{name} {crowding[pk]}" if pk in crowding else name
                for pk, name in terms.may_choose(rank).items()
            }
            self.fields[f"choice_{rank}"] = forms.TypedChoiceField(
                label=_("Choice %(rank)s") % {"rank": rank},
                coerce=int,
                empty_value=None,
                required=False,
                initial=chosen.get(rank),
                choices=[("", _("— left empty —")), *names.items()],
                widget=forms.Select(attrs={"class": "form-select", "wide": True}),
            )

    def chosen(self) -> list[int | None]:
        """The schools by rank; none where one was left empty."""
        return [self.cleaned_data[f"choice_{rank}"] for rank in range(1, self.ranks + 1)]


class TogetherForm(StepForm):
    """With which of the family's applications it is placed together."""

    companion = forms.TypedChoiceField(
        label=_("Placed together with"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, others: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["companion"]
        field.choices = [("", _("with no other child")), *others]


class MaterialForm(Form):
    """Which paper it is, and the photo or PDF."""

    kind = forms.ChoiceField(label=_("Which paper"))
    uploads = FilesField(
        label=_("Photos or PDF"), help_text=_("Take a photo with your phone; every page of it.")
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [CHOOSE, *((code, text.say(language)) for code, text in ALLOWED.items())]


class CodeForm(ProvedForm, StepForm):
    """The family's change code, where something was handed in before."""


class HandInForm(CodeForm):
    """That what is handed in is true."""

    is_true = forms.BooleanField(
        label=_("What I state is true; false statements cost the place"),
        error_messages={"required": _("Tick it to hand in.")},
        widget=forms.CheckboxInput(attrs={"wide": True}),
    )


class NewCodeForm(Form):
    """By what a family proves itself that asks for another change code; none after a reset."""

    proof = forms.CharField(max_length=200, strip=False)

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["proof"]
        if way == "factor":
            field.label = _("Code of your code app, or a recovery code")
            field.widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "none"}
        elif way == "password":
            field.label = _("Your password")
            field.widget = forms.PasswordInput(
                attrs={"class": "form-control", "autocomplete": "current-password"}
            )
        else:
            del self.fields["proof"]


class ResetCodeForm(Form):
    """Why a change code is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("How you made sure that it is the guardian who asks. Kept in the record."),
        widget=forms.TextInput(attrs={"wide": True}),
    )


def _offered(schools: Mapping[int, str]) -> list[tuple[Any, Any]]:
    return [CHOOSE, *schools.items()]


def _typed(said: object) -> str:
    if isinstance(said, bool):
        return "yes" if said else "no"
    return "" if said is None else str(said)


def _question(head: Head, terms: Terms, language: str) -> forms.Field:
    """The input for one thing that is asked."""
    label = head.name.say(language)
    if head.kind == "months":
        month = {"type": "month", "class": "form-control", "placeholder": "2021-05"}
        return forms.CharField(
            label=pgettext_lazy("of a claim", "%(name)s, since") % {"name": label},
            required=False,
            max_length=20,
            widget=forms.TextInput(attrs=month),
            help_text=_("Year and month; leave it empty if there is none."),
        )
    options: list[tuple[str, Any]] = [CHOOSE]
    if head.kind == "yes":
        options += [("yes", _("yes")), ("no", _("no"))]
    elif head.kind == "grade":
        options += [(str(n), str(n)) for n in range(1, 10)]
    else:
        options += [
            (each.code, each.zh if language.startswith("zh") else each.en)
            for each in terms.facts.types
        ]
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=options, required=False, widget=widget)
