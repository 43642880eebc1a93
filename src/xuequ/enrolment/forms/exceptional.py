"""Forms of the register of exceptional placements, of objections to it, and of appeals."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.cases.forms.cases import ObjectionForm
from xuequ.ledger.forms.entries import FilesField
from xuequ.vault.services.files import Taken, take_in
from xuequ.web.forms import Form

from ..engine.telling.exceptions import LEAST_DAYS, MOST_DAYS, USUAL_DAYS
from ..models import Appeal, Exceptional
from ..services.exceptions.appealing import NewAppeal
from ..services.exceptions.objecting import NewObjection
from ..services.exceptions.proposing import NewException

WORDS: dict[str, Any] = {"rows": 5, "wide": True}


class ExceptionForm(Form):
    """Propose a child for a school by exception."""

    number = forms.CharField(
        label=_("Child's number"),
        max_length=12,
        help_text=_(
            "As it stands on the letter. A child that never applied gets its number when its "
            "parent registers it, alone or at the desk."
        ),
    )
    school = forms.ChoiceField(label=_("School"))
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("please choose")), *Exceptional.Ground.choices]
    )
    words = forms.CharField(
        label=_("Reasons"),
        max_length=1000,
        widget=forms.Textarea(attrs=WORDS),
        help_text=_("Kept encrypted; only who decides reads it. Write no numbers of people in it."),
    )
    days = forms.IntegerField(
        label=_("Days it is shown to the public"),
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
    )
    papers = FilesField(label=_("Papers it rests on"), required=False)
    appeal = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, schools: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.choices = [("", _("please choose")), *schools]

    def new(self) -> NewException:
        """What was typed."""
        data = self.cleaned_data
        return NewException(
            data["number"],
            int(data["school"]),
            data["ground"],
            data["words"],
            data["days"],
            taken(data["papers"]),
            data["appeal"],
        )


class AppealForm(Form):
    """What a family appeals about."""

    about = forms.ChoiceField(
        label=pgettext_lazy("of an appeal", "What you appeal about"),
        error_messages={"required": _("Choose one of them.")},
    )
    words = forms.CharField(
        label=_("What is wrong, and why?"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs=WORDS),
    )
    papers = FilesField(label=_("Papers that show it"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        known = [(each.value, each.label) for each in Appeal.About if each.value in kinds]
        field.choices = [("", _("please choose")), *known]

    def new(self) -> NewAppeal:
        """What was written."""
        data = self.cleaned_data
        return NewAppeal(data["about"], data["words"], taken(data["papers"]), data["key"])


class AppealAgainForm(Form):
    """Why somebody above is to look again."""

    words = forms.CharField(
        label=_("What was overlooked?"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs=WORDS),
    )


class PublicObjectionForm(ObjectionForm):
    """What somebody from outside objects to."""

    def new(self) -> NewObjection:
        """What was written."""
        data = self.cleaned_data
        return NewObjection(data["words"], data["name"], data["phone"], data["key"])


def taken(uploads: Sequence[Any]) -> list[Taken]:
    """The files, examined and kept."""
    return [take_in(each, name=each.name) for each in uploads]
