"""The words people use for the codes of the board, the register and the record."""

from __future__ import annotations

from .clauses import CHAPTERS, KINDS, WHO
from .facts import FIELDS as FACT_FIELDS
from .facts import VALUES as FACTS
from .policy import ITEM_FIELDS, SECTIONS, SETTINGS, WORDS

FIELDS = {**ITEM_FIELDS, **FACT_FIELDS}
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
