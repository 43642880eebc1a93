"""The Excel sheets the directory takes in."""

from __future__ import annotations

from .calendar import CALENDAR
from .catchments import CATCHMENTS
from .daily import BELLS, FACILITIES, RESULTS, TIMETABLE
from .people import BODIES, PERSONS, POSTS
from .pupils import CLASSES, PUPILS
from .roster import ROSTER
from .schools import FEEDERS, SCHOOLS, TEACHING_POINTS
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
    FEEDERS,
    CATCHMENTS,
    PERSONS,
    TEACHERS,
    BODIES,
    POSTS,
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
    "BODIES",
    "CALENDAR",
    "CATCHMENTS",
    "CLASSES",
    "CONSORTIA",
    "FACILITIES",
    "FEEDERS",
    "MEMBERSHIPS",
    "PAIRINGS",
    "PERSONS",
    "POSTINGS",
    "POSTS",
    "PUPILS",
    "RESULTS",
    "ROSTER",
    "SCHOOLS",
    "SHEETS",
    "TEACHERS",
    "TEACHING_POINTS",
    "TIMETABLE",
]
