"""The words of the record for the acts of upkeep, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "make-backup": _("make a backup"),
    "restore-backup": _("restore the installation from a backup"),
}
NOTES: dict[str, str | Promise] = {
    "archive": pgettext_lazy("of a backup", "digest of the manifest"),
    "stored": pgettext_lazy("of a backup", "private files"),
}
