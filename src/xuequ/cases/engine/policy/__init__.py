"""What a locality's document settles about meetings (会议)."""

from __future__ import annotations

from .meetings import FIELDS, NAMES, WORDS, Meeting, Meetings

SECTIONS: dict[str, type] = {"meetings": Meetings}

__all__ = ["FIELDS", "NAMES", "SECTIONS", "WORDS", "Meeting", "Meetings"]
