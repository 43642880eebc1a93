"""Forms of those who check: how a round is checked, a decision, looks, conflicts, questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.directory.engine.purposes import PURPOSES
from xuequ.kernel.text import Text
from xuequ.vault.engine.names import shorten
from xuequ.web.forms import Form

from ..engine.asked import Head
from ..engine.checking.departments import DEPARTMENTS
from ..engine.checking.former import MOST_YEARS
from ..models import STAGES, CheckSettings, Conflict
from ..queries.checking import scope
from ..services.checking.departments import NewInquiry
from ..services.checking.dwellings import Mistaken
from ..services.checking.settings import NewSettings

CHOOSE = ("", _("please choose"))


def say(text: Text) -> str:
    return text.say(get_language() or "zh-hans")


class CheckSettingsForm(Form):
    """Which share is read twice, and how long a dwelling's seat is locked."""

    share = forms.IntegerField(
        label=_("Percent of the children read by a second person too"),
        min_value=0,
        max_value=100,
        help_text=_(
            "Which ones, a secret seed decides that is drawn now. No reader can tell before."
        ),
    )
    lock_years = forms.IntegerField(
        label=_("Years in which a dwelling gives one seat"),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        help_text=_(
            "Empty: seats are not locked. As the locality's rules say, for example 6. Settled "
            "before the round opens, and not changed afterwards."
        ),
    )
    siblings_exempt = forms.BooleanField(
        label=_("Brothers and sisters are exempt"), required=False, initial=True
    )

    def new(self) -> NewSettings:
        data = self.cleaned_data
        return NewSettings(data["share"], data["lock_years"], data["siblings_exempt"])

    @staticmethod
    def as_it_is(known: CheckSettings | None) -> dict[str, Any]:
        """What is fixed now; an example of a share where nothing is."""
        if known is None:
            return {"share": 10, "siblings_exempt": True}
        names = ("share", "lock_years", "siblings_exempt")
        return {name: getattr(known, name) for name in names}


class LookForm(Form):
    """What somebody opens a file for that is not in their hands."""

    purpose = forms.ChoiceField(label=_("What for"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [(code, say(text)) for code, text in scope.PURPOSES.items()]
        self.fields["purpose"].choices = [CHOOSE, *purposes]  # type: ignore[attr-defined]


class ConflictForm(Form):
    kind = forms.ChoiceField(
        label=_("What the child is to you"), choices=[CHOOSE, *Conflict.Kind.choices]
    )


class AgainForm(Form):
    """Why: of whatever takes back what was settled."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is recorded with your name. Write no numbers of people in it."),
        widget=forms.TextInput(attrs={"wide": True}),
    )


class InquiryForm(Form):
    """Which department is asked about what, and by whose data it knows the children."""

    department = forms.ChoiceField(label=_("Department"))
    receiver = forms.CharField(
        label=_("Who gets the data"),
        max_length=80,
        help_text=_("Office and person. It stands on the sheet and in the record."),
    )
    purpose = forms.ChoiceField(label=_("What for"), initial="enrolment")
    codes = forms.MultipleChoiceField(
        label=pgettext_lazy("of an inquiry", "Items"),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Data that go out"),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
        choices=[
            ("child", _("name and number of the child")),
            ("guardians", _("names and numbers of the guardians")),
            ("address", _("address")),
        ],
        help_text=_("No more than the department needs to answer."),
    )

    def __init__(self, *args: Any, heads: Sequence[Head], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists: dict[str, list[Any]] = {
            "department": [CHOOSE, *((code, say(each)) for code, each in DEPARTMENTS.items())],
            "purpose": [(code, say(each)) for code, each in PURPOSES.items()],
            "codes": [(each.code, say(each.name)) for each in heads],
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def new(self) -> NewInquiry:
        data = self.cleaned_data
        return NewInquiry(
            data["department"],
            data["receiver"],
            data["purpose"],
            tuple(data["codes"]),
            tuple(data["subjects"]),
        )


class EndLocksForm(AgainForm):
    """A seat of earlier years that was brought in by mistake."""

    field_order = ("dwelling", "year", "stage", "reason")
    dwelling = forms.CharField(
        label=_("Address or number of the dwelling"),
        max_length=200,
        help_text=_("As it stands in the sheet that was brought in."),
        widget=forms.TextInput(attrs={"wide": True}),
    )
    year = forms.IntegerField(label=_("Year of entry"), min_value=2000, max_value=2100)
    stage = forms.ChoiceField(label=_("Stage"), choices=[CHOOSE, *STAGES])

    def wrong(self) -> Mistaken:
        data = self.cleaned_data
        return Mistaken(data["dwelling"], data["year"], data["stage"], data["reason"])


class FileForm(Form):
    """A sheet to bring in."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "wide": True})
    )

    @property
    def name(self) -> str:
        return shorten(str(self.cleaned_data["file"].name), 60)
