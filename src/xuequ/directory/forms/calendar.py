"""Terms of a school year, and single days of the school calendar, typed by people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.web.forms import DayField, Form
from xuequ.web.refusals import explain

from ..engine.terms import Wish, last_day

TERMS = (("first_since", "first_last"), ("second_since", "second_last"))
ONE_DAY = timedelta(days=1)


class TermsForm(Form):
    """The two terms of a school year, each with its first and last day."""

    year = forms.TypedChoiceField(
        label=_("School year"), coerce=int, help_text=_("It runs from 1 September to 31 August.")
    )
    first_since = DayField(label=_("First term: first day"))
    first_last = DayField(label=_("First term: last day"))
    second_since = DayField(label=_("Second term: first day"))
    second_last = DayField(label=_("Second term: last day"))

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(each, f"{each}–{each + 1}") for each in years]
        field.widget.attrs["wide"] = True

    def clean(self) -> dict[str, Any]:
        """Every term ends after it begins; the rest is for the act to judge."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last in TERMS:
            since, until = given.get(first), given.get(last)
            if since and until and until < since:
                refused = Refused("last-before-first", since=since, last=until)
                self.add_error(last, explain(refused))
        return given

    def terms(self) -> tuple[Span, ...]:
        """The terms as spans."""
        given = self.cleaned_data
        return tuple(Span(given[first], given[last] + ONE_DAY) for first, last in TERMS)


def filled(terms: Sequence[Span]) -> dict[str, object]:
    """What the form shows of terms that are set."""
    found: dict[str, object] = {}
    for (first, last), term in zip(TERMS, terms, strict=False):
        found |= {first: term.since, last: last_day(term)}
    return found


class DaysForm(Form):
    """A day or a span of days, whether schools teach on them, and why."""

    since = DayField(label=_("First day"))
    last = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty for a single day.")
    )
    how = forms.ChoiceField(
        label=_("On these days"),
        choices=[
            ("off", _("no teaching (holiday, storm, sports day …)")),
            ("teach", _("teaching on every one of them (make-up day)")),
            ("weekday", _("as the weekday says: Monday to Friday teach, weekends are free")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=60,
        help_text=_("Needed where a day then differs from its weekday, e.g. 国庆节."),
    )

    def wish(self) -> Wish:
        """What was entered."""
        given = self.cleaned_data
        last = given["last"] or given["since"]
        return Wish(given["since"], last, given["how"], given["reason"])
