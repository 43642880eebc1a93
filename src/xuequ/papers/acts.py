"""The words of the record for papers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "draft-paper": _("draft a paper"),
    "change-paper": _("change a draft of a paper"),
    "renew-paper": _("renew the figures of a draft"),
    "discard-paper": _("discard a draft of a paper"),
    "issue-paper": _("issue a paper"),
    "withdraw-paper": _("withdraw a paper"),
    "register-series": _("register a series of numbers"),
}
NOTES: dict[str, str | Promise] = {
    "pdf": _("SHA-256 of the PDF"),
    "docx": _("SHA-256 of the DOCX"),
    "first": pgettext_lazy("of a series of numbers", "begins with"),
    "first_year": pgettext_lazy("of a series of numbers", "first year"),
    "paper_number": _("number of the paper"),
    "word": _("code word"),
}
