"""The code that a later change asks for: drawn, shown once, kept as a digest."""

from __future__ import annotations

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for another on paper
LENGTH = 8


def plain(typed: str) -> str:
    """A code as typed, without blanks and dashes, in capitals."""
    return "".join(typed.split()).replace("-", "").upper()


def spoken(code: str) -> str:
    """A code in two groups, to be written down."""
    return f"{code[:4]}-{code[4:]}"
