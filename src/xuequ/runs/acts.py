"""The words of the record for runs and jobs, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "start-run": _("start a computation"),
    "cancel-run": _("cancel a computation"),
    "end-run": _("end of a computation"),
    "set-schedule": _("set when a job is done"),
    "run-job": _("have a job done now"),
}
NOTES: dict[str, str | Promise] = {
    "run": pgettext_lazy("of a run", "computation"),
    "inputs": pgettext_lazy("of a run", "digest of the inputs"),
    "result": pgettext_lazy("of a run", "digest of the result"),
    "engine": pgettext_lazy("of a run", "version of the computation"),
    "state": pgettext_lazy("of a run", "state"),
    "job": pgettext_lazy("of the clock", "job"),
    "rhythm": pgettext_lazy("of the clock", "how often"),
    "is_on": pgettext_lazy("of the clock", "switched on"),
}
