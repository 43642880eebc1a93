"""The words people use for the codes of the board, the register and the record."""

from __future__ import annotations

from .clauses import CHAPTERS, KINDS, WHO
from .facts import FIELDS
from .facts import VALUES as FACTS
from .policy import SECTIONS, SETTINGS, WORDS

VALUES = {**FACTS, **WORDS}

__all__ = [
    "CHAPTERS",
    "FIELDS",
    "KINDS",
    "SECTIONS",
    "SETTINGS",
    "VALUES",
    "WHO",
]
