"""What a locality's document settles about the teacher pool and exchange (师资、交流).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from .moves import (
    Allowance,
    BundledTests,
    Count,
    Exchange,
    Form,
    LeaderExchange,
    Package,
    PayDocument,
    Rate,
)
from .names import FIELDS, NAMES, WORDS
from .staff import MoveForm, Staff

SECTIONS = {"staff": Staff, "exchange": Exchange}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "Allowance",
    "BundledTests",
    "Count",
    "Exchange",
    "Form",
    "LeaderExchange",
    "MoveForm",
    "Package",
    "PayDocument",
    "Rate",
    "Staff",
]
