"""The words of the record for acts on cases, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "start-case": _("hand in a case"),
    "submit-case-again": _("hand in a case again"),
    "withdraw-case": _("withdraw a case"),
    "stop-case": _("end a case"),
    "decide-case": _("say something in a case"),
    "transfer-case": _("transfer a seat"),
    "lend-seat": _("delegate a seat"),
    "recall-seat": _("take a delegated seat back"),
    "add-signer": _("add a signer"),
    "remove-signer": _("take a signer away"),
    "claim-seat": _("take a seat on, or let it go"),
    "copy-case": _("send a copy"),
    "read-copy": _("read a copy"),
    "remind-case": _("remind who has a case"),
    "object-to-case": _("object to a case"),
    "answer-objection": _("answer an objection"),
    "appeal-case": _("appeal"),
    "sweep-cases": _("note cases as overdue"),
    "sweep-case": _("close a step whose time is over"),
}
NOTES: dict[str, str | Promise] = {
    "cases": _("cases"),
    "case": pgettext_lazy("of the record", "case"),
    "step": _("step"),
    "choice": pgettext_lazy("of a case", "decision"),
    "upheld": pgettext_lazy("of an objection", "upheld"),
    "late": _("overdue"),
}
