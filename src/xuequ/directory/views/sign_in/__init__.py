"""Logging in and out: by password, by passkey, by single sign-on; the second step."""

from __future__ import annotations

from .log_in import log_in, log_out
from .passkey import passkey_log_in, passkey_options
from .second_step import second_step
from .single_sign_on import sign_on_back, sign_on_start

__all__ = [
    "log_in",
    "log_out",
    "passkey_log_in",
    "passkey_options",
    "second_step",
    "sign_on_back",
    "sign_on_start",
]
