"""The words of the record for acts on imports, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "import-oneroster": _("bring in a OneRoster bundle"),
    "ask-second": _("ask a second person to confirm an import"),
    "refuse-import": _("refuse an import as the second person"),
    "ask-second-rollover": _("ask a second person to confirm a roll-over"),
    "commit-rollover": _("carry out a year roll-over"),
    "refuse-rollover": _("refuse a roll-over as the second person"),
    "revert-rollover": _("revert a year roll-over"),
    "undo-import": _("undo an import"),
}
NOTES: dict[str, str | Promise] = {
    "up": _("moved up"),
    "next": _("gone on to the next school"),
    "finishes": _("finished school"),
    "repeats": _("repeat the grade"),
    "leaves": _("leave"),
    "unplaced": _("not placed"),
    "stays": _("not moved"),
    "open": _("not moved and not waived"),
    "posts_stay": _("class teachers who stay"),
    "posts_new": _("new class teachers"),
    "posts_end": _("class teachers who give a class up"),
    "share": _("share of what is there that changes"),
}
