"""What the vault changes: keys are rotated, private files taken in, dropped and tidied up."""

from __future__ import annotations

from .files import (
    Taken,
    Upload,
    check_authority_quota,
    check_entry_quota,
    content_of,
    drop_file,
    open_file,
    store_file,
    store_taken,
    take_in,
)
from .rotation import begin_rotation, end_rotation, retire_keys, seal_anew
from .tidying import Tidied, tidy

__all__ = [
    "Taken",
    "Tidied",
    "Upload",
    "begin_rotation",
    "check_authority_quota",
    "check_entry_quota",
    "content_of",
    "drop_file",
    "end_rotation",
    "open_file",
    "retire_keys",
    "seal_anew",
    "store_file",
    "store_taken",
    "take_in",
    "tidy",
]
