"""What schools have and do every day: facilities, bells, timetables, results; sheets of them."""

from __future__ import annotations

from .bells import Bells, Stretch, read_bells
from .clashes import Busy
from .facilities import FacilityEntry, FacilityHeld, read_facilities
from .faults import Faults
from .results import ResultEntry, read_results
from .schools import Ring, School
from .timetables import LessonEntry, Version, read_timetables

__all__ = [
    "Bells",
    "Busy",
    "FacilityEntry",
    "FacilityHeld",
    "Faults",
    "LessonEntry",
    "ResultEntry",
    "Ring",
    "School",
    "Stretch",
    "Version",
    "read_bells",
    "read_facilities",
    "read_results",
    "read_timetables",
]
