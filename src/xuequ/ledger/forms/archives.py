"""The form by which a part of the ledger is taken out as an archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.periods import Span, school_year
from xuequ.web.forms import DayField, Form

DAY = timedelta(days=1)


class ArchiveForm(Form):
    """Whose ledger, from which day to which; the school year so far to begin with."""

    place = forms.ChoiceField(label=_("Whose ledger"))
    since = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(
            label=self.fields["place"].label,
            choices=list(places),
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        today = timezone.localdate()
        self.fields["since"].initial = school_year(today).since
        self.fields["last"].initial = today

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data: dict[str, Any] = super().clean() or {}
        since, last = data.get("since"), data.get("last")
        if isinstance(since, date) and isinstance(last, date) and last < since:
            self.add_error("last", _("The last day comes before the first day."))
        if isinstance(since, date) and since > timezone.localdate():
            self.add_error("since", _("This day is yet to come; enter today or earlier."))
        return data

    def span(self) -> Span:
        """The days asked for."""
        return Span(self.cleaned_data["since"], self.cleaned_data["last"] + DAY)
