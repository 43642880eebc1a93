"""What a locality's document settles about cases and meetings (办理事项、会议)."""

from __future__ import annotations

from . import cases, meetings
from .cases import CaseRules, StepDays
from .meetings import Meeting, Meetings

SECTIONS: dict[str, type] = {"cases": CaseRules, "meetings": Meetings}
NAMES = {**cases.NAMES, **meetings.NAMES}
FIELDS = {**cases.FIELDS, **meetings.FIELDS}
WORDS = {**cases.WORDS, **meetings.WORDS}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "CaseRules",
    "Meeting",
    "Meetings",
    "StepDays",
]
