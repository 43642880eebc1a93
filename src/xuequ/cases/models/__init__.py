"""What is asked and decided: cases, their seats and history, objections."""

from __future__ import annotations

from .cases import Case, CaseFile, Objection, Seat, Turn

__all__ = ["Case", "CaseFile", "Objection", "Seat", "Turn"]
