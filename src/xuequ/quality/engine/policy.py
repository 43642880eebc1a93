"""What a locality's document settles about tests and quality monitoring (质量监测).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class UnifiedTest:
    """A kind of unified test: `min` in each `period`, set and run by `setter`."""

    code: Literal["monitoring", "unit", "midterm", "final"]
    zh: str
    en: str
    min: int
    period: Literal["unit", "month", "term", "calendar_year", "school_year"]
    setter: Literal["consortium", "authority"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Section `quality`: the calendar of unified tests (QMS-04 to QMS-16)."""

    tests: tuple[UnifiedTest, ...] = ()


SECTIONS = {"quality": Quality}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "quality": Text("质量监测", "Quality monitoring"),
    "quality.tests": Text("统一质量监测", "unified tests"),
}
