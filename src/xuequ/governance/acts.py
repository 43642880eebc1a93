"""The words of the record for acts of governance that came with cases."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "sign-document": _("sign a founding document"),
    "file-roster": _("file the roster for the record"),
}
NOTES: dict[str, str | Promise] = {}
