"""The words of the record for acts on meetings and tasks, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "plan-meeting": _("plan a meeting"),
    "change-meeting": _("change a planned meeting"),
    "cancel-meeting": _("call a meeting off"),
    "invite": _("say who is invited to a meeting"),
    "send-notice": _("send the notice of a meeting"),
    "add-agenda-item": _("put something on an agenda"),
    "change-agenda-item": _("change an agenda item"),
    "remove-agenda-item": _("take something off an agenda"),
    "record-attendance": _("record who came to a meeting"),
    "record-vote": _("record a vote"),
    "strike-vote": _("strike a vote out"),
    "record-resolution": _("record a resolution"),
    "strike-resolution": _("strike a resolution out"),
    "write-minutes": _("write the minutes of a meeting"),
    "circulate-minutes": _("send minutes round"),
    "reopen-minutes": _("take minutes back to mend them"),
    "remark-on-minutes": _("remark on minutes"),
    "confirm-minutes": _("confirm minutes"),
    "set-task": _("set a task"),
    "report-task": _("report on a task"),
    "close-task": _("close a task"),
    "return-task": _("return a task"),
    "withdraw-task": _("withdraw a task"),
    "remind-task": _("remind of a task"),
}
NOTES: dict[str, str | Promise] = {
    "members": pgettext_lazy("of a meeting", "members"),
    "listeners": pgettext_lazy("of a meeting", "listeners"),
    "present": pgettext_lazy("of a meeting", "present"),
    "invited": pgettext_lazy("of a meeting", "invited"),
    "for": pgettext_lazy("of a vote", "for"),
    "against": pgettext_lazy("of a vote", "against"),
    "abstained": pgettext_lazy("of a vote", "abstained"),
    "outcome": pgettext_lazy("of a vote", "outcome"),
    "void": pgettext_lazy("of a meeting", "votes without quorum"),
    "items": pgettext_lazy("of minutes", "items"),
    "own": pgettext_lazy("of a task", "set and done by the same person"),
}
