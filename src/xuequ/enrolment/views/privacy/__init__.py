"""Pages of personal data: what is held, consents and looks, deletion when due, the yearly audit."""

from __future__ import annotations

from .audit import minors_audit, minors_audit_file, minors_audit_years
from .family import child_consent, child_privacy, family_looks
from .officers import (
    erasure_page,
    erasure_propose,
    erasure_release,
    erasure_take_back,
    hold_end,
    hold_new,
    retention,
)
from .public import public_privacy, public_privacy_file

__all__ = [
    "child_consent",
    "child_privacy",
    "erasure_page",
    "erasure_propose",
    "erasure_release",
    "erasure_take_back",
    "family_looks",
    "hold_end",
    "hold_new",
    "minors_audit",
    "minors_audit_file",
    "minors_audit_years",
    "public_privacy",
    "public_privacy_file",
    "retention",
]
