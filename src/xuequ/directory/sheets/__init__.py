"""The Excel sheets the directory takes in."""

from __future__ import annotations

from .calendar import CALENDAR
from .daily import BELLS, FACILITIES, RESULTS, TIMETABLE
from .roster import ROSTER
from .staff import PAIRINGS, POSTINGS, TEACHERS

SHEETS = (
    ROSTER,
    TEACHERS,
    POSTINGS,
    PAIRINGS,
    CALENDAR,
    FACILITIES,
    BELLS,
    TIMETABLE,
    RESULTS,
)

__all__ = [
    "BELLS",
    "CALENDAR",
    "FACILITIES",
    "PAIRINGS",
    "POSTINGS",
    "RESULTS",
    "ROSTER",
    "SHEETS",
    "TEACHERS",
    "TIMETABLE",
]
