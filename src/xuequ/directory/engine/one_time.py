"""Codes that change every thirty seconds (TOTP, RFC 6238: SHA-1, six digits)."""

from __future__ import annotations

import hmac
from hashlib import sha1

STEP = 30  # seconds
DIGITS = 6
TOLERANCE = 1  # steps a phone's clock may be off, either way


def code_of(key: bytes, step: int) -> str:
    """The code of one step."""
    digest = hmac.new(key, step.to_bytes(8, "big"), sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(key: bytes, code: str, *, seconds: int, after: int) -> int | None:
    """The step whose code was typed, or none.

    Args:
        seconds: the time now, counted from 1970.
        after: the last step used; a code of that step or an earlier one is refused, so that a
            code somebody looked at cannot be typed a second time.
    """
    now = seconds // STEP
    found = None
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        same = hmac.compare_digest(code_of(key, step).encode(), code.encode())
        if same and step > after and found is None:
            found = step
    return found
