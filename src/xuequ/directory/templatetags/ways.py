"""The words for the ways in which somebody came in."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()
WAYS: dict[str, str | Promise] = {
    "password": _("password"),
    "passkey": _("passkey"),
    "sign_on": _("single sign-on"),
    "code": pgettext_lazy("way in", "code"),
}


@register.filter
def way_in(code: str) -> str:
    """A way in, as the reader calls it."""
    return str(WAYS.get(code, code))
