"""Forms of what a school settles before it makes classes, or draws for late pupils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import SchoolClass
from xuequ.methods.classes.children import MOST_CLASSES, Limits
from xuequ.methods.lottery.seeds import Part
from xuequ.web.forms import DayField, Form, Ticks

from ..models import ClassMaking
from ..services.class_beginning import NewMaking
from ..services.class_settling import LateSettings

PARTIES = (1, 2)
SECRET_BYTES = 32


class SeedParts(Form):
    """How each part of the seed will come about."""

    balls = forms.CharField(
        label=_("Name of the throw"), initial="摇号球", max_length=40,
        help_text=_("Balls or dice thrown in public after the list is frozen."),
    )  # fmt: skip
    length = forms.IntegerField(
        label=_("How many are thrown"), min_value=4, max_value=40, initial=8
    )
    faces = forms.TypedChoiceField(
        label=_("What is thrown"), coerce=int,
        choices=[(10, _("balls of 0 to 9")), (6, _("dice of 1 to 6"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in PARTIES:
            self.fields[f"party{at}"] = forms.CharField(
                label=_("Party with a sealed secret, %(number)s") % {"number": at},
                required=False, max_length=40,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                help_text=_("Made by «xuequ draw commit»; may stay empty.") if at == 1 else "",
            )  # fmt: skip
            self.fields[f"commitment{at}"] = forms.CharField(
                label=_("Its commitment, %(number)s") % {"number": at},
                required=False, max_length=64,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    def parts(self) -> list[Part]:
        """The parts, in the order in which they stand."""
        data = self.cleaned_data
        found = [Part("digits", data["balls"].strip(), length=data["length"], faces=data["faces"])]
        for at in PARTIES:
            name, promised = data[f"party{at}"].strip(), data[f"commitment{at}"].strip()
            if name or promised:
                found.append(Part("sealed", name, commitment=promised, length=SECRET_BYTES))
        return found


def seed_typed(parts: Sequence[Part]) -> dict[str, object]:
    """The parts of a seed as they stand in the form."""
    thrown = [each for each in parts if each.kind == "digits"]
    sealed = [each for each in parts if each.kind == "sealed"]
    found: dict[str, object] = {}
    for each in thrown[:1]:
        found |= {"balls": each.name, "length": each.length, "faces": each.faces}
    for at, each in zip(PARTIES, sealed, strict=False):
        found |= {f"party{at}": each.name, f"commitment{at}": each.commitment}
    return found


class LimitsForm(SeedParts):
    """From when, by how much classes may differ, and the rule for twins."""

    since = DayField(label=_("Classes hold from"))
    size = forms.IntegerField(
        label=_("Sizes differ by at most"), min_value=0, max_value=100, initial=1
    )
    sex = forms.IntegerField(
        label=_("Boys, and girls, differ by at most"), min_value=0, max_value=100, initial=1
    )
    special = forms.IntegerField(
        label=_("Pupils with special needs differ by at most"),
        min_value=0,
        max_value=100,
        initial=1,
    )
    twins = forms.ChoiceField(
        label=_("Children of one birth"), choices=ClassMaking.Twins.choices, initial="family"
    )


class SettledForm(LimitsForm):
    """What the school settles before it makes classes of a grade."""

    method = forms.ChoiceField(
        label=pgettext_lazy("of making classes", "Method"), choices=ClassMaking.Method.choices,
        help_text=_("First grades by lot; by scores only where earlier scores are at hand."),
    )  # fmt: skip
    classes = forms.IntegerField(
        label=_("Number of classes"), min_value=2, max_value=MOST_CLASSES, initial=2
    )
    mean = forms.DecimalField(
        label=_("Mean scores differ by at most"), required=False,
        min_value=Decimal("0.01"), max_value=1000, max_digits=6, decimal_places=2,
        help_text=_("In points, for example 0.5; empty where scores do not count."),
    )  # fmt: skip
    teams = forms.TypedMultipleChoiceField(
        label=_("Leaders of teams of teachers"), coerce=int, required=False, widget=Ticks,
        help_text=_("As many as classes; which class each leads is drawn. None: not drawn."),
    )  # fmt: skip

    field_order: Sequence[str] = (
        "since", "method", "classes", "size", "sex", "special", "mean", "twins", "teams",
    )  # fmt: skip

    def __init__(self, *args: Any, teachers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["teams"]
        field.choices = teachers

    def settled(self, stage: str, grade: int) -> NewMaking:
        """What was typed, for a grade."""
        data = self.cleaned_data
        return NewMaking(
            stage,
            grade,
            data["since"],
            data["method"],
            data["classes"],
            Limits(data["size"], data["sex"], data["special"], data["mean"]),
            data["twins"],
            self.parts(),
            data["teams"],
        )


class ClassesForm(SettledForm):
    """The same, with the grade to choose."""

    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int)

    field_order = ("grade", *SettledForm.field_order)

    def __init__(
        self, *args: Any, grades: Sequence[tuple[SchoolClass, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {each.pk: each for each, _count in grades}
        said = _("%(stage)s, grade %(grade)s: %(count)s pupils wait")
        choices = [
            (e.pk, said % {"stage": e.get_stage_display(), "grade": e.grade, "count": count})
            for e, count in grades
        ]
        field: Any = self.fields["grade"]
        field.choices = choices

    def new(self) -> NewMaking:
        """What was typed."""
        room = self.rooms[self.cleaned_data["grade"]]
        return self.settled(room.stage, room.grade)


class LateForm(SeedParts):
    """A draw for those who came later: from which day, and its own seed."""

    since = DayField(label=_("In the class from"))

    field_order = ("since",)


class LateSettledForm(LimitsForm):
    """What is settled of a draw for late pupils; where classes differ more already, they may."""

    field_order = ("since", "size", "sex", "special", "twins")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].label = _("In the class from")
        self.fields["size"].help_text = _(
            "Where two classes differ by more before the draw, they may differ by as much after it."
        )

    def settled(self) -> LateSettings:
        """What was typed."""
        data = self.cleaned_data
        limits = Limits(data["size"], data["sex"], data["special"])
        return LateSettings(data["since"], limits, data["twins"], self.parts())


def typed(making: ClassMaking, parts: Sequence[Part]) -> Mapping[str, object]:
    """The settings of a making as they stand in the forms above."""
    return {
        "since": making.since,
        "method": making.method,
        "classes": making.classes,
        "size": making.size_gap,
        "sex": making.sex_gap,
        "special": making.special_gap,
        "mean": making.mean_gap,
        "twins": making.twins,
        "teams": list(making.teams.values_list("person", flat=True)),
        **seed_typed(parts),
    }
