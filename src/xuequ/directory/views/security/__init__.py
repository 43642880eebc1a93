"""Pages on which people keep their own log-in safe, and the rules everybody keeps."""

from __future__ import annotations

from .factors import (
    add_code_app,
    add_passkey,
    recovery_codes,
    set_up,
    take_factor_away,
)
from .linking import link_sign_on, unlink
from .overview import end_my_other_sessions, my_security
from .passwords import change_my_password, confirm
from .rules import sign_in_rules

__all__ = [
    "add_code_app",
    "add_passkey",
    "change_my_password",
    "confirm",
    "end_my_other_sessions",
    "link_sign_on",
    "my_security",
    "recovery_codes",
    "set_up",
    "sign_in_rules",
    "take_factor_away",
    "unlink",
]
