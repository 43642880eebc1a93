"""The Excel sheets the directory takes in."""

from __future__ import annotations

from .calendar import CALENDAR
from .people import BODIES, PERSONS, POSTS
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
    PERSONS,
    TEACHERS,
    BODIES,
    POSTS,
    POSTINGS,
    PAIRINGS,
    CALENDAR,
)

__all__ = [
    "BODIES",
    "CALENDAR",
    "CLASSES",
    "CONSORTIA",
    "MEMBERSHIPS",
    "PAIRINGS",
    "PERSONS",
    "POSTINGS",
    "POSTS",
    "PUPILS",
    "ROSTER",
    "SCHOOLS",
    "SHEETS",
    "TEACHERS",
    "TEACHING_POINTS",
]
