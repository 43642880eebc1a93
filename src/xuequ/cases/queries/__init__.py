"""What is read of meetings and tasks, and what the board is told."""

from __future__ import annotations

from .meeting_verdicts import verdicts

__all__ = ["verdicts"]
