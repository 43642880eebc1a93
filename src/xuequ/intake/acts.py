"""The words of the record for acts on imports, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "import-oneroster": _("bring in a OneRoster bundle"),
    "ask-second": _("ask a second person to confirm an import"),
    "refuse-import": _("refuse an import as the second person"),
    "undo-import": _("undo an import"),
}
NOTES: dict[str, str | Promise] = {
    "share": _("share of what is there that changes"),
}
