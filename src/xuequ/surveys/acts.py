"""The words of the record for acts on surveys, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "draft-survey": _("draft a survey"),
    "change-survey": _("change a survey"),
    "change-questions": _("change the questions of a survey"),
    "drop-survey": _("throw a draft of a survey away"),
    "copy-survey": _("copy a survey"),
    "open-survey": _("open a survey"),
    "give-codes": _("make codes for a survey"),
    "remind-survey": _("remind those who have not answered a survey"),
    "answer-survey": _("answer a survey by name"),
    "extend-survey": _("change the last day of a survey"),
    "close-survey": _("close a survey"),
    "publish-survey": _("publish the results of a survey"),
}
NOTES: dict[str, str | Promise] = {
    "questions": _("questions"),
    "roster": _("people on the roster"),
    "roster_hash": _("digest of the roster"),
    "sample": _("people asked"),
    "sampling": pgettext_lazy("of a survey", "sampling"),
    "seed": _("seed"),
    "answers": _("answers"),
    "survey": _("survey"),
}
