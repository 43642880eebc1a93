"""What a locality's document settles about unified teaching and joint research (教学、教研).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from xuequ.kernel.text import Text

from . import research, teaching
from .research import (
    CoStudy,
    LessonObservation,
    MonthlyLesson,
    ProjectQuota,
    Quota,
    Research,
    Step,
    Topics,
)
from .teaching import Course, Stage, Teaching

SECTIONS = {"teaching": Teaching, "research": Research}

# What the sections and their settings are called, the words for the codes in them, and those
# for the parts of a value.
NAMES: dict[str, Text] = {**teaching.NAMES, **research.NAMES}
WORDS: dict[str, Text] = {**teaching.WORDS, **research.WORDS}
FIELDS: dict[str, Text] = research.FIELDS

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "CoStudy",
    "Course",
    "LessonObservation",
    "MonthlyLesson",
    "ProjectQuota",
    "Quota",
    "Research",
    "Stage",
    "Step",
    "Teaching",
    "Topics",
]
