"""Reading surveys: what chapters and the board ask."""

from __future__ import annotations

from .access import published, surveys
from .found import Outcome, outcome

__all__ = ["Outcome", "outcome", "published", "surveys"]
