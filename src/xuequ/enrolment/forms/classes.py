"""Forms of making classes: settings, the sheet, the seed, approval, late pupils, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
from ..services.class_swaps import Wish

LONG: dict[str, Any] = {"rows": 3, "wide": True, "class": "form-control"}
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


class ClassesForm(SeedParts):
    """What the school settles before it makes classes."""

    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int)
    since = DayField(label=_("Classes hold from"))
    method = forms.ChoiceField(
        label=pgettext_lazy("of making classes", "Method"), choices=ClassMaking.Method.choices,
        help_text=_("First grades by lot; by scores only where earlier scores are at hand."),
    )  # fmt: skip
    classes = forms.IntegerField(
        label=_("Number of classes"), min_value=2, max_value=MOST_CLASSES, initial=2
    )
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
    mean = forms.DecimalField(
        label=_("Mean scores differ by at most"), required=False,
        min_value=Decimal("0.01"), max_value=1000, max_digits=6, decimal_places=2,
        help_text=_("In points, for example 0.5; empty where scores do not count."),
    )  # fmt: skip
    twins = forms.ChoiceField(
        label=_("Children of one birth"), choices=ClassMaking.Twins.choices, initial="family"
    )
    teams = forms.TypedMultipleChoiceField(
        label=_("Leaders of teams of teachers"), coerce=int, required=False, widget=Ticks,
        help_text=_("As many as classes; which class each leads is drawn. None: not drawn."),
    )  # fmt: skip

    field_order = (
        "grade", "since", "method", "classes", "size", "sex", "special", "mean", "twins", "teams",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        grades: Sequence[tuple[SchoolClass, int]],
        teachers: Sequence[tuple[int, str]],
        **kwargs: Any,
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
        field = self.fields["teams"]
        field.choices = teachers

    def new(self) -> NewMaking:
        """What was typed."""
        data = self.cleaned_data
        room = self.rooms[data["grade"]]
        return NewMaking(
            room.stage,
            room.grade,
            data["since"],
            data["method"],
            data["classes"],
            Limits(data["size"], data["sex"], data["special"], data["mean"]),
            data["twins"],
            self.parts(),
            data["teams"],
        )


class LateForm(SeedParts):
    """A draw for those who came later: from which day, and its own seed."""

    since = DayField(label=_("In the class from"))

    field_order = ("since",)


class ListForm(Form):
    """The sheet with what is known of every pupil."""

    file = forms.FileField(
        label=_("File (.xlsx or .csv)"), required=False,
        help_text=_("Without a file the register alone is taken, where it says enough."),
    )  # fmt: skip


class SeedForm(Form):
    """What was thrown and revealed, part by part."""

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"part{at}": each.name for at, each in enumerate(parts)}
        for code, each in zip(self.names, parts, strict=True):
            thrown = _("%(length)s digits, in the order thrown") % {"length": each.length}
            sealed = _("the secret out of the envelope, %(length)s bytes") % {"length": each.length}
            self.fields[code] = forms.CharField(
                label=each.name,
                max_length=2000,
                help_text=thrown if each.kind == "digits" else sealed,
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )

    def values(self) -> dict[str, str]:
        """What was typed, by the name of the part."""
        data = self.cleaned_data
        return {name: "".join(data[code].split()) for code, name in self.names.items()}


class ApproveForm(Form):
    """That whoever approves has looked at the classes."""

    has_read = forms.BooleanField(
        label=_("I have looked at the classes and the limits, and did not make them"),
        error_messages={"required": _("Tick it to approve.")},
    )


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=LONG))


class SwapForm(Form):
    """Who is to change class, with whom, from when, and why."""

    seat = forms.TypedChoiceField(label=_("Pupil"), coerce=int)
    room = forms.TypedChoiceField(label=_("To class"), coerce=int)
    other = forms.TypedChoiceField(
        label=_("In exchange for"), coerce=int, required=False, empty_value=None,
        help_text=_("Somebody of that class, so that sizes stay as they are."),
    )  # fmt: skip
    since = DayField(label=_("In the class from"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=LONG))

    def __init__(
        self, *args: Any, offered: Sequence[tuple[int, str]], classes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rooms = [(n, str(n)) for n in range(1, classes + 1)]
        choices = {"seat": offered, "room": rooms, "other": [("", _("nobody")), *offered]}
        for name, some in choices.items():
            field: Any = self.fields[name]
            field.choices = some

    def wish(self) -> Wish:
        """What was typed."""
        data = self.cleaned_data
        since: date = data["since"]
        return Wish(data["seat"], data["room"], data["other"], since, data["reason"])


class DecideForm(Form):
    """Whether a change of class is approved."""

    agreed = forms.TypedChoiceField(
        label=pgettext_lazy("a change of class", "Decision"),
        coerce=lambda said: said == "yes",
        choices=[("yes", pgettext_lazy("a change of class", "approve")),
                 ("no", pgettext_lazy("a change of class", "refuse"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words of the decision"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
    )
