"""What is on its way into the directory, and what it takes to take it back."""

from __future__ import annotations

from .imports import Given, Import, ImportedRow, Part
from .rollovers import RolledRow, Rollover, RolloverClass, RolloverPupil, RolloverSchool
from .sourced import SourcedId
from .written import WrittenRow

__all__ = [
    "Given",
    "Import",
    "ImportedRow",
    "Part",
    "RolledRow",
    "Rollover",
    "RolloverClass",
    "RolloverPupil",
    "RolloverSchool",
    "SourcedId",
    "WrittenRow",
]
