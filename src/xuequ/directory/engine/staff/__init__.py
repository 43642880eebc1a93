"""Sheets about people who work in schools: whom a row means, and what it registers."""

from __future__ import annotations

from .people import HIDDEN, Known, Someone, Unclear, find, find_known
from .teachers import Entry, Held, Standing, read_teachers

__all__ = [
    "HIDDEN",
    "Entry",
    "Held",
    "Known",
    "Someone",
    "Standing",
    "Unclear",
    "find",
    "find_known",
    "read_teachers",
]
