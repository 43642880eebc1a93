"""The words of the record for acts of the ledger, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "hand-in": _("hand in an entry of the ledger"),
    "save-draft": _("keep a draft of an entry"),
    "change-entry": _("hand in a new version of an entry"),
    "withdraw-entry": _("withdraw an entry"),
    "respan-claims": _("count entries in the spans of a changed calendar"),
    "confirm-entry": _("confirm an entry"),
    "return-entry": _("return an entry"),
    "confirm-address": _("confirm an e-mail address"),
    "make-feed": _("make a calendar address"),
    "revoke-feed": _("revoke a calendar address"),
    "set-delivery": _("choose how to be told"),
    "use-feed": _("use a calendar address (first time that day)"),
    "speak-with-peer": _("exchange words with a peer"),
    "chase": _("remind those who are late"),
    "excuse": _("excuse somebody from a duty"),
    "revoke-excuse": _("revoke an excuse"),
    "publish-sheet": _("publish a monthly sheet"),
}
NOTES: dict[str, str | Promise] = {
    "duties": pgettext_lazy("of an entry", "for"),
    "files": pgettext_lazy("of an entry", "files"),
    "last": _("last day"),
    "digest_mail": _("how often by e-mail"),
    "told": pgettext_lazy("of reminders", "notices"),
    "owners": pgettext_lazy("of reminders", "reminded"),
    "left_out": pgettext_lazy("of reminders", "left out"),
}
QUIET = frozenset({"speak-with-peer"})  # who spoke when would tell who speaks with whom
