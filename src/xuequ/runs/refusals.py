"""Why a run is refused or failed, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "run-kind-unknown": _("This installation knows no computation %(kind)s."),
    "run-not-yours-to-start": _("Your identity may not start «%(kind)s»."),
    "run-not-yours": _("This was started by somebody else, or by you in another identity."),
    "run-not-over": _("It is still on its way. Wait for its end, or cancel it first."),
    "run-started-elsewhere": _("It cannot be repeated here. Start it anew where it belongs."),
    "run-is-over": _("It is over already; there is nothing left to cancel."),
    "run-is-ending": _("It is just writing its result and can no longer be cancelled."),
    "run-goes-on": _("Once it is at work it cannot be stopped halfway. Wait for its end."),
    "run-inputs-changed": _(
        "What it was given is no longer what was sealed when it was started, so nothing was "
        "computed. Start it anew, and tell the system administrator."
    ),
    "run-starter-gone": _(
        "Whoever started it no longer holds the post %(post)s, so nothing was done in that name."
    ),
    "run-broke": _(
        "It broke off because of an error in the program; nothing was changed. Try again; if it "
        "breaks off again, give the system administrator the number %(number)s."
    ),
    "run-worker-lost": _(
        "The process that carried it out was lost %(attempts)s times, the last time at "
        "%(percent)s %%; nothing was changed. Tell the system administrator, then try again."
    ),
    "job-unknown": _("This installation knows no job %(job)s."),
    "job-as-it-was": _("Nothing differs from how the job is set already."),
}
