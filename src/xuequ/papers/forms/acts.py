"""Forms of the acts on papers, and of their proof."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.paper import PaperKind
from xuequ.web.forms import DayField, Form
from xuequ.web.templatetags.words import say

from ..engine.periods import last_day
from ..models import Series
from ..queries.kinds import kinds
from ..queries.periods import Offered
from ..queries.register import upcoming
from ..services import NewSeries


class DraftForm(Form):
    """How a paper begins: for which period it is compiled, or in which language it is written."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.TypedChoiceField(
        label=_("Period"),
        coerce=date.fromisoformat,
        help_text=_("Gathered as of the end of the period, or as of today while it is running."),
    )
    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=[("zh", "中文"), ("en", "English")]
    )

    def __init__(
        self, *args: Any, kind: PaperKind, periods: Sequence[Offered], on: str, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4(), "on": on, "language": "zh"})
        super().__init__(*args, **kwargs)
        if kind.compile:
            del self.fields["language"]
        if periods:
            field: Any = self.fields["on"]
            field.choices = [(each.value, _label(each)) for each in periods]
        else:
            del self.fields["on"]


def _label(each: Offered) -> str:
    """A period as the list says it, with the papers there are about it."""
    facts = {"name": say(each.name), "since": each.span.since, "last": last_day(each.span)}
    said = [str(_("%(name)s: %(since)s to %(last)s") % facts)]
    if each.is_running:
        said.append(str(_("still running")))
    if each.is_issued:
        said.append(str(_("a paper was issued already")))
    elif each.is_drafted:
        said.append(str(_("there is a draft already")))
    return " · ".join(said)


class SeriesField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A series, with the number that comes next this year."""

    def label_from_instance(self, obj: Series) -> str:
        """What stands in the list."""
        number = upcoming(obj, timezone.localdate().year)
        return str(_("%(word)s (next this year: %(number)s)") % {"word": obj, "number": number})


class IssueForm(Form):
    """Number and day of a paper."""

    series = SeriesField(
        label=_("Series of numbers"), queryset=Series.objects.none(), empty_label=None
    )
    on = DayField(label=_("Day of issue"))
    counts = forms.BooleanField(label=_("Count it for this duty"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        series: QuerySet[Series] | None,
        duty: str,
        since: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        limits = {"max": timezone.localdate(), "min": since}
        self.fields["on"].widget.attrs |= {k: str(v) for k, v in limits.items() if v}
        if series is None:
            del self.fields["series"]
        else:
            self.fields["series"].queryset = series  # type: ignore[attr-defined]
        if duty:
            self.fields["counts"].help_text = duty
        else:
            del self.fields["counts"]


class WithdrawForm(Form):
    """Why a paper holds no more."""

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
        numbered = [each for each in kinds().values() if each.takes_number or each.numbered_if_any]
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


class SaidForm(Form):
    """What stands on the paper somebody holds: whom it is for, or its title."""

    words = forms.CharField(
        label=_("Name or title on the paper"),
        max_length=130,
        help_text=_("As it is printed: whom it is for, or the whole title."),
    )


class HeldForm(Form):
    """The file somebody holds."""

    held = forms.FileField(label=_("The file you hold (PDF or DOCX)"))
