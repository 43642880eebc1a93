"""Drafts of catchments: the day, the list of a school, an opinion."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from xuequ.web.forms import DayField, Form

from ..engine.catchments.lists import lines_of
from ..engine.catchments.outlines import LONGEST, MOST_POINTS, Misdrawn, outline_of
from ..engine.catchments.types import Line
from ..models import Campus
from ..models.catchments import STAGES
from ..queries.drafts import Held
from ..services.catchments import Drawn

TOLD = 5  # faults of a list said at once
WRONG: dict[str, Promise] = {
    "no-place": gettext_lazy("Line %(line)s, «%(text)s»: write the name of a place first."),
    "too-long": gettext_lazy("Line %(line)s, «%(text)s»: shorten the name or the note."),
    "no-such-doors": gettext_lazy(
        "Line %(line)s, «%(text)s»: there is no number in this range. Write the lower number first."
    ),
    "too-high": gettext_lazy("Line %(line)s, «%(text)s»: no number is higher than 99999."),
}
MISDRAWN: dict[str, Promise] = {
    "no-json": gettext_lazy("This is no GeoJSON. Copy the whole text of the file."),
    "no-polygon": gettext_lazy(
        "There has to be one outline of the kind Polygon. Export the outline of this school alone."
    ),
    "not-closed": gettext_lazy("The outline is not closed: let its last point be the first again."),
    "bad-points": gettext_lazy(
        "A point of the outline is no pair of longitude and latitude in degrees."
    ),
    "too-many": gettext_lazy(
        "The outline has more than %(most)s points. Simplify it in the program it was drawn with."
    ),
    "crossing": gettext_lazy("The outline crosses itself. Draw it so that it goes round once."),
    "flat": gettext_lazy("The outline encloses next to nothing. Draw at least three corners."),
}


class DayForm(Form):
    """From when a draft is to hold, and on what it rests."""

    since = DayField(label=gettext_lazy("To hold from"))
    basis = forms.CharField(
        label=pgettext_lazy("of a decision", "Basis"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("The document or decision, e.g. 教发〔2027〕5号."),
    )


class DraftForm(DayForm):
    """A draft to begin."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=STAGES)
    field_order = ("stage", "since", "basis")


class CatchmentForm(Form):
    """The list and outline of a school's catchment."""

    text = forms.CharField(
        label=gettext_lazy("Places and doors"),
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "wide": True}),
        help_text=gettext_lazy(
            "One place a line: 益田村, or 益田路 1-99号 单号, or 翠竹里 1-9栋、12栋（不含商铺）. "
            "Add 35人 at the end for the children of age counted there."
        ),
    )
    area = forms.CharField(
        label=gettext_lazy("Served together as"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Only where several schools are served together: the same name for each of them."
        ),
    )
    datum = forms.ChoiceField(
        label=gettext_lazy("Datum of the outline"), choices=Campus.Datum.choices
    )
    outline = forms.CharField(
        label=gettext_lazy("Outline (GeoJSON)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
        help_text=gettext_lazy("May stay empty: the list is what holds."),
    )

    def clean_text(self) -> list[Line]:
        """The lines of the list."""
        lines, faults = lines_of(self.cleaned_data["text"])
        if faults:
            raise forms.ValidationError(
                [
                    forms.ValidationError(
                        str(WRONG[each.wrong]), params={"line": each.line, "text": each.text[:60]}
                    )
                    for each in faults[:TOLD]
                ]
            )
        return lines

    def clean_outline(self) -> dict[str, Any] | None:
        """The polygon, or none."""
        try:
            return outline_of(self.cleaned_data["outline"])
        except Misdrawn as found:
            said = str(MISDRAWN[found.wrong])
            raise forms.ValidationError(said, params={"most": MOST_POINTS}) from found

    def drawn(self) -> Drawn:
        """What was typed."""
        data = self.cleaned_data
        return Drawn(data["text"], data["area"].strip(), data["outline"], data["datum"])

    @staticmethod
    def as_it_is(held: Held | None) -> dict[str, object]:
        """What the draft says of a school."""
        if held is None:
            return {"datum": Campus.Datum.WGS84}
        outline = json.dumps(held.outline) if held.outline else ""
        return {"text": held.text, "area": held.area, "datum": held.datum, "outline": outline}


class OpinionForm(Form):
    """What a school, district or group thinks of a draft."""

    text = forms.CharField(
        label=gettext_lazy("Opinion"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "wide": True}),
    )


class AddressForm(Form):
    """Whose catchment an address lies in."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"))
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "wide": True}),
        help_text=gettext_lazy("With estate, road and number, e.g. 益田路123号益田村5栋."),
    )

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stage"]
        field.choices = stages
