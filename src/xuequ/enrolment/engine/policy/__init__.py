"""What a locality's document settles about enrolment (招生).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text

from . import privacy
from .names import FIELDS, WORDS
from .names import NAMES as OF_ENROLMENT
from .points import Addition, PointsTable, PointType
from .privacy import Privacy
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
    Reserve,
)

SECTIONS = {"enrolment": Enrolment, "privacy": Privacy}
NAMES: dict[str, Text] = {**OF_ENROLMENT, **privacy.NAMES}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "Addition",
    "Allocation",
    "DistrictForm",
    "Eligibility",
    "Enrolment",
    "Ground",
    "HomeBonus",
    "Mode",
    "Named",
    "PointType",
    "PointsTable",
    "Preference",
    "Privacy",
    "Regime",
    "Reserve",
]
