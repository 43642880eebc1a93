"""What the vault holds: encrypted columns by key, and private files."""

from __future__ import annotations

from .columns import Column, columns, encrypted, in_use, not_sealed_with
from .files import FileFault, faults, held, limits, unattached

__all__ = [
    "Column",
    "FileFault",
    "columns",
    "encrypted",
    "faults",
    "held",
    "in_use",
    "limits",
    "not_sealed_with",
    "unattached",
]
