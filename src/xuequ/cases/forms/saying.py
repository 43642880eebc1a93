"""Forms to say something from a seat: an opinion, to whom it returns, a score sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.case_types import Blank, Reading, Step
from xuequ.ledger.forms.entries import FilesField
from xuequ.web.forms import Form

from ..engine.choices import WITH_REASON
from ..phrases import PHRASES
from ..queries.options import Options
from .blanks import PREFIX, field_of, read, said
from .cases import FILES, dress


class SayForm(Form):
    """What somebody says from a seat."""

    phrase = forms.ChoiceField(
        label=_("Usual phrase"),
        required=False,
        help_text=_("It is put in front of what you write below."),
    )
    words = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "wide": True}),
    )
    uploads = FilesField(label=_("Photos and files"), required=False, help_text=FILES)

    def __init__(
        self,
        *args: Any,
        blanks: Sequence[Blank] = (),
        options: Options,
        choice: str = "",
        **kwargs: Any,
    ) -> None:
        self._blanks, self._needs_words = blanks, choice in WITH_REASON
        self._options = options
        super().__init__(*args, **kwargs)
        self._offer(choice)
        for blank in blanks:
            self.fields[PREFIX + blank.code] = field_of(blank, options)
        names = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields([*names, "back_to", "phrase", "words", "uploads"])
        dress(self)

    def _offer(self, choice: str) -> None:
        """Offer the usual phrases for what is being said (常用语)."""
        offered = [said(each) for each in PHRASES.get(choice, ())]
        if not offered:
            del self.fields["phrase"]
            return
        field: Any = self.fields["phrase"]
        field.choices = [("", "—"), *((each, each) for each in offered)]
        if self._needs_words:
            self.fields["words"].help_text = _("A reason is needed: a usual phrase, or your own.")

    def clean(self) -> dict[str, Any]:
        """Put the phrase in front of the words; a reason is asked for where one is needed."""
        data: dict[str, Any] = super().clean() or {}
        data["words"] = f"{data.get('phrase', '')}{data.get('words', '')}".strip()
        if self._needs_words and not data["words"] and "words" not in self.errors:
            self.add_error("words", _("Say why, or choose a usual phrase."))
        return data

    def reads(self) -> list[Reading]:
        """What is to be read before the blanks are filled in."""
        unit = self._options.consortium
        return self._options.reads(self._blanks, [unit.pk] if unit else [])

    def values(self) -> tuple[dict[str, object], dict[str, str]]:
        """The blanks as kept, and as people read them."""
        return read(self._blanks, self.fields, self.cleaned_data)

    def points(self) -> dict[str, int]:
        """Nothing is scored here."""
        return {}


class ReturnForm(SayForm):
    """To whom a case is returned, and why."""

    def __init__(self, *args: Any, before: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(each.code, said(each.name)) for each in before]
        self.fields["back_to"] = forms.ChoiceField(
            label=_("Return to"), choices=[("", _("whoever started it")), *steps], required=False
        )
        self.order_fields(["back_to", "phrase", "words", "uploads"])
        dress(self)


class ScoreForm(SayForm):
    """A score sheet; who hands it in says that no interest of their own is touched."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._criteria = step.panel.criteria if step.panel else ()
        for each in self._criteria:
            self.fields[f"points_{each.code}"] = forms.IntegerField(
                label=said(each.name), min_value=0, max_value=each.most,
                help_text=_("0 to %(most)s points") % {"most": each.most},
            )  # fmt: skip
        self.fields["no_conflict"] = forms.BooleanField(
            label=_("I have no interest of my own in this case and am not close to who asks.")
        )
        scores = [name for name in self.fields if name.startswith("points_")]
        self.order_fields([*scores, "no_conflict", "words", "uploads"])
        dress(self)

    def points(self) -> dict[str, int]:
        """The points given, by criterion."""
        return {each.code: self.cleaned_data[f"points_{each.code}"] for each in self._criteria}
