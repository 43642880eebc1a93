"""The year roll-over: where every pupil and every class is on the first day of the next year."""

from __future__ import annotations

from .check import check
from .feeders import Fault, faults_of
from .plan import plan
from .spans import Spans, spans_of
from .types import Outcome, Plan, Room, School, Seat, Succession, Target, Wish, World

__all__ = [
    "Fault",
    "Outcome",
    "Plan",
    "Room",
    "School",
    "Seat",
    "Spans",
    "Succession",
    "Target",
    "Wish",
    "World",
    "check",
    "faults_of",
    "plan",
    "spans_of",
]
