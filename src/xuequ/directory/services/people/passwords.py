"""Passwords made by the product, to be used once."""

from __future__ import annotations

import secrets

GROUPS = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789")
# Letters and digits that look alike on paper are left out.


def one_time() -> str:
    """A password of four groups that is easy to read out: capitals, small letters and digits."""
    return "-".join(
        "".join(secrets.choice(letters) for letters in (*GROUPS, "".join(GROUPS))) for _ in range(4)
    )
