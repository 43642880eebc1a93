"""The plan of a round as a table to fill in, a row for each school."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xuequ.kernel.text import Text
from xuequ.web.forms import Form

from ..models import Plan
from ..services.plans import NewPlan

MOST = 99_999
SEPARATOR = re.compile(r"\s*[;；、，,\n]\s*")


class PlansForm(Form):
    """A row for each line of the plan; `kinds` are those for whom seats are kept."""

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Plan],
        names: Mapping[int, str],
        kinds: Mapping[str, Text],
        language: str,
        **kwargs: Any,
    ) -> None:
        self.lines, self.names, self.kinds = lines, names, kinds
        self.language = language
        super().__init__(*args, **kwargs)

    def heads(self) -> list[str]:
        """The headings of the table, beside that of the school."""
        kept = [_("Kept: %(kind)s") % {"kind": e.say(self.language)} for e in self.kinds.values()]
        return [
            _("Part"),
            _("Plan"),
            pgettext("of enrolment", "Classes"),
            _("Spare seats"),
            *kept,
            _("Overflow goes to"),
        ]

    def table(self) -> list[tuple[Plan, list[tuple[str, BoundField]]]]:
        """Each line with its inputs, each with the heading it stands under."""
        heads = self.heads()
        names = [*NUMBERS, *(f"kept_{code}" for code in self.kinds), "overflow"]
        return [
            (line, [(h, self[f"{line.pk}-{n}"]) for h, n in zip(heads, names, strict=True)])
            for line in self.lines
        ]

    def entries(self) -> list[NewPlan]:
        """What was typed."""
        return [self._entry(each) for each in self.lines]

    def _entry(self, line: Plan) -> NewPlan:
        data = {name: self.cleaned_data[f"{line.pk}-{name}"] for name in (*NUMBERS, "overflow")}
        kept = {code: self.cleaned_data[f"{line.pk}-kept_{code}"] or 0 for code in self.kinds}
        return NewPlan(
            line.school_id,
            data["part"],
            data["plan"],
            data["classes"],
            data["spare"] or 0,
            tuple(data["overflow"]),
            {code: count for code, count in kept.items() if count},
        )


NUMBERS = ("part", "plan", "classes", "spare")


def plans_form(
    lines: Sequence[Plan],
    names: Mapping[int, str],
    kinds: Mapping[str, Text],
    language: str,
    data: Any = None,
) -> PlansForm:
    """The form with its rows; `names` are all schools of the plan by primary key."""
    fields: dict[str, forms.Field] = {}
    for line in lines:
        fields |= _row(line, names, {code: each.say(language) for code, each in kinds.items()})
    kind = type("PlansFormOfRows", (PlansForm,), fields)
    made: PlansForm = kind(data, lines=lines, names=names, kinds=kinds, language=language)
    for name, field in made.fields.items():
        pk = int(name.partition("-")[0])
        school = next(each.school.name for each in lines if each.pk == pk)
        field.widget.attrs["aria-label"] = f"{school} · {field.label}"
    return made


def _row(line: Plan, names: Mapping[int, str], kinds: Mapping[str, str]) -> dict[str, forms.Field]:
    parts = [
        (Plan.Part.HOME, _("own catchment")),
        (Plan.Part.CHOICE, _("to be chosen only")),
        (Plan.Part.OTHER, _("other school")),
    ]
    said = "、".join(names[pk] for pk in line.overflow if pk in names)
    row: dict[str, forms.Field] = {
        "part": forms.ChoiceField(label=_("Part"), choices=parts, initial=line.part),
        "plan": _count(_("Plan"), line.plan),
        "classes": _count(pgettext("of enrolment", "Classes"), line.classes, 999),
        "spare": _count(_("Spare seats"), line.spare, 999),
        "overflow": OverflowField(names, line.school_id, label=_("Overflow goes to"), initial=said),
    }
    for code, kind in kinds.items():
        row[f"kept_{code}"] = _count(_("Kept: %(kind)s") % {"kind": kind}, line.kept.get(code, 0))
    return {f"{line.pk}-{name}": field for name, field in row.items()}


def _count(label: str, initial: int | None, most: int = MOST) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, initial=initial
    )


class OverflowField(forms.CharField):
    """Names of other schools of the plan in their order, into primary keys."""

    def __init__(self, names: Mapping[int, str], own: int, **kwargs: Any) -> None:
        self.known = {name: pk for pk, name in names.items() if pk != own}
        super().__init__(required=False, max_length=600, **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        wanted = [each for each in SEPARATOR.split(text.strip()) if each]
        for each in wanted:
            if each not in self.known:
                raise forms.ValidationError(
                    _("%(school)s is no other school of this plan.") % {"school": each}
                )
        if len(set(wanted)) < len(wanted):
            raise forms.ValidationError(_("Name no school twice."))
        return [self.known[each] for each in wanted]
