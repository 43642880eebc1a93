"""What a locality's document settles about enrolment (招生).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from xuequ.kernel.settings import Named

from .names import FIELDS, NAMES, WORDS
from .section import Enrolment
from .shapes import (
    Allocation,
    DistrictForm,
    Eligibility,
    Ground,
    HomeBonus,
    Mode,
    Preference,
    Regime,
)

SECTIONS = {"enrolment": Enrolment}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "Allocation",
    "DistrictForm",
    "Eligibility",
    "Enrolment",
    "Ground",
    "HomeBonus",
    "Mode",
    "Named",
    "Preference",
    "Regime",
]
