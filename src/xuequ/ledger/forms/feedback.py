"""Forms of what peers tell one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text
from xuequ.web.forms import DayField, Form

from ..queries.feedback import Peer
from ..services.feedback import NewFeedback

LONGEST = 2000


class Words(forms.CharField):
    """A text of several lines."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "wide": True})
        super().__init__(max_length=LONGEST, widget=widget, **kwargs)


class _ToPeer(Form):
    """To whom, through what, and the words."""

    receiver = forms.TypedChoiceField(label=_("To"), coerce=int)
    code = forms.ChoiceField()
    words = Words(
        label=_("What you want to say"),
        help_text=_("Kept encrypted. Only the two of you read it. No names of pupils."),
    )

    def __init__(
        self, *args: Any, peers: Iterable[Peer], codes: Iterable[Named], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = {each.person.pk: each.person for each in peers}
        language = get_language() or "zh-hans"
        named = [(each.code, Text(each.zh, each.en).say(language)) for each in codes]
        receiver: Any = self.fields["receiver"]
        receiver.choices = [("", _("please choose")), *_by_school(peers)]
        code: Any = self.fields["code"]
        code.choices = [("", _("please choose")), *named]

    def values(self) -> NewFeedback:
        """What the service takes."""
        data = self.cleaned_data
        return NewFeedback(
            receiver=self._known[data["receiver"]],
            code=data["code"],
            happened_on=data.get("happened_on") or timezone.localdate(),
            words=data["words"],
        )


class GiveForm(_ToPeer):
    """Feedback on what happened on a day."""

    code = forms.ChoiceField(label=_("Channel"))
    happened_on = DayField(label=_("It happened on"))

    field_order = ("receiver", "code", "happened_on", "words")

    def clean_happened_on(self) -> date:
        """Nobody speaks of a day to come."""
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is yet to come; enter today or earlier."))
        return day


class VoiceForm(_ToPeer):
    """A feeling, a failure, a differing view."""

    code = forms.ChoiceField(label=_("What it is"))


class AnswerForm(Form):
    """The answer of whoever received it."""

    words = Words(label=_("Your answer"), help_text=_("Once sent, it can no longer be changed."))


def _by_school(peers: Iterable[Peer]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The peers in groups by their schools."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in peers:
        groups["、".join(each.schools)].append((each.person.pk, each.person.name))
    return sorted(groups.items())
