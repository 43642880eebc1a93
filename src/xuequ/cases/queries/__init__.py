"""Reading of cases, meetings and tasks: whose they are, who may act, what waits."""

from __future__ import annotations

from .meeting_verdicts import verdicts

__all__ = ["verdicts"]
