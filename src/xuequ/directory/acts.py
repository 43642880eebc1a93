"""The words of the record for acts on catchments, and for the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, str | Promise] = {
    "open-draft": _("begin a draft of catchments"),
    "change-draft": _("change the day of a draft of catchments"),
    "draft-catchment": _("draft the catchment of a school"),
    "drop-draft": _("throw a draft of catchments away"),
    "ask-opinions": _("ask for opinions on catchments"),
    "say-opinion": _("give an opinion on catchments"),
    "publish-catchments": _("publish catchments"),
    "import-catchments": _("bring in a sheet of catchments"),
}
NOTES: dict[str, str | Promise] = {
    "stage": pgettext_lazy("of schooling", "stage"),
    "basis": pgettext_lazy("of a decision", "basis"),
    "places": _("lines of the list"),
    "ended": pgettext_lazy("how many", "ended"),
    "opinions": _("opinions"),
}
