"""What a locality's document settles about mentoring and training (带教、培训).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from .names import FIELDS, NAMES, WORDS
from .section import CourseTeam, Mentees, Mentoring, Pairing, Share, Tier, Timetable
from .training import Training

SECTIONS = {"mentoring": Mentoring, "training": Training}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "CourseTeam",
    "Mentees",
    "Mentoring",
    "Pairing",
    "Share",
    "Tier",
    "Timetable",
    "Training",
]
