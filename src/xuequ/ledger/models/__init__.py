"""What is owed and was done: commitments, entries with evidence, counters, notices."""

from __future__ import annotations

from .commitments import CommitmentReport
from .counters import Counter, Excuse
from .entries import Attachment, Claim, Entry, EntryVersion
from .feedback import Feedback
from .notices import Delivery, FeedToken, Notice
from .sheets import SheetIssue

__all__ = [
    "Attachment",
    "Claim",
    "CommitmentReport",
    "Counter",
    "Delivery",
    "Entry",
    "EntryVersion",
    "Excuse",
    "FeedToken",
    "Feedback",
    "Notice",
    "SheetIssue",
]
