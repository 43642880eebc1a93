"""The Excel sheets the directory takes in."""

from __future__ import annotations

from .calendar import CALENDAR
from .pupils import CLASSES, PUPILS
from .roster import ROSTER
from .schools import SCHOOLS, TEACHING_POINTS
from .staff import PAIRINGS, POSTINGS, TEACHERS
from .unions import CONSORTIA, MEMBERSHIPS

SHEETS = (
    SCHOOLS,
    TEACHING_POINTS,
    CONSORTIA,
    MEMBERSHIPS,
    ROSTER,
    CLASSES,
    PUPILS,
    TEACHERS,
    POSTINGS,
    PAIRINGS,
    CALENDAR,
)

__all__ = [
    "CALENDAR",
    "CLASSES",
    "CONSORTIA",
    "MEMBERSHIPS",
    "PAIRINGS",
    "POSTINGS",
    "PUPILS",
    "ROSTER",
    "SCHOOLS",
    "SHEETS",
    "TEACHERS",
    "TEACHING_POINTS",
]
