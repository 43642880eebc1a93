"""What is asked, met about and decided: cases, meetings, tasks."""

from __future__ import annotations

from .cases import Case, Seat
from .histories import CaseFile, Objection, Turn
from .meetings import (
    AgendaItem,
    AgendaPaper,
    Invitation,
    Meeting,
    Minutes,
    MinutesRemark,
    Resolution,
)
from .tasks import Task, TaskFile, TaskReport
from .votes import MeetingBallot, MeetingVote

__all__ = [
    "AgendaItem",
    "AgendaPaper",
    "Case",
    "CaseFile",
    "Invitation",
    "Meeting",
    "MeetingBallot",
    "MeetingVote",
    "Minutes",
    "MinutesRemark",
    "Objection",
    "Resolution",
    "Seat",
    "Task",
    "TaskFile",
    "TaskReport",
    "Turn",
]
