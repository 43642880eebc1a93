"""The Excel sheets the directory takes in."""

from __future__ import annotations

from .calendar import CALENDAR
from .roster import ROSTER
from .staff import PAIRINGS, POSTINGS, TEACHERS

SHEETS = (ROSTER, TEACHERS, POSTINGS, PAIRINGS, CALENDAR)

__all__ = ["CALENDAR", "PAIRINGS", "POSTINGS", "ROSTER", "SHEETS", "TEACHERS"]
