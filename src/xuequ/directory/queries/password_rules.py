"""What Django asks of a password, read from the installation's rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..engine.passwords import classes
from .sign_in import rules


class LongEnough:
    """At least as many characters as the rules say."""

    def validate(self, password: str, user: Any = None) -> None:
        least = rules().min_length
        if len(password) < least:
            raise ValidationError(self._text(least), code="password_too_short")

    def get_help_text(self) -> str:
        return self._text(rules().min_length)

    @staticmethod
    def _text(least: int) -> str:
        return _("It must have at least %(least)s characters.") % {"least": least}


class VariedEnough:
    """As many classes of characters as the rules say."""

    def validate(self, password: str, user: Any = None) -> None:
        least = rules().classes
        if classes(password) < least:
            raise ValidationError(self._text(least), code="password_too_plain")

    def get_help_text(self) -> str:
        return self._text(rules().classes)

    @staticmethod
    def _text(least: int) -> str:
        return _(
            "It must mix at least %(least)s of these: small letters, capital letters, digits, "
            "other signs."
        ) % {"least": least}
