"""Meetings and tasks."""

from __future__ import annotations

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
    "Invitation",
    "Meeting",
    "MeetingBallot",
    "MeetingVote",
    "Minutes",
    "MinutesRemark",
    "Resolution",
    "Task",
    "TaskFile",
    "TaskReport",
]
