"""What somebody teaches, honours, postings and pairings, typed by people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.text import Text
from xuequ.web.forms import UNKNOWN, DayField, Form

from ..models import Honour, Pairing, Person, Posting, School, Teacher
from ..models.schools import Stage

SINCE = pgettext_lazy("of a change", "From")
CHOOSE = _("please choose")
UNTIL = _("First day no longer in force")
OPEN = _("Leave it empty if that is not settled yet.")


def _school(label: Any, **options: Any) -> Any:
    return forms.ModelChoiceField(
        label=label, queryset=School.objects.none(), empty_label=CHOOSE, **options
    )


def _subject(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=pgettext_lazy("that is taught", "Subject"),
        max_length=20,
        help_text=_("As people write it, e.g. 数学."),
        **options,
    )


class TeachingForm(Form):
    """What somebody teaches where, with which title, from which day."""

    school = _school(_("School"))
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    subject = _subject()
    title = forms.ChoiceField(
        label=pgettext_lazy("of a teacher", "Title"),
        required=False,
        choices=[UNKNOWN, *Teacher.Title.choices],
        help_text=_("A new title for what is taught already holds from the day below."),
    )
    since = DayField(label=SINCE)

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.queryset = schools


class ClassTeacherForm(Form):
    """Who looks after a class, from which day."""

    person = forms.ModelChoiceField(
        label=_("class teacher"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Whoever teaches at the school."),
    )
    since = DayField(label=SINCE)

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class HonourForm(Form):
    """An honour, its level, and since when."""

    kind = forms.ChoiceField(label=_("Honour"), choices=Honour.Kind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Honour.Level.choices)
    since = DayField(label=SINCE)


class PostingForm(Form):
    """From which school to which, as what, and from when to when."""

    from_school = _school(_("From school"))
    to_school = _school(_("To school"))
    kind = forms.ChoiceField(label=pgettext_lazy("is posted", "Who"), choices=Posting.Kind.choices)
    direction = forms.ChoiceField(
        label=_("Direction"),
        required=False,
        help_text=_("It decides which duties the policy asks for."),
    )
    subject = _subject(required=False)
    decision = forms.CharField(
        label=_("Decision"),
        required=False,
        max_length=120,
        help_text=_("Number or title of the paper it rests on."),
    )
    since = DayField(label=SINCE)
    until = DayField(label=UNTIL, required=False, help_text=OPEN)

    def __init__(
        self,
        *args: Any,
        places: QuerySet[School],
        schools: QuerySet[School],
        directions: Mapping[str, Text],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["from_school"].queryset = places
        fields["to_school"].queryset = schools
        if directions:
            fields["direction"].choices = [("", _("none of them")), *said(directions)]
        else:
            del self.fields["direction"]


class PairingForm(Form):
    """The mentor of somebody, the sort and tier, and from when to when.

    All `people` may be sent; only those `shown` stand in the list.
    """

    mentor = forms.ModelChoiceField(
        label=_("Mentor"), queryset=Person.objects.none(), empty_label=CHOOSE
    )
    school = _school(_("School"), help_text=_("Where the apprentice works or is posted."))
    kind = forms.ChoiceField(label=pgettext_lazy("of a pairing", "Sort"),
                             choices=Pairing.Kind.choices)  # fmt: skip
    tier = forms.TypedChoiceField(label=_("Tier"), coerce=int)
    subject = _subject(required=False)
    since = DayField(label=SINCE)
    until = DayField(label=UNTIL, required=False, help_text=OPEN)

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        shown: Sequence[tuple[int, str]],
        schools: QuerySet[School],
        tiers: Mapping[int, Text],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["mentor"].queryset = people
        fields["mentor"].widget.choices = [("", CHOOSE), *shown]
        fields["school"].queryset = schools
        if tiers:
            fields["tier"].choices = [(n, f"{n} · {name}") for n, name in said(tiers)]
        else:
            fields["tier"].choices = [(n, str(n)) for n in range(1, 10)]


def said(named: Mapping[Any, Text]) -> list[tuple[Any, str]]:
    """Codes with their names in the reader's language."""
    language = get_language() or ""
    return [(code, name.say(language)) for code, name in named.items()]
