"""The cases of enrolment: appeals of families, and objections to exceptional placements."""

from __future__ import annotations

from .engine.telling.disputes import APPEAL, OBJECTION

CASES = (APPEAL, OBJECTION)
