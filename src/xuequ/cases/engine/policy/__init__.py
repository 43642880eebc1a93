"""What a locality's document settles about cases (办理事项): deadlines of their steps."""

from __future__ import annotations

from .cases import FIELDS, NAMES, WORDS, CaseRules, StepDays

SECTIONS: dict[str, type] = {"cases": CaseRules}

__all__ = ["FIELDS", "NAMES", "SECTIONS", "WORDS", "CaseRules", "StepDays"]
