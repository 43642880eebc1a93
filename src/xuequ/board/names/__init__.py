"""The words people use for the codes of the board, the register and the record."""

from __future__ import annotations

from .clauses import CHAPTERS, KINDS, WHO
from .facts import FIELDS, VALUES
from .policy import SECTIONS, SETTINGS
from .record import ACTS, NOTES

__all__ = [
    "ACTS",
    "CHAPTERS",
    "FIELDS",
    "KINDS",
    "NOTES",
    "SECTIONS",
    "SETTINGS",
    "VALUES",
    "WHO",
]
