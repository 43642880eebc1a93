"""Reading commitments and what was reported of them."""

from __future__ import annotations

from .commitments import Place, Row, commitments, may_report, place_of, rows
from .verdicts import verdicts

__all__ = ["Place", "Row", "commitments", "may_report", "place_of", "rows", "verdicts"]
